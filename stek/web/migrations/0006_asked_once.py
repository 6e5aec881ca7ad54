from importlib import import_module
from pathlib import Path

from django.db import migrations

from stek.kit.sql import said_again

ROOT = Path(__file__).parent.parent.parent
CIRCLE = ROOT / "circle" / "sql"
TABLES: tuple[str, ...] = import_module("stek.web.migrations.0004_readers").TABLES
FUNCTIONS = {
    "functions": ("sealed_people", "accept_invitation"),
    "parents": ("asking()", "asking_parents", "is_of_the_family", "let_in("),
    "emergency": ("glass_fits", "told_glasses", "untold_glasses", "told_reasons"),
    "readers": ("closed()", "closed_threads", "unknown_places", "apart_people"),
    "asked": ("closing_read", "stands_to_be_asked", "stands_openly"),
    "recognised": ("unrecognised_families", "newcomers", "recognise("),
    "beside": ("beside(",),
    "leaving": ("some_parent_reads", "departed", "stood()", "stood_families", "untold_leavings", "let_go"),
    "yes": ("uncovered()", "is_given", "place_for", "refused", "says_about"),
}
REPLACED = ("glass_fits", "some_parent_reads")


def _begins(name: str) -> str:
    return f"{'or replace ' if name in REPLACED else ''}function stek.{name}"


class Migration(migrations.Migration):
    """A function asks the session once, and not once for each row; a no and a yes give way in an emergency only for what is
    shared. For databases that have the older forms."""

    dependencies = [("web", "0005_yes")]
    operations = [
        *(said_again(CIRCLE / f"{file}.sql", *map(_begins, names)) for file, names in FUNCTIONS.items()),
        said_again(ROOT / "web" / "sql" / "closing.sql", "function stek.closings(ids uuid[]) returns"),
        said_again(CIRCLE / "covered.sql", "policy covered", tables=TABLES),
    ]
