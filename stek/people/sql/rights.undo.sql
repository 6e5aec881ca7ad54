drop trigger discipline_stays on people_person;
drop function stek.discipline_stays();
revoke all on people_livesession from {app}, {door};
