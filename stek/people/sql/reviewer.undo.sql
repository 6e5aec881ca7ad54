revoke all on people_reviewer from {app};
