from django.urls import path

from . import views

urlpatterns = [
    path("", views.directory, name="directory"),
    path("offers/<uuid:id>/", views.offer, name="offer"),
    path("offers/<uuid:id>/waiting/", views.waiting_check_create, name="waiting_check_create"),
    path("offers/<uuid:id>/change/", views.offer_change, name="offer_change"),
    path("offers/<uuid:id>/end/", views.offer_end, name="offer_end"),
    path("initiatives/<uuid:id>/offers/new/", views.offer_create, name="offer_create"),
    path("nothing-fits/", views.nothing_fits_create, name="nothing_fits_create"),
    path("import/", views.directory_import, name="directory_import"),
    path("export.csv", views.directory_export_csv, name="directory_export_csv"),
    path("export.json", views.directory_export_json, name="directory_export_json"),
]
