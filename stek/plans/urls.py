from django.urls import path

from .views import correcting, fridge, thinking, writing

urlpatterns = [
    path("plan/", writing.plan, name="plan"),
    path("plan/goals/new/", writing.goal_create, name="goal_create"),
    path("plan/goals/<uuid:id>/", writing.goal, name="goal"),
    path("plan/goals/<uuid:id>/steps/new/", writing.step_create, name="step_create"),
    path("plan/goals/<uuid:id>/successes/new/", writing.success_create, name="success_create"),
    path("plan/goals/<uuid:id>/reviews/new/", writing.review_create, name="review_create"),
    path("plan/goals/<uuid:id>/correction/", correcting.goal_correction_create, name="goal_correction_create"),
    path("plan/goals/<uuid:id>/readers/", writing.goal_hide, name="goal_hide"),
    path("plan/steps/<uuid:id>/end/", writing.step_end_create, name="step_end_create"),
    path("plan/steps/<uuid:id>/correction/", correcting.step_correction_create, name="step_correction_create"),
    path("plan/needs/<uuid:id>/care/", writing.mode_create, name="mode_create"),
    path("plan/thoughts/", thinking.thoughts, name="thoughts"),
    path("plan/thoughts/aside/", thinking.aside_create, name="aside_create"),
    path("plan/room/", thinking.room_create, name="room_create"),
    path("plan/fridge/", fridge.fridge, name="fridge"),
    path("plan/fridge/<uuid:id>/sheet/", fridge.sheet, name="sheet"),
]
