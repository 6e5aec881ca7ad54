"""`stek absent`: a parent died, or cannot answer, and whoever runs the server saw a paper of it.

It names an account, and no family: who runs this sees no record. What it opens is little: no other parent waits for their
yes, and of who died a parent who is left ends what they gave.
"""

import sys
from argparse import Namespace
from pathlib import Path

from stek.command.case import Refused, installation
from stek.command.dutch import Parser
from stek.kit.postgres import ServerDidNotStart
from stek.kit.servant import NoServant
from stek.settings.env import MissingSetting

NAME = "absent"
HELP = "Zeg dat een ouder overleden is of niet kan antwoorden, als je daar een papier van zag."
REFUSED = 1
WHY = {"died": "is overleden", "cannot-answer": "kan niet antwoorden", "back": "is er weer"}


def arguments(parser: Parser) -> None:
    parser.add_argument("email", metavar="ADRES", help="Het e-mailadres van het account van die ouder.")
    parser.add_argument(
        "why", choices=list(WHY),
        help="died: overleden. cannot-answer: kan niet antwoorden. back: dat geldt niet, of niet meer.",
    )  # fmt: skip
    parser.add_argument(
        "--paper-seen", action="store_true", help="Je zag het papier, en het gaat over wie dit account heeft."
    )
    parser.add_argument("--data", type=Path, metavar="MAP", help="De map van de demo, als er geen eigen databank is.")


def run(options: Namespace) -> int:
    """0 when it stands so, 1 when nothing was changed."""
    try:
        with installation(options.data):
            return _said(options)
    except (Refused, ServerDidNotStart, NoServant, MissingSetting) as refusal:
        print(refusal, file=sys.stderr)
    except OSError as error:
        print(f"Dat lukte niet: {error.strerror} ({error.filename or 'op deze computer'}).", file=sys.stderr)
    return REFUSED


def _said(options: Namespace) -> int:
    from stek.circle.absences import account_of, say_absent
    from stek.circle.rules import Away
    from stek.kit import clock
    from stek.people.reviewers import NobodyThere

    email, why = options.email, options.why
    try:
        name = account_of(email).name
        if why != "back" and not options.paper_seen:
            raise Refused(
                f"Het account van {email} heet '{name}'. Er is niets veranderd. Ga na of het papier over deze ouder gaat: een akte "
                "van overlijden, een verklaring van een arts, een uitspraak. Schrijf dan hetzelfde met --paper-seen."
            )
        away = None if why == "back" else Away(why.replace("-", "_"))
        done = say_absent(email=email, why=away, at=clock.now())
    except NobodyThere as error:
        raise Refused(f"We vinden geen ouder met het adres '{error}'. Er is niets veranderd.") from error
    if not done:
        print(f"Dat stond er al zo: {email} {WHY[why]}.")
    else:
        print(f"Genoteerd: {email} {WHY[why]}. De ouders die er zijn, lezen dat bij wat er gebeurde.")
    return 0
