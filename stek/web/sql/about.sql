-- What stands there already is about whom it was about: written again by its own table's trigger, for who owns the tables
-- and for as long as this takes.
do $$
declare place record; said text;
begin
  for place in select t.name, a.attname as written, exists (select 1 from pg_attribute b
        where b.attrelid = t.name::regclass and b.attname = 'about') as has_about
      from stek.gated_tables() t join pg_attribute a on a.attrelid = t.name::regclass and a.attname in ('written_at', 'said_at') loop
    said := case when place.has_about then 't.about' when place.name = 'public.balance_perspective' then
      'array(select m.member_id from public.circle_circlemember m where m.family_id = t.family_id and m.id = t.author_member_id)'
      else '''{}''::uuid[]' end;
    execute format('update %1$s t set rests_on = t.rests_on || array(select one.id from public.circle_member one'
      ' where one.family_id = t.family_id and one.id = any (%3$s) and one.id <> all (t.rests_on)'
      ' and (one.kind = ''child'' or exists (select 1 from public.circle_circlemember m where m.family_id = one.family_id'
      ' and m.member_id = one.id and m.role = ''parent'' and m.person_id is not null'
      ' and m.from_at <= t.%2$I and (m.until_at is null or t.%2$I < m.until_at))))', place.name, place.written, said);
    execute format('update %1$s t set asks = stek.asks(t.family_id, t.section, t.author_id, t.rests_on, t.%2$I)', place.name, place.written);
  end loop;
end $$;
