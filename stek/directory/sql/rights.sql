-- The directory holds no family: no row-level security, and no more rights than its pages need.
-- An offer is never removed, what somebody found out about waiting is never changed, and who may change
-- the directory is not for who serves pages to say. What did not fit can be added, and not read.
grant select, insert on directory_initiative to {app};
grant select, insert, update on directory_offer to {app};
grant select, insert on directory_waitingcheck to {app};
grant select on directory_editor to {app};
grant insert on directory_nothingfits to {app};
