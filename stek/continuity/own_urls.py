"""What is of one person and no family."""

from django.urls import path

from .views import calendar

urlpatterns = [
    path("calendar/", calendar.own_calendar, name="own_calendar"),
    path("calendar/end/", calendar.own_calendar_end, name="own_calendar_end"),
    path("calendar/<str:secret>.ics", calendar.calendar_feed, name="calendar_feed"),
]
