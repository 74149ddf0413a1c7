from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    name = "wenming.evidence"
    verbose_name = _("台账")

    def ready(self) -> None:
        from wenming.evidence import plugs

        plugs.fill_frame()
