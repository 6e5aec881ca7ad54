-- The door may open and end sessions, and that is all it may; the app may not even look at them.
revoke all on people_livesession from {app};
grant select, insert, update on people_livesession to {door};
