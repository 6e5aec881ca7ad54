from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "stek.people"

    def ready(self) -> None:
        from . import clearing, reminding, signals  # noqa: F401 - its jobs; sign-in and sign-out meet the live session
