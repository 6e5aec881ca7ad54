-- Words that quote somebody are theirs to give. Who reads them at first each chooses once; and who wrote them down goes on
-- reading, whatever list comes later.
alter table circle_quotedchoice enable row level security;
alter table circle_quotedchoice force row level security;
create policy facts on circle_quotedchoice to {owner} using (true);
create policy see on circle_quotedchoice for select to {app} using (said_by = (select stek.person()));
create policy say on circle_quotedchoice for insert to {app} with check (
  said_by = (select stek.person()) and family_id = any ((select stek.parent_families())::uuid[]));
grant select, insert on circle_quotedchoice to {app};
alter table circle_quotedchoice add constraint of_a_family foreign key (family_id) references circle_family (id);

create function stek.keeps_who_wrote_it_down() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare author uuid;
begin
  -- As it is written it names its author itself.
  if pg_trigger_depth() > 1 or stek.person() is null then return new; end if;
  select o.author_id into author from public.story_observation o
   where o.family_id = new.family_id and o.id = new.thread_id and o.whose_id = new.hidden_by;
  new.quotation := author is not null;
  if author is not null and author <> all (new.readers) then new.readers := new.readers || author; end if;
  return new;
end $$;
create trigger keeps_who_wrote_it_down before insert or update of readers on circle_hidden
  for each row execute function stek.keeps_who_wrote_it_down();
