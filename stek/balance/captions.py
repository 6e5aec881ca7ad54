"""The sentences in the drawing of the seesaw, in the language of whoever looks at it."""

from django.utils.translation import gettext

from stek.kit.texts import kept

from .drawing import Captions


@kept
def captions() -> Captions:
    """The captions in the active language."""
    return Captions(
        title=gettext("Hoe het voor {name} houdt"),
        told=gettext(
            "Een wip op een heuvel. {name} zegt: {word}. De lijsten bij de tekening zeggen wat draagt en wat weegt."
        ),
        told_none=gettext("Een wip in stippellijn. Van {name} staat hier nog geen woord."),
        carries=gettext("draagt"),
        burdens=gettext("weegt"),
        home=gettext("thuis"),
        near=gettext("dichtbij"),
        further=gettext("verder weg"),
        word={
            "holds": gettext("het houdt"),
            "too_much": gettext("het is te veel"),
            "unknown": gettext("ik weet het niet"),
        },
    )
