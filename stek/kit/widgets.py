"""Form parts that every room may use."""

from django import forms


class DayInput(forms.DateInput):
    """The device's own calendar. It wants an ISO date, whatever the language of the page."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")
