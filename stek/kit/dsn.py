"""Django's settings of a database, as a connection string for who comes in without Django."""

from typing import Any

import psycopg

FOR_DJANGO = ("server_side_binding", "prepare_threshold")


def conninfo(database: dict[str, Any]) -> str:
    options = {name: value for name, value in database["OPTIONS"].items() if name not in FOR_DJANGO}
    known = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    told = {name: database[key] for name, key in known.items() if database[key]}
    return psycopg.conninfo.make_conninfo("", **told, **options)
