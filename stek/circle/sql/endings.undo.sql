drop policy sealed_from_ending on circle_tie;
drop policy sealed_itself on circle_tie;
drop function stek.ending_fits();
