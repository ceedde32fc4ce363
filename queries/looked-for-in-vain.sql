-- What was looked for and not found, and up to which day was it looked for?
SELECT m.coverage, m.name, m.summary, c.until
FROM misses m JOIN coverage c ON c.id = m.coverage
ORDER BY m.coverage, m.name;
