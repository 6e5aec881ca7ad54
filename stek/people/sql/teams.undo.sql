revoke all on people_team, people_teammember from {app};
