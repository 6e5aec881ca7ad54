"""`stek keys`: the key above the keys of all families. Made, changed, looked after; and one family's destroyed."""

import base64
import os
import secrets
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from stek.command.dutch import Parser
from stek.command.progress import say
from stek.settings.env import MissingSetting

NAME = "keys"
HELP = "Maak, vernieuw en controleer de sleutel waarmee de verhalen van alle gezinnen op slot zijn."
KEY_BYTES = 32
REFUSED = 2


def arguments(parser: Parser) -> None:
    deeds = parser.add_subparsers(title="wat", metavar="WAT", parser_class=Parser, required=True)
    for name, does, help, run in (
        ("make", _make_arguments, "Maak een nieuwe sleutel, in een bestand dat alleen jij kunt lezen.", make),
        ("verify", _nothing, "Kijk of de sleutel van elk gezin opengaat met wat nu is ingesteld.", verify),
        ("rotate", _nothing, "Zet de sleutels van alle gezinnen op slot met de nieuwste hoofdsleutel.", rotate),
        (
            "destroy",
            _destroy_arguments,
            "Vernietig de sleutel van één gezin: zijn woorden zijn dan voorgoed weg.",
            destroy,
        ),
    ):
        deed = deeds.add_parser(name, help=help, description=help)
        does(deed)
        deed.set_defaults(deed=run)


def run(options: Namespace) -> int:
    """0 when done; 1 when something does not open; 2 when refused, with a sentence that says why."""
    deed: Callable[[Namespace], int] = options.deed
    return deed(options)


def _nothing(parser: Parser) -> None:
    pass


def _make_arguments(parser: Parser) -> None:
    parser.add_argument(
        "file", type=Path, metavar="BESTAND", help="Waar de sleutel komt. Bestaat het al, dan gebeurt er niets."
    )
    parser.add_argument(
        "--old", type=Path, metavar="BESTAND",
        help="Het bestand met de vorige sleutel: die komt erachter, zodat alles leesbaar blijft tot na 'rotate'.",
    )  # fmt: skip


def _destroy_arguments(parser: Parser) -> None:
    parser.add_argument("family", type=UUID, metavar="GEZIN", help="Het nummer van het gezin, zoals in zijn adres.")
    parser.add_argument(
        "--forever", type=UUID, metavar="GEZIN", required=True,
        help="Nog eens hetzelfde nummer. Dit is niet terug te draaien.",
    )  # fmt: skip


def make(options: Namespace) -> int:
    """A new key in a file of mode 0600; never over one that is there."""
    keys = [base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()]
    try:
        if options.old:
            keys.append(options.old.read_text().strip())
        place = os.open(options.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        say(f"{options.file} bestaat al. Een sleutel wordt nooit overschreven; kies een andere naam.")
        return REFUSED
    except OSError as error:
        say(f"Dat lukte niet: {error.strerror} ({error.filename}).")
        return REFUSED
    with os.fdopen(place, "w") as file:
        os.fchmod(place, 0o600)  # whatever the umask says
        file.write(",".join(keys) + "\n")
    say(f"De sleutel staat in {options.file}, en alleen jij kunt hem lezen.")
    say("Laat STEK_FAMILY_KEY_FILE daarnaar wijzen, en start Stek opnieuw.")
    if options.old:
        say("Voer daarna 'stek keys rotate' uit. Dan heeft deze databank de vorige sleutel niet meer nodig.")
        say(
            "Kopieën van de databank van vóór dan openen wel alleen met de vorige sleutel: bewaar hem zolang die er zijn, "
            "en vernietig hem samen met de laatste."
        )
    say(
        "Bewaar een kopie op een andere plaats dan de kopieën van de databank. Zonder sleutel is geen woord nog te lezen."
    )
    return 0


def verify(options: Namespace) -> int:
    return _with_the_owner(_verify)


def _verify() -> int:
    from stek.circle.actions import keys

    found = keys.verify_keys()
    say(f"Gezinnen met een sleutel: {found.families}.")
    if found.older:
        say(f"Nog op slot met een vorige hoofdsleutel: {found.older}. Voer uit: stek keys rotate")
    for family in found.shut:
        say(f"  gaat niet open: {family}")
    if found.shut_drafts:
        say(f"  gaat niet open, wat mensen aan het typen waren: {found.shut_drafts}")
    if found.shut or found.shut_drafts:
        say("Zet de hoofdsleutel terug waarmee deze gezinnen op slot gingen, achter de nieuwe, met een komma ertussen.")
        return 1
    say("Alle sleutels gaan open.")
    return 0


def rotate(options: Namespace) -> int:
    return _with_the_owner(_rotate)


def _rotate() -> int:
    from stek.circle.actions import keys
    from stek.kit.sealed import CannotOpen

    try:
        done = keys.rotate_keys()
    except CannotOpen:
        say("Eén sleutel gaat met geen enkele hoofdsleutel open; die bleef zoals hij was. Welke: stek keys verify")
        return 1
    say(f"Opnieuw op slot met de nieuwste hoofdsleutel: {done}.")
    return _verify()


def destroy(options: Namespace) -> int:
    if options.family != options.forever:
        say("De twee nummers zijn niet hetzelfde. Er is niets gebeurd.")
        return REFUSED
    return _with_the_owner(lambda: _destroy(options.family))


def _destroy(family: UUID) -> int:
    from stek.circle.actions import keys

    try:
        keys.destroy_keys(family=family)
    except keys.NoSuchKey:
        say("Dit gezin heeft geen sleutel: het is er niet, of het werd al gewist.")
        return REFUSED
    say("De sleutel is vernietigd. Geen woord van dit gezin is nog te lezen, ook niet door ons.")
    say("In kopieën van de databank van vóór nu staat de sleutel nog, op slot. Laat die vervallen zoals afgesproken.")
    return 0


def _with_the_owner(deed: Callable[[], int]) -> int:
    """Sets Django up and speaks in sentences when settings or rights are missing."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "stek.settings.production")
    try:
        import django

        django.setup()
    except MissingSetting as missing:
        say(str(missing))
        return REFUSED
    from django.db import DatabaseError

    try:
        return deed()
    except DatabaseError as error:
        say(f"De databank laat dit niet toe ({type(error).__name__}).")
        say("Zet DATABASE_URL_OWNER: het adres van de databank met de rol die de tabellen mag veranderen (migrator).")
        return REFUSED
