-- Of which rules in effect is the evidence oldest?
SELECT id, title, evidence, julianday(:today) - julianday(evidence) AS days
FROM provisions
WHERE standing = 'in effect' AND counted
ORDER BY evidence, id
LIMIT 25;
