"""From a case to the YAML that people read. Pure."""

from datetime import datetime, tzinfo

import yaml

from .pen import Dumper
from .shape import Case
from .times import Calendar
from .writing_contact import ContactWriting

HEADER = """\
# Een kopie van een gezin, zoals {name} het ziet in Stek.
# Bewaar ze zoals je een dagboek bewaart. Hoe dit bestand in elkaar zit: docs/case-format.md
"""


def write(case: Case, *, name: str, now: datetime, zone: tzinfo, relative: bool = False, addresses: bool = True) -> str:
    """The whole file. `relative`: counted from the birth, and the birth from now. Without `addresses`: invented ones."""
    text = yaml.dump(
        ContactWriting(case, Calendar(now, zone, case.birth), relative, addresses).all(),
        Dumper=Dumper, allow_unicode=True, sort_keys=False, width=100, indent=2,
    )  # fmt: skip
    return HEADER.format(name=" ".join(name.split())) + "\n" + text
