-- Which rules are suspended on the day asked, since when, and until which day by their terms?
SELECT p.id, p.title, i.first AS since, i.last AS surely_until,
  (SELECT max(e.until_last) FROM events e
   WHERE e.kind IN ('suspended', 'extended') AND e.first <= :today
     AND (e.part = p.id OR e.record = p.control AND e.part IS NULL)) AS until_at_most,
  p.evidence
FROM provisions p
JOIN intervals i ON i.subject = p.id AND i.first <= :today AND i.last >= :today
WHERE i.standing = 'suspended' AND p.counted
ORDER BY i.last, p.id;
