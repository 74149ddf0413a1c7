from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CriteriaConfig(AppConfig):
    name = "wenming.criteria"
    verbose_name = _("测评体系")

    def ready(self) -> None:
        from wenming.criteria import plugs

        plugs.fill_frame()
