-- Which rules name a mineral, something it belongs to, or something that belongs to it, and how do they stand?
-- :mineral  id of a mineral, as gallium
SELECT DISTINCT p.id, p.title, p.measure, p.standing, f.value AS named
FROM provisions p
JOIN facets f ON f.subject = p.id AND f.facet = 'mineral'
WHERE p.counted AND (
  f.value IN (SELECT broader FROM closure WHERE mineral = :mineral)
  OR f.value IN (SELECT mineral FROM closure WHERE broader = :mineral)
)
ORDER BY p.id, named;
