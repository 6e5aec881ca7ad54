from django.apps import AppConfig


class ContinuityConfig(AppConfig):
    name = "stek.continuity"

    def ready(self) -> None:
        """Reminders ask this room for whom something waits; a new password ends a calendar here."""
        from stek.people import reminding

        from . import signals  # noqa: F401
        from .waiting import waited_for

        reminding.ask(waited_for)
