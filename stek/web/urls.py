"""All doors of the house."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.account.urls")),
    path("accounts/2fa/", include("allauth.mfa.urls")),
]

handler400 = "stek.web.errors.bad_request"
handler403 = "stek.web.errors.not_allowed"
handler404 = "stek.web.errors.not_found"
