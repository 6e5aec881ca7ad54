from django.apps import AppConfig


class ContinuityConfig(AppConfig):
    name = "stek.continuity"

    def ready(self) -> None:
        """Reminders ask this room for whom something waits."""
        from stek.people import reminding

        from .waiting import waited_for

        reminding.ask(waited_for)
