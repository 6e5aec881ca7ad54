-- Who was not recognised yet reads nothing of anybody else: nor what they are asked. So nobody asks them, and nobody asks
-- for them. The policy as it
-- stands in asked.sql, and that.

drop policy see_what_one_is_asked on circle_authorasked;
create policy see_what_one_is_asked on circle_authorasked for select to {app} using (
  asked_of = (select stek.person()) and family_id = any ((select stek.member_families())::uuid[])
  and family_id <> all ((select stek.unrecognised_families())::uuid[])
  and asked_from <> all ((select stek.apart())::uuid[]));
