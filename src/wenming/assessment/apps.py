from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AssessmentConfig(AppConfig):
    name = "wenming.assessment"
    verbose_name = _("测评")

    def ready(self) -> None:
        from wenming.assessment import plugs

        plugs.fill_frame()
