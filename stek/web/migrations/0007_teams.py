from importlib import import_module
from pathlib import Path

from django.db import migrations

from stek.kit.sql import said_again, sql_file

CIRCLE = Path(__file__).parent.parent.parent / "circle" / "sql"
TABLES: tuple[str, ...] = import_module("stek.web.migrations.0004_readers").TABLES
FUNCTIONS = {
    "functions": ("scopes", "hold", "accept_invitation"),
    "readers": ("places", "closed()", "unknown_places"),
    "beside": ("facts_of", "beside("),
    "who_reads": ("who_reads",),
    "yes": ("uncovered(families", "let_in_by", "place_for", "says_about"),
    "leaving": ("over(families", "let_go"),
    "parents": ("let_in(",),
}


class Migration(migrations.Migration):
    """A team stands in a family, and whoever is in it and was tapped by a parent reads by that parent's yes to the team."""

    dependencies = [("web", "0006_asked_once"), ("circle", "0024_teams"), ("people", "0010_teams")]
    operations = [
        sql_file(CIRCLE / "teams.sql", undo=CIRCLE / "teams.undo.sql"),
        *(
            said_again(CIRCLE / f"{file}.sql", *(f"function stek.{name}" for name in names))
            for file, names in FUNCTIONS.items()
        ),
        said_again(CIRCLE / "covered.sql", "policy covered", tables=TABLES),
    ]
