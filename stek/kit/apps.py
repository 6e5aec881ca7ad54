from django.apps import AppConfig


class KitConfig(AppConfig):
    """No models: only the tables of the jobs, in a schema of their own."""

    name = "stek.kit"

    def ready(self) -> None:
        from . import tasks  # noqa: F401 - its own job: old promises are cleared away
