-- Only who is followed is in a list, and its owner: whoever was removed from somebody's followers
-- was left in their lists.
delete from list_member
where not exists (
  select 1 from account_list l
  where l.id = list_member.list_id and (l.account_id = list_member.account_id or exists (
    select 1 from follow f
    where f.follower_id = l.account_id and f.followee_id = list_member.account_id)));
