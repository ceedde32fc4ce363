-- Who surely belongs to a group on the day asked, and in what capacity?
-- :group  id of a group, as EU
SELECT m.member, c.title, m.role, m.since_last AS since
FROM memberships m LEFT JOIN records c ON c.id = m.member
WHERE m.group_id = :group AND m.since_last <= :today AND m.until_first >= :today
ORDER BY m.member;
