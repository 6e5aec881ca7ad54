drop policy not_recognised_yet on circle_circlemember;
drop policy recognised on circle_member;
drop policy recognised on circle_circlemember;
drop function stek.recognise(uuid, uuid);
drop function stek.newcomers();
drop function stek.unrecognised_families();
drop function stek.is_recognised(text, timestamptz);
