-- What lies under a closing is for its readers, and what was written from a place is for who knows that place, and whom
-- its author knows. One's own words are one's own, to read; nothing is built on what one does not read, or changed there.
create policy closed on {table} as restrictive for select to {app} using (
  author_id = (select stek.person())
  or (not rests_on && (select stek.closed())::uuid[] and not rests_on && (select stek.apart())::uuid[]));
create policy closed_to_building on {table} as restrictive for insert to {app} with check (
  not rests_on && (select stek.closed())::uuid[] and not rests_on && (select stek.apart())::uuid[]);
create policy closed_to_changing on {table} as restrictive for update to {app} using (
  not rests_on && (select stek.closed())::uuid[] and not rests_on && (select stek.apart())::uuid[]);
-- What a closing reaches is marked by the functions of web/sql/closing.sql, which run as the owner.
create policy closings on {table} to {owner} using (true) with check (true);
create trigger takes_readers before insert on {table} for each row execute function stek.takes_readers();
