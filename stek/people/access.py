"""Every page is for who has signed in, unless it says why not."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])


def public(reason: str, *, without_database: bool = False) -> Callable[[View], View]:
    """Marks a view that anybody may open. The reason is for the reader and for the law that lists them.

    `without_database`: for who is signed out it asks the database nothing, so it opens while that is away.
    """

    def mark(view: View) -> View:
        view.public_because = reason  # type: ignore[attr-defined]
        view.without_database = without_database  # type: ignore[attr-defined]
        return view

    return mark


# Views that are not ours, by the name of their URL.
PUBLIC_NAMES = {
    "account_login": "here one signs in",
    "account_logout": "signing out must always work",
    "account_signup": "opens only with an invitation",
    "account_inactive": "says that an account is closed",
    "account_reset_password": "for who forgot a password; tells nobody which addresses exist",
    "account_reset_password_done": "the same sentence for every address",
    "account_reset_password_from_key": "guarded by the key in the mail",
    "account_reset_password_from_key_done": "says that it worked",
    "mfa_authenticate": "the second step of signing in",
    "mfa_login_webauthn": "signing in with a passkey",
    "mfa_trust": "a step of signing in",
}

# Of those, the ones that open while the database is away.
NAMES_WITHOUT_DATABASE = {"account_login"}


def opens_without_database(view: Callable[..., Any], name: str) -> bool:
    """Whether this page can be read while the database is away."""
    return bool(getattr(view, "without_database", False)) or name in NAMES_WITHOUT_DATABASE
