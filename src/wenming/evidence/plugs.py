"""What the ledger hands to the frame."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from wenming.evidence.policies import EDIT_OWN, VIEW
from wenming.organisations.plugs import allowed_by
from wenming.ui import navigation as nav


def fill_frame() -> None:
    nav.register(
        "keep",
        nav.Entry(
            _("全部记录"), "evidence:record_list", order=10, allowed=allowed_by(VIEW), matches=("evidence:record_*",)
        ),
        nav.Entry(_("归档装订"), "evidence:binding_list", order=30, allowed=allowed_by(VIEW)),
        nav.Entry(
            _("对标查缺"), "evidence:gap_list", order=20, allowed=allowed_by(VIEW), matches=("evidence:line_owners",)
        ),
    )
    nav.register_create(
        nav.Entry(_("登记材料"), "evidence:record_add", icon="upload", order=10, allowed=allowed_by(EDIT_OWN), key="m")
    )
    nav.register_tab(
        nav.Entry(_("上传"), "evidence:record_add", icon="camera", order=20, allowed=allowed_by(EDIT_OWN)),
        nav.Entry(_("台账"), "evidence:record_list", icon="books", order=30, allowed=allowed_by(VIEW)),
    )
    nav.register_search(nav.Search("evidence:record_list", allowed=allowed_by(VIEW)))
