-- Which pledges are due within a year from the day asked?
SELECT id, title, strength, due_first, due_last, owed_by, standing
FROM pledges
WHERE due_last >= :today AND due_first <= date(:today, '+1 year')
  AND standing NOT IN ('delivered', 'withdrawn', 'ended')
ORDER BY due_last, id;
