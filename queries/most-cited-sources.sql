-- Which sources carry most of the base, and who published them?
SELECT c.source, s.title, s.publisher, s.kind, count(*) AS citations, count(DISTINCT c.record) AS records
FROM citations c JOIN sources s ON s.id = c.source
GROUP BY c.source
ORDER BY citations DESC, c.source
LIMIT 25;
