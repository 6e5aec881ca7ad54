from django.apps import AppConfig


class CircleConfig(AppConfig):
    name = "stek.circle"
