-- Which rules are suspended on the day asked, since when, and until which day by their terms?
SELECT p.id, p.title, i.first AS since, i.last AS until, p.evidence
FROM provisions p
JOIN intervals i ON i.subject = p.id AND i.first <= :today AND i.last >= :today
WHERE i.standing = 'suspended' AND p.counted
ORDER BY i.last, p.id;
