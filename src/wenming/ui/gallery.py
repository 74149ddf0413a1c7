"""What hangs in the gallery: each component as usual, with long text, with none, and in English. Invented throughout."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wenming.ui import chips
from wenming.ui.forms import CheckChips, DateInput, ManyFiles, ManyFilesField, PointsInput, Segments, Stepper

LONG = gettext_lazy(
    "关于进一步做好省级文明单位申报准备、切实抓好第三轮自查自评及问题整改并按时报送佐证材料和说明报告的通知（征求意见稿）"
)


class Example(forms.Form):
    """One field of every kind."""

    title = forms.CharField(label=gettext_lazy("题名"), help_text=gettext_lazy("写明活动名称，不写“照片”“材料”"))
    number = forms.CharField(label=gettext_lazy("文号"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("类别"), choices=[("activity", gettext_lazy("活动")), ("meeting", gettext_lazy("会议"))]
    )
    happened = forms.DateField(label=gettext_lazy("活动日期"), widget=DateInput)
    points = forms.DecimalField(label=gettext_lazy("分值"), widget=PointsInput)
    missing = forms.IntegerField(label=gettext_lazy("缺少项数"), widget=Stepper(0, 20))
    answer = forms.ChoiceField(
        label=gettext_lazy("结论"),
        choices=[
            ("yes", gettext_lazy("符合")),
            ("no", gettext_lazy("不符合")),
            ("na", gettext_lazy("不涉及")),
        ],
        widget=Segments({"yes": "yes", "no": "no", "na": "na"}),
    )
    methods = forms.MultipleChoiceField(
        label=gettext_lazy("测评方法"),
        choices=[
            ("material_review", gettext_lazy("材料审核")),
            ("site_visit", gettext_lazy("实地考察")),
            ("survey", gettext_lazy("问卷调查")),
        ],
        widget=CheckChips,
        required=False,
    )
    late = forms.BooleanField(label=gettext_lazy("补登"), required=False)
    reason = forms.CharField(label=gettext_lazy("说明"), widget=forms.Textarea({"rows": 3}), required=False)
    attached = ManyFilesField(
        label=gettext_lazy("文件"), widget=ManyFiles(".jpg,.png,.pdf", max_bytes=2 * 1024 * 1024), required=False
    )

    def clean_number(self) -> str:
        number: str = self.cleaned_data["number"]
        if number and "〔" not in number:
            raise forms.ValidationError(_("文号写法不符。请改为“云公积金〔2026〕18号”。"))
        return number


NUMBER, MISWRITTEN = "云公积金〔2026〕18号", "云公积金2026-18"  # data: a document number is the same in every language


def example(*, wrong: bool = False) -> Example:
    """The example form, filled in; ``wrong`` as it comes back when something does not fit."""
    filled = {
        "title": _("道德讲堂第三期：守信践诺"),
        "kind": "activity",
        "happened": "2026-09-18",
        "points": "1.50",
        "missing": "2",
        "answer": "no",
        "methods": ["material_review"],
    }
    if not wrong:
        return Example(initial=filled | {"number": NUMBER, "late": True})
    form = Example(filled | {"number": MISWRITTEN}, auto_id="wrong_%s")
    form.is_valid()
    form.add_error(None, _("本页还有一处未改正；本次未写入任何内容。"))
    return form


def context(request: HttpRequest) -> dict[str, Any]:
    """Everything the gallery page shows."""
    now = timezone.now()
    shown = chips.build(
        request,
        chips.Filter("year", _("年度"), [("2026", "2026"), ("2025", "2025")]),
        chips.Filter("kind", _("类别"), [("activity", _("活动")), ("meeting", _("会议"))]),
        chips.Filter("none", _("部门"), []),
    )
    return {
        "long": LONG,
        "form": example(),
        "wrong_form": example(wrong=True),
        "filters": shown,
        "page": Paginator(range(1286), 50).get_page(request.GET.get("page")),
        "short_page": Paginator(range(3), 50).get_page(1),
        "beads": ["full"] * 5 + ["part", "none", "late", "skip"] + ["full"] * 21,
        "crumbs": [{"label": _("测评体系"), "url": "#"}, {"label": _("4 文明服务"), "url": "#"}, {"label": _("4.2 窗口服务")}],
        "tabs": [
            {"label": _("要求"), "url": "#", "current": True},
            {"label": _("佐证"), "url": "#", "count": 9},
            {"label": _("整改"), "url": "#", "count": 0},
            {"label": _("经过"), "url": "#", "icon": "history"},
        ],
        "steps": [
            {"label": _("上传表格"), "state": "done", "url": "#"},
            {"label": _("逐行核对"), "state": "now"},
            {"label": _("确认写入")},
        ],
        "facts": [
            {"label": _("时间"), "value": "2026-09-25", "num": True},
            {"label": _("地点"), "value": _("建设路口")},
            {"label": _("组织"), "value": _("归集科"), "url": "#"},
            {"label": _("文号"), "missing": True},
            {"label": _("备注"), "value": ""},
        ],
        "entries": [
            {"text": _("更新自评，2.10 分"), "by": _("周宜安"), "at": now},
            {"text": _("核验：说明报告 562 字，超出上限"), "at": now - timedelta(days=1)},
            {"text": _("登记照片 2 张"), "by": _("周宜安"), "at": now - timedelta(days=20), "note": _("第三季度着装挂牌抽查")},
        ],
        "duties": [
            {"label": _("五项公开现场照片，每个大厅至少 1 张"), "figure": "2 / 2", "state": "full", "note": _("城东大厅、城西大厅")},
            {"label": _("着装挂牌现场照片，每季度至少 2 张"), "figure": "5 / 6", "state": "part", "note": _("第三季度还缺 1 张")},
            {"label": _("说明报告，不超过 500 字"), "figure": "562 / 500", "state": "wrong", "icon": "text-size"},
            {"label": _("服务规范制度文件"), "figure": "0 / 1", "state": "none"},
            {"label": _("满意度问卷汇总"), "figure": "0 / 1", "state": "late", "note": _("逾期 3 天")},
        ],
        "parts": [
            {"label": _("谋划"), "url": "#", "value": 12, "max": 12, "unit": _("项")},
            {"label": _("台账"), "url": "#", "value": 65, "max": 86, "unit": _("条"), "late": 1},
            {"label": _("检查考核"), "url": "#", "value": 0, "max": 11, "unit": _("项")},
        ],
        "bulk": [
            {"label": _("对应条目"), "name": "do", "value": "link", "icon": "link"},
            {"label": _("转责任人"), "name": "do", "value": "assign", "icon": "user-share"},
        ],
        "more": [
            {"label": _("复制为新版本"), "url": "#", "icon": "copy"},
            {"label": _("删除草稿"), "url": "#", "icon": "trash", "danger": True},
        ],
        "tree": [
            {"level": 1, "code": "4", "title": _("文明服务"), "points": "14", "state": "part", "url": "#"},
            {"level": 2, "code": "4.1", "title": _("服务承诺"), "points": "4", "state": "full", "url": "#", "leaf": True},
            {"level": 2, "code": "4.2", "title": _("窗口服务"), "points": "6", "state": "part", "url": "#"},
            {"level": 3, "code": "4.2.1", "title": _("首问负责、一次告知"), "points": "1.5", "state": "full", "url": "#", "leaf": True},
            {"level": 3, "code": "4.2.2", "title": _("窗口服务规范"), "points": "3", "state": "late", "url": "#", "leaf": True,
             "current": True},
            {"level": 1, "code": "5", "title": LONG, "points": "10", "state": "none", "url": "#", "leaf": True},
            {"level": 1, "code": _("特"), "title": _("特色加分"), "points": None, "state": "skip", "url": "#", "leaf": True},
        ],
        "now": now,
        "today": timezone.localdate(),
        "soon": timezone.localdate() + timedelta(days=6),
        "gone": timezone.localdate() - timedelta(days=3),
    }  # fmt: skip
