-- Which teams there are may be known; who is in one is not for who serves pages to say, nor to look up: only the functions
-- that run as the owner read it.
revoke all on people_team, people_teammember from {app};
grant select on people_team to {app};
