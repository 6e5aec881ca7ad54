"""All doors of the house."""

from django.urls import include, path

from stek.circle import views as circle
from stek.people import views as people

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("today/", views.today, name="today"),
    path("drafts/", views.drafts, name="drafts"),
    path("drafts/removal/", views.draft_removal, name="draft_removal"),
    path("families/", views.families, name="families"),
    path("emergency/", circle.emergency, name="emergency"),
    path("emergency/reviews/", circle.emergency_reviews, name="emergency_reviews"),
    path("families/new/", circle.family_create, name="family_create"),
    path("families/<uuid:family>/", views.family, name="family"),
    path("families/<uuid:family>/own-words/", views.own_words, name="own_words"),
    path("families/<uuid:family>/own-words/file/", views.own_words_file, name="own_words_file"),
    path("families/<uuid:family>/", include("stek.circle.urls")),
    path("families/<uuid:family>/", include("stek.story.urls")),
    path("families/<uuid:family>/", include("stek.balance.urls")),
    path("families/<uuid:family>/", include("stek.needs.urls")),
    path("families/<uuid:family>/", include("stek.plans.urls")),
    path("families/<uuid:family>/", include("stek.continuity.urls")),
    path("alone/", circle.alone_where, name="alone_where"),
    path("invitations/waiting/", circle.parent_waits, name="parent_waits"),
    path("invitations/waiting/<uuid:place>/end/", circle.parent_wait_end, name="parent_wait_end"),
    path("invitations/<str:secret>/", circle.invitation, name="invitation"),
    path("", include("stek.continuity.own_urls")),
    path("directory/", include("stek.directory.urls")),
    path("", include("stek.people.urls")),
    path("help/", views.help_now, name="help"),
    path("theme/", views.theme, name="theme"),
    path("alive/", views.alive, name="alive"),
    path("robots.txt", views.robots, name="robots"),
    path("accounts/email/", people.address, name="address"),  # before allauth's own
    path("accounts/email/code/", people.address_code, name="address_code"),
    path("accounts/second-key/", people.second_key, name="second_key"),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
]

handler400 = "stek.web.errors.bad_request"
handler403 = "stek.web.errors.not_allowed"
handler404 = "stek.web.errors.not_found"
handler500 = "stek.web.errors.server_error"
