-- A schema of its own. What follows in this transaction names no schema, and lands here.
create schema work;
set local search_path = work, pg_catalog;
