"""The addresses of the house: one prefix per app. They wire everything and decide nothing."""

from __future__ import annotations

from django.urls import include, path
from django.views.i18n import set_language

from wenming.accounts.views import sign_in
from wenming.organisations.access import public
from wenming.ui import views as ui

urlpatterns = [
    path("", include("wenming.workbench.urls")),
    path("criteria/", include("wenming.criteria.urls")),
    path("ledger/", include("wenming.evidence.urls")),
    path("assessment/", include("wenming.assessment.urls")),
    path("settings/", include("wenming.organisations.urls")),
    path("account/login/", sign_in, name="account_login"),
    path("account/", include("allauth.urls")),
    path("language/", public(set_language), name="set_language"),
    path("ui/gallery/", public(ui.gallery), name="ui_gallery"),
]

handler400 = "wenming.ui.views.bad_request"
handler403 = "wenming.ui.views.forbidden"
handler404 = "wenming.ui.views.not_found"
handler500 = "wenming.ui.views.server_error"
