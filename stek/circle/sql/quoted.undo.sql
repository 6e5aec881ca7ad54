drop trigger keeps_who_wrote_it_down on circle_hidden;
drop function stek.keeps_who_wrote_it_down();
alter table circle_quotedchoice drop constraint of_a_family;
revoke all on circle_quotedchoice from {app};
drop policy say on circle_quotedchoice;
drop policy see on circle_quotedchoice;
drop policy facts on circle_quotedchoice;
alter table circle_quotedchoice no force row level security;
alter table circle_quotedchoice disable row level security;
