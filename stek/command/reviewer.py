"""`stek reviewer`: who looks at the emergency accesses of an organisation.

Whoever runs this holds the secrets of the installation, and has it from the organisation.
"""

import sys
from argparse import Namespace
from pathlib import Path

from stek.command.case import Refused, installation
from stek.command.dutch import Parser
from stek.kit.postgres import ServerDidNotStart
from stek.kit.servant import NoServant
from stek.settings.env import MissingSetting

NAME = "reviewer"
HELP = "Zeg wie voor een organisatie noodgevallen nakijkt."
REFUSED = 1


def arguments(parser: Parser) -> None:
    parser.add_argument("email", metavar="ADRES", help="Het e-mailadres van een account.")
    parser.add_argument("organisation", metavar="ORGANISATIE", help="De naam van de organisatie die dit vraagt.")
    parser.add_argument("--end", action="store_true", help="Kijkt vanaf nu niets meer na.")
    parser.add_argument("--data", type=Path, metavar="MAP", help="De map van de demo, als er geen eigen databank is.")


def run(options: Namespace) -> int:
    """0 when it is done, 1 when nothing was changed."""
    try:
        with installation(options.data):
            return _named(options)
    except (Refused, ServerDidNotStart, NoServant, MissingSetting) as refusal:
        print(refusal, file=sys.stderr)
    except OSError as error:
        print(f"Dat lukte niet: {error.strerror} ({error.filename or 'op deze computer'}).", file=sys.stderr)
    return REFUSED


def _named(options: Namespace) -> int:
    from stek.kit import clock
    from stek.people.reviewers import NobodyThere, end_reviewer, name_reviewer

    deed = end_reviewer if options.end else name_reviewer
    try:
        done = deed(email=options.email, organisation=options.organisation, at=clock.now())
    except NobodyThere as error:
        raise Refused(f"We vinden '{error}' niet, of niet precies één keer. Er is niets veranderd.") from error
    who, where = options.email, options.organisation
    if options.end:
        print(f"{who} kijkt niets meer na voor {where}." if done else f"{who} keek niets na voor {where}.")
    else:
        print(f"{who} kijkt nu na voor {where}." if done else f"{who} keek al na voor {where}.")
    return 0
