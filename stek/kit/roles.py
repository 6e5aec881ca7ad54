"""Roles, database and rights on any PostgreSQL from 15 on, and the migrations in it. Can be run again."""

import psycopg
from psycopg import sql

from .sql import role


def prepare(superuser_dsn: str, database: str, passwords: dict[str, str] | None = None) -> None:
    """Make the six roles and the database: an owner that nobody signs in as, and five that own nothing.

    `superuser_dsn`: a libpq connection string for a role that may create roles and databases.
    `passwords`: by short role name (app, door, work, migrator, backup); none for peer authentication.
    """
    passwords = passwords or {}
    with psycopg.connect(superuser_dsn, autocommit=True) as connection:
        for name in ("owner", "migrator", "app", "door", "work", "backup"):
            _role(connection, name, passwords.get(name))
        connection.execute(sql.SQL("grant {} to {}").format(_name("owner"), _name("migrator")))
        connection.execute(sql.SQL("grant {} to current_user").format(_name("owner")))
        known = connection.execute("select 1 from pg_database where datname = %s", [database]).fetchone()
        if not known:
            connection.execute(
                sql.SQL("create database {} owner {} encoding 'UTF8' template template0").format(
                    sql.Identifier(database), _name("owner")
                )
            )
    dsn = psycopg.conninfo.make_conninfo(superuser_dsn, dbname=database)
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute("revoke all on schema public from public")
        connection.execute(sql.SQL("alter schema public owner to {}").format(_name("owner")))
        connection.execute(sql.SQL("create schema if not exists stek authorization {}").format(_name("owner")))
        for schema in ("public", "stek"):
            connection.execute(
                sql.SQL("grant usage on schema {} to {}, {}, {}, {}").format(
                    sql.Identifier(schema), _name("app"), _name("door"), _name("work"), _name("backup")
                )
            )
        connection.execute(
            sql.SQL("alter default privileges for role {} revoke execute on functions from public").format(
                _name("owner")
            )
        )
        connection.execute(
            sql.SQL("alter default privileges for role {} in schema stek grant execute on functions to {}").format(
                _name("owner"), _name("app")
            )
        )
        for things in ("tables", "sequences"):
            connection.execute(
                sql.SQL("alter default privileges for role {} in schema public grant select on {} to {}").format(
                    _name("owner"), sql.SQL(things), _name("backup")
                )
            )


def _name(name: str) -> sql.Identifier:
    return sql.Identifier(role(name))


def _role(connection: psycopg.Connection, name: str, password: str | None) -> None:
    known = connection.execute("select 1 from pg_roles where rolname = %s", [role(name)]).fetchone()
    may = sql.SQL("nologin" if name == "owner" else "login")
    bypass = sql.SQL("bypassrls" if name == "backup" else "nobypassrls")
    verb = sql.SQL("alter" if known else "create")
    secret = sql.SQL("password {}").format(sql.Literal(password)) if password else sql.SQL("")
    connection.execute(
        sql.SQL("{} role {} {} {} nosuperuser nocreatedb nocreaterole {}").format(
            verb, _name(name), may, bypass, secret
        )
    )
