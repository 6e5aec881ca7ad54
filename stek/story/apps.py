from django.apps import AppConfig


class StoryConfig(AppConfig):
    name = "stek.story"
