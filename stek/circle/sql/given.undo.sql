drop function stek.what_an_invitation_gives(bytea);
