from django.urls import path

from . import views

urlpatterns = [
    path("story/", views.story, name="story"),
    path("observations/new/", views.capture, name="capture"),
    path("observations/", views.observation_create, name="observation_create"),
    path("observations/<uuid:id>/", views.observation, name="observation"),
    path("observations/<uuid:id>/correction/", views.correction_create, name="correction_create"),
    path("observations/<uuid:id>/sharing/", views.sharing_create, name="sharing_create"),
    path("observations/<uuid:id>/removal/", views.removal_create, name="removal_create"),
    path("observations/<uuid:id>/readers/", views.note_hide, name="note_hide"),
    path("influences/new/", views.influence_create, name="influence_create"),
    path("influences/<uuid:id>/ending/", views.ending_create, name="ending_create"),
]
