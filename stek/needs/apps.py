from django.apps import AppConfig


class NeedsConfig(AppConfig):
    name = "stek.needs"
