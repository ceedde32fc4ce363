-- How much money is stated, by currency, form and firmness? Parts and repetitions of other sums are left out.
SELECT currency, form, firmness, count(*) AS sums, sum(least) AS least, sum(most) AS most
FROM amounts
WHERE within IS NULL AND same_as IS NULL
GROUP BY currency, form, firmness
ORDER BY currency, least DESC;
