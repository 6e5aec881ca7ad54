"""Signing in with an e-mail address and a password, without telling which addresses exist."""

from allauth.account.auth_backends import AuthenticationBackend


class PersonBackend(AuthenticationBackend):
    """allauth's own, which spends the same time on an unknown address; Stek knows no permissions."""

    def has_perm(self, *args: object, **kwargs: object) -> bool:
        return False

    def has_module_perms(self, *args: object, **kwargs: object) -> bool:
        return False
