-- What the door remembers for minutes: how often somebody tried, and which codes were used. Unlogged:
-- after a crash it starts empty, and nothing of it is ever in the write-ahead log.
create unlogged table people_attempts (
  cache_key varchar(255) primary key,
  value text not null,
  expires timestamptz not null
);
create index people_attempts_expires on people_attempts (expires);
revoke all on people_attempts from {app};
grant select, insert, update, delete on people_attempts to {door};
