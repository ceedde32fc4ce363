-- How did standings change in a year, day by day?
-- :year  four digits, as 2025
SELECT i.first AS day, i.subject, before.standing AS was, i.standing
FROM intervals i
JOIN intervals before ON before.subject = i.subject AND before.last = date(i.first, '-1 day')
WHERE i.first BETWEEN :year || '-01-01' AND :year || '-12-31' AND i.standing <> before.standing
ORDER BY i.first, i.subject;
