drop trigger move_stays on continuity_move;
drop function stek.move_stays();
