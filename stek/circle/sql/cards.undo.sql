drop function stek.act_from(uuid);
drop function stek.chosen();
