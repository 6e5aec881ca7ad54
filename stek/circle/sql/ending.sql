-- A statement that can be over: it stays, with its end. This is Verb.END of policy/decide.py in SQL:
-- who wrote it ends it, and a parent ends what the circle reads. The restrictive policies of gated.sql come first.
create policy finish on {table} for update to {app}
  using ((author_id = (select stek.person()) and family_id = any ((select stek.member_families())::uuid[]))
         or (family_id = any ((select stek.parent_families())::uuid[]) and section = any (stek.shared_sections())))
  with check (until_by = (select stek.person()));
create trigger ending_fits before update on {table} for each row execute function stek.ending_fits();
