drop function stek.clear_away();
