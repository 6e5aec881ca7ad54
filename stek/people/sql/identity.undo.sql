drop function stek.enter(text, text);
drop function stek.purpose();
drop function stek.person();
