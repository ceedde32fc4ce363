-- Who is a party to most agreements, and how many of those operate on the day asked?
SELECT p.party, p.title, count(*) AS agreements,
  sum(a.standing IN ('operating', 'in force', 'provisionally applied')) AS operating
FROM parties p JOIN agreements a ON a.id = p.agreement
GROUP BY p.party
ORDER BY agreements DESC, p.party
LIMIT 25;
