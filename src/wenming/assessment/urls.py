from __future__ import annotations

from django.urls import path

from wenming.assessment.views import answers, exports, rounds, whys

app_name = "assessment"
urlpatterns = [
    path("rounds/", rounds.round_list, name="round_list"),
    path("rounds/open/", rounds.round_open, name="round_open"),
    path("rounds/<int:pk>/", rounds.round_detail, name="round_detail"),
    path("rounds/<int:pk>/compare/", rounds.round_compare, name="round_compare"),
    path("rounds/<int:pk>/sign/", rounds.round_sign, name="round_sign"),
    path("rounds/<int:pk>/cancel/", rounds.round_cancel, name="round_cancel"),
    path("rounds/<int:pk>/events/add/", rounds.event_add, name="event_add"),
    path("events/<int:pk>/withdraw/", rounds.event_withdraw, name="event_withdraw"),
    path("rounds/<int:pk>/lines/<int:line>/", answers.answer_page, name="answer"),
    path("rounds/<int:pk>/lines/<int:line>/why/", whys.answer_why, name="answer_why"),
    path("rounds/<int:pk>/lines/<int:line>/save/", answers.answer_save, name="answer_save"),
    path("rounds/<int:pk>/export/<slug:to>/", exports.round_export, name="round_export"),
]
