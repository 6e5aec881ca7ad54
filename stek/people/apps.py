from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "stek.people"

    def ready(self) -> None:
        from . import signals  # noqa: F401 - connects sign-in and sign-out to the live session
