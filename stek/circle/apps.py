from django.apps import AppConfig


class CircleConfig(AppConfig):
    name = "stek.circle"

    def ready(self) -> None:
        from stek.people import invited

        from .actions.invite import invitation_holds, make_account_with

        invited.by_link(
            holds=lambda secret: invitation_holds(secret=secret),
            takes=lambda secret, person: make_account_with(secret=secret, person=person),
        )
