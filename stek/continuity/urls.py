from django.urls import path

from . import views

urlpatterns = [
    path("contact/", views.contact, name="contact"),
    path("contact/week/", views.contact_week, name="contact_week"),
    path("contact/follow-ups/new/", views.follow_up_create, name="follow_up_create"),
    path("contact/follow-ups/<uuid:id>/", views.follow_up, name="follow_up"),
    path("contact/follow-ups/<uuid:id>/moves/<slug:step>/", views.follow_up_move_create, name="follow_up_move_create"),
    path("contact/follow-ups/<uuid:id>/readers/", views.follow_up_hide, name="follow_up_hide"),
    path("contact/referrals/new/", views.referral_create, name="referral_create"),
    path("contact/referrals/<uuid:id>/", views.referral, name="referral"),
    path("contact/referrals/<uuid:id>/moves/<slug:step>/", views.referral_move_create, name="referral_move_create"),
    path("contact/referrals/<uuid:id>/readers/", views.referral_hide, name="referral_hide"),
    path("contact/handovers/new/", views.handover_create, name="handover_create"),
    path("contact/handovers/<uuid:id>/", views.handover, name="handover"),
    path("contact/handovers/<uuid:id>/moves/<slug:step>/", views.handover_move_create, name="handover_move_create"),
    path("contact/handovers/<uuid:id>/readers/", views.handover_hide, name="handover_hide"),
    path("contact/pace/", views.pace_create, name="pace_create"),
]
