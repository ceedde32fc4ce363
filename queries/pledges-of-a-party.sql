-- What does a country, group or organization owe, to whom, how strongly, and by when?
-- :party  country code or id, as JP
SELECT p.id, p.title, p.strength, p.owed_to, p.due_last AS due, p.standing
FROM pledges p, json_each(p.owed_by) b
WHERE b.value = :party
ORDER BY p.due_last IS NULL, p.due_last, p.id;
