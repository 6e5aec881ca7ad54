-- Who looks at emergency accesses is not for who serves pages to say, nor to look up: only the functions that run as the
-- owner read it.
revoke all on people_reviewer from {app};
