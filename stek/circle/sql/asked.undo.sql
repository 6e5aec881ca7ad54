drop policy see_what_one_asked on circle_authorasked;
drop policy see_what_one_is_asked on circle_authorasked;
drop policy ask on circle_authorasked;
drop policy answer on circle_authorasked;
drop function stek.author_to_ask(uuid, text, uuid);
drop function stek.stands_to_be_asked(uuid, uuid);
drop function stek.stands_openly(uuid, uuid);
drop function stek.closing_read(uuid, uuid);
drop function stek.reads_thing(uuid, text, uuid);
