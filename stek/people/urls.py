from django.urls import path

from . import views

urlpatterns = [
    path("telling/", views.telling, name="telling"),
    path("telling/end/", views.telling_end, name="telling_end"),
    path("shift/", views.shift, name="shift"),
    path("mails/", views.demo_mails, name="demo_mails"),
]
