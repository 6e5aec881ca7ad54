from django.urls import path

from . import views

urlpatterns = [
    path("access/", views.access, name="access"),
    path("trail/", views.trail, name="trail"),
    path("circle/invitations/new/", views.invitation_create, name="invitation_create"),
    path("alone/", views.alone, name="alone"),
    path("circle/<uuid:place>/invitation/removal/", views.invitation_take_back, name="invitation_take_back"),
    path("circle/<uuid:place>/grants/", views.grant_create, name="grant_create"),
    path("circle/<uuid:place>/recognition/", views.recognition_create, name="recognition_create"),
    path("circle/<uuid:place>/end/", views.place_end, name="place_end"),
    path("grants/<uuid:id>/withdrawal/", views.withdrawal_create, name="withdrawal_create"),
    path("hidden/<uuid:id>/showing/", views.hidden_show, name="hidden_show"),
    path("asked/", views.author_asked, name="author_asked"),
    path("asked/<uuid:id>/answer/", views.author_answer, name="author_answer"),
    path("asking/<slug:kind>/<uuid:id>/", views.author_ask, name="author_ask"),
    path("together/", views.together, name="together"),
    path("together/end/", views.together_end, name="together_end"),
    path("grants/reading-along/", views.reading_along_create, name="reading_along_create"),
    path("ties/", views.ties, name="ties"),
    path("ties/new/", views.tie_create, name="tie_create"),
    path("ties/<uuid:id>/end/", views.tie_end, name="tie_end"),
    path("ties/<uuid:id>/readers/", views.tie_hide, name="tie_hide"),
    path("children/<uuid:id>/birth/", views.birth_create, name="birth_create"),
    path("circle/<uuid:place>/parent/", views.parent_asks, name="parent_asks"),
    path("circle/<uuid:place>/parent/answer/", views.parent_answer_create, name="parent_answer_create"),
    path("emergency/", views.emergency_here, name="emergency_here"),
    path("emergency/code/", views.emergency_code, name="emergency_code"),
    path("emergency/code/end/", views.emergency_code_end, name="emergency_code_end"),
    path("emergency/<uuid:id>/look/", views.emergency_look, name="emergency_look"),
    path("emergency/<uuid:id>/review/", views.emergency_review, name="emergency_review"),
]
