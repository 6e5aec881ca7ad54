drop function stek.make_account_with(bytea, uuid);
