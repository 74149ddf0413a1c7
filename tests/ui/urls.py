"""A small house for these tests: the pages of ``ui`` and of accounts, and two that do not work."""

from django.urls import include, path
from django.views.i18n import set_language

from wenming.kernel.errors import Conflict
from wenming.organisations.access import public
from wenming.ui import views


@public
def breaks(request):
    raise ZeroDivisionError("an accident")


@public
def declines(request):
    raise Conflict


urlpatterns = [
    path("account/", include("allauth.urls")),
    path("language/", public(set_language), name="set_language"),
    path("ui/gallery/", public(views.gallery), name="ui_gallery"),
    path("breaks/", breaks),
    path("declines/", declines),
]
handler400 = "wenming.ui.views.bad_request"
handler403 = "wenming.ui.views.forbidden"
handler404 = "wenming.ui.views.not_found"
handler500 = "wenming.ui.views.server_error"
