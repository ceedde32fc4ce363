-- Which parties both promise something on a mineral and restrict its export on the day asked?
SELECT m.value AS mineral, b.value AS party, count(DISTINCT l.id) AS pledges, count(DISTINCT p.id) AS rules
FROM pledges l, json_each(l.owed_by) b, json_each(l.minerals) m
JOIN facets f ON f.facet = 'issuer' AND f.value = b.value
JOIN provisions p ON p.id = f.subject AND p.counted AND p.standing = 'in effect'
JOIN facets n ON n.subject = p.id AND n.facet = 'mineral' AND n.value = m.value
GROUP BY m.value, b.value
ORDER BY rules DESC, mineral, party;
