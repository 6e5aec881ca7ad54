"""Shows that the rules in PostgreSQL and those in `policy/` are the same: random worlds, asked of both."""
