revoke all on people_livesession from {app}, {door};
