-- One link makes one account, and one place: from then on it is a link of that account and for everybody else unknown.
-- Called at sign-up, when nobody is signed in yet: by who holds the secret.
create function stek.make_account_with(secret bytea, person uuid) returns boolean
  language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
begin
  update public.circle_invitation i set account_id = make_account_with.person
   where i.secret_hash = sha256(make_account_with.secret) and i.accepted_at is null and i.account_id is null
     and i.made_at <= now() and now() < i.until_at;
  return found;
end $$;
