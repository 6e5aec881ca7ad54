"""Who may make an account: who came through a link that still holds, and each link makes one.

Which links there are this room does not know. A room above says so, once, when Stek starts.
"""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest

INVITED = "invited_to"  # in the session: the secret of the link somebody came through

_holds: Callable[[str], bool] = lambda secret: False  # noqa: E731
_takes: Callable[[str, UUID], bool] = lambda secret, person: False  # noqa: E731


def by_link(*, holds: Callable[[str], bool], takes: Callable[[str, UUID], bool]) -> None:
    """`holds`: whether a link is still good for who is at the door. `takes`: an account is made with it; False when
    somebody was first."""
    global _holds, _takes
    _holds, _takes = holds, takes


def may_sign_up(request: HttpRequest) -> bool:
    return _holds(request.session.get(INVITED, ""))


def takes(request: HttpRequest, person: UUID) -> bool:
    return _takes(request.session.get(INVITED, ""), person)
