from django.urls import path

from . import views

urlpatterns = [
    path("needs/", views.needs, name="needs"),
    path("needs/new/", views.need_create, name="need_create"),
    path("needs/<uuid:id>/", views.need, name="need"),
    path("needs/<uuid:id>/saying/", views.saying_create, name="saying_create"),
    path("needs/<uuid:id>/together/", views.together_create, name="together_create"),
    path("needs/<uuid:id>/sharing/", views.need_sharing_create, name="need_sharing_create"),
    path("needs/<uuid:id>/removal/", views.need_removal_create, name="need_removal_create"),
    path("needs/<uuid:id>/readers/", views.need_hide, name="need_hide"),
]
