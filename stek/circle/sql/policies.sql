-- The circle itself. What a family is made of is visible to who stands in it; what was
-- given to whom, to the parents who gave it.
--
-- Every policy is for the app role. The owner is bound too (force), with one exception: the
-- policies named `facts` let the functions of functions.sql, which run as the owner, look at
-- memberships, consents, seals and invitations. They hold no words of people.

alter table circle_family enable row level security;
alter table circle_family force row level security;
create policy facts on circle_family to {owner} using (true) with check (true);
create policy see on circle_family for select to {app} using (
  id = any ((select stek.member_families())::uuid[]) or id = any ((select stek.opened_families())::uuid[])
  or id = any ((select stek.founded_families())::uuid[]));
create policy found on circle_family for insert to {app} with check (founded_by = (select stek.person()));
grant select, insert on circle_family to {app};

alter table circle_familykey enable row level security;
alter table circle_familykey force row level security;
create policy see on circle_familykey for select to {app} using (
  family_id = any ((select stek.member_families())::uuid[]) or family_id = any ((select stek.opened_families())::uuid[])
  or family_id = any ((select stek.founded_families())::uuid[]));
create policy make on circle_familykey for insert to {app} with check (family_id = any ((select stek.founded_families())::uuid[]));
grant select, insert on circle_familykey to {app};
-- `stek keys` wraps all keys anew, counts them, and destroys one. It comes as the owner, which is bound
-- by these policies too. What it finds here is of no use without the key-encryption key, which the
-- operator has and the database has not; and no function that runs as the owner looks at this table.
create policy keys on circle_familykey to {owner} using (true) with check (true);

alter table circle_member enable row level security;
alter table circle_member force row level security;
create policy see on circle_member for select to {app} using (
  family_id = any ((select stek.member_families())::uuid[]) or family_id = any ((select stek.opened_families())::uuid[]));
create policy add on circle_member for insert to {app} with check (
  family_id = any ((select stek.parent_families())::uuid[]) or family_id = any ((select stek.founded_families())::uuid[]));
create policy change on circle_member for update to {app} using (
  family_id = any ((select stek.parent_families())::uuid[]));
grant select, insert, update (called_sealed, born_on, due_on, has_authority, until_at) on circle_member to {app};

alter table circle_circlemember enable row level security;
alter table circle_circlemember force row level security;
create policy facts on circle_circlemember to {owner} using (true) with check (true);
create policy see on circle_circlemember for select to {app} using (
  family_id = any ((select stek.member_families())::uuid[]) or family_id = any ((select stek.opened_families())::uuid[]));
create policy sealed on circle_circlemember as restrictive for select to {app} using (
  id <> all ((select stek.sealed_threads())::uuid[]));
create policy invite on circle_circlemember for insert to {app} with check (
  (family_id = any ((select stek.founded_families())::uuid[]) and role = 'parent' and person_id = (select stek.person()))
  or (family_id = any ((select stek.parent_families())::uuid[]) and person_id is null
      and invited_by = (select stek.person())));
create policy finish on circle_circlemember for update to {app}
  using (family_id = any ((select stek.parent_families())::uuid[]) and role <> 'parent'
         or person_id = (select stek.person()))
  with check (until_by = (select stek.person()));
grant select, insert, update (until_at, until_by) on circle_circlemember to {app};

-- An end may come sooner, never later: nobody steps back in by moving it.
create function stek.end_stays() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.until_at is null or new.until_at > old.until_at then
    raise exception 'what has ended is not taken up again' using errcode = 'check_violation';
  end if;
  return new;
end $$;
create trigger end_stays before update of until_at on circle_circlemember
  for each row when (old.until_at is not null) execute function stek.end_stays();

alter table circle_invitation enable row level security;
alter table circle_invitation force row level security;
create policy facts on circle_invitation to {owner} using (true) with check (true);
create policy see on circle_invitation for select to {app} using (
  family_id = any ((select stek.parent_families())::uuid[]) and made_by = (select stek.person()));
create policy make on circle_invitation for insert to {app} with check (
  family_id = any ((select stek.parent_families())::uuid[]) and made_by = (select stek.person()));
create policy take_back on circle_invitation for update to {app} using (
  family_id = any ((select stek.parent_families())::uuid[]) and made_by = (select stek.person()) and accepted_at is null);
grant select, insert, update (until_at) on circle_invitation to {app};

alter table circle_tie enable row level security;
alter table circle_tie force row level security;
create policy see on circle_tie for select to {app} using (scope = any ((select stek.scopes('read'))::text[]));
create policy sealed on circle_tie as restrictive for select to {app} using (
  (circle_member_id is null or circle_member_id <> all ((select stek.sealed_threads())::uuid[]))
  and scope <> all ((select stek.sealed_scopes())::text[]));
create policy say on circle_tie for insert to {app} with check (
  family_id = any ((select stek.parent_families())::uuid[]) and said_by = (select stek.person()));
create policy finish on circle_tie for update to {app} using (
  family_id = any ((select stek.parent_families())::uuid[])) with check (until_by = (select stek.person()));
grant select, insert, update (until_at, until_by) on circle_tie to {app};

alter table circle_grant enable row level security;
alter table circle_grant force row level security;
create policy facts on circle_grant to {owner} using (true) with check (true);
create policy see on circle_grant for select to {app} using (
  (family_id = any ((select stek.parent_families())::uuid[]) and section not like 'own:%')
  or (given_by = (select stek.person()) and family_id = any ((select stek.member_families())::uuid[])));
create policy sealed on circle_grant as restrictive for select to {app} using (
  circle_member_id <> all ((select stek.sealed_threads())::uuid[]));
create policy give on circle_grant for insert to {app} with check (
  given_by = (select stek.person()) and (
    (family_id = any ((select stek.parent_families())::uuid[]) and section = any (stek.shared_sections()))
    or (family_id = any ((select stek.member_families())::uuid[]) and section = 'own:' || (select stek.person()))));
create policy withdraw on circle_grant for update to {app}
  using ((family_id = any ((select stek.parent_families())::uuid[]) and section not like 'own:%')
         or (given_by = (select stek.person()) and family_id = any ((select stek.member_families())::uuid[])))
  with check (withdrawn_by = (select stek.person()));
grant select, insert, update (withdrawn_at, withdrawn_by) on circle_grant to {app};

alter table circle_seal enable row level security;
alter table circle_seal force row level security;
create policy facts on circle_seal to {owner} using (true) with check (true);
create policy see on circle_seal for select to {app} using (
  placed_by = (select stek.person()) and family_id = any ((select stek.member_families())::uuid[]));
create policy place on circle_seal for insert to {app} with check (
  placed_by = (select stek.person()) and hidden_from <> (select stek.person())
  and family_id = any ((select stek.parent_families())::uuid[]));
create policy lift on circle_seal for update to {app}
  using (placed_by = (select stek.person()) and family_id = any ((select stek.member_families())::uuid[]))
  with check (lifted_by = (select stek.person()));
grant select, insert, update (lifted_at, lifted_by) on circle_seal to {app};

-- Emergency access: from emergency.sql on, only `facts` of these holds.
alter table circle_breakglass enable row level security;
alter table circle_breakglass force row level security;
create policy facts on circle_breakglass to {owner} using (true) with check (true);
create policy see on circle_breakglass for select to {app} using (
  person_id = (select stek.person())
  or (family_id = any ((select stek.parent_families())::uuid[])
      and family_id || '/' || person_id <> all ((select stek.sealed_people())::text[])));
create policy open_up on circle_breakglass for insert to {app} with check (
  person_id = (select stek.person()) and until_at <= opened_at + interval '60 minutes'
  and opened_at between now() - interval '1 minute' and now() + interval '1 minute'
  and stek.may_break_glass(family_id));
-- The reason is sealed with the family's key, which opens only after the glass is broken.
create policy give_reason on circle_breakglass for update to {app}
  using (person_id = (select stek.person()) and why_sealed = ''::bytea) with check (person_id = (select stek.person()));
-- A parent says that they have seen it, once.
create policy review on circle_breakglass for update to {app}
  using (family_id = any ((select stek.parent_families())::uuid[]) and reviewed_at is null)
  with check (reviewed_by = (select stek.person()) and family_id = any ((select stek.parent_families())::uuid[]));
grant select, insert, update (why_sealed, reviewed_at, reviewed_by) on circle_breakglass to {app};
-- The reason is written once, by who gave it; seen, once, by a parent. Neither does the other's part.
create function stek.glass_fits() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.why_sealed <> old.why_sealed and (old.why_sealed <> ''::bytea or old.person_id is distinct from stek.person()) then
    raise exception 'a reason stays as it was given' using errcode = 'insufficient_privilege';
  end if;
  if (new.reviewed_at, new.reviewed_by) is distinct from (old.reviewed_at, old.reviewed_by)
     and (old.reviewed_at is not null or new.reviewed_by is distinct from stek.person()
          or new.family_id <> all ((select stek.parent_families())::uuid[])) then
    raise exception 'only a parent says that they have seen it' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger glass_fits before update on circle_breakglass for each row execute function stek.glass_fits();

alter table circle_familykey add constraint of_a_family foreign key (family_id) references circle_family (id);
alter table circle_member add constraint of_a_family foreign key (family_id) references circle_family (id);
alter table circle_circlemember
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint is_a_member foreign key (family_id, member_id) references circle_member (family_id, id);
alter table circle_invitation
  add constraint for_a_circle_member foreign key (family_id, circle_member_id) references circle_circlemember (family_id, id);
alter table circle_tie
  add constraint of_a_family foreign key (family_id) references circle_family (id),
  add constraint with_a_circle_member foreign key (family_id, circle_member_id) references circle_circlemember (family_id, id),
  add constraint toward_a_member foreign key (family_id, toward_id) references circle_member (family_id, id);
alter table circle_grant
  add constraint for_a_circle_member foreign key (family_id, circle_member_id) references circle_circlemember (family_id, id);
alter table circle_seal add constraint of_a_family foreign key (family_id) references circle_family (id);
alter table circle_breakglass add constraint of_a_family foreign key (family_id) references circle_family (id);
