from django.urls import path

from . import views

urlpatterns = [
    path("balance/", views.balance, name="balance"),
    path("balance/then-and-now/", views.then_and_now, name="then_and_now"),
    path("balance/factors/find/", views.factor_find, name="factor_find"),
    path("balance/factors/new/", views.factor_create, name="factor_create"),
    path("balance/factors/<uuid:id>/", views.factor, name="factor"),
    path("balance/factors/<uuid:id>/correction/", views.factor_correction_create, name="factor_correction_create"),
    path("balance/factors/<uuid:id>/end/", views.factor_end, name="factor_end"),
    path("balance/factors/<uuid:id>/agreement/", views.factor_agreement_create, name="factor_agreement_create"),
    path("balance/factors/<uuid:id>/sharing/", views.factor_sharing_create, name="factor_sharing_create"),
    path("balance/factors/<uuid:id>/removal/", views.factor_removal_create, name="factor_removal_create"),
    path("balance/factors/<uuid:id>/readers/", views.factor_hide, name="factor_hide"),
    path("balance/words/new/", views.word_create, name="word_create"),
    path("balance/words/<uuid:id>/sharing/", views.word_sharing_create, name="word_sharing_create"),
    path("balance/words/<uuid:id>/removal/", views.word_removal_create, name="word_removal_create"),
    path("balance/tasks/<uuid:member>/<slug:code>/", views.task_word_create, name="task_word_create"),
]
