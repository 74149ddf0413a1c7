"""States of a criteria set: drafted, then in use and never changed again, then retired."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from wenming.kernel.transitions import Transitions


class SetState(TextChoices):
    DRAFT = "draft", _("草稿")
    IN_USE = "in_use", _("使用中")
    RETIRED = "retired", _("已停用")
    DROPPED = "dropped", _("已放弃")


MOVES = Transitions(
    {
        SetState.DRAFT: {SetState.IN_USE, SetState.DROPPED},
        SetState.IN_USE: {SetState.RETIRED},
        SetState.RETIRED: {SetState.IN_USE},
        SetState.DROPPED: set(),
    }
)


class Origin(TextChoices):
    """Where a draft came from: decides what stands beside it on the editing page."""

    TABLE = "table", _("从表格读取")
    BUILT_IN = "built_in", _("内置体系")
    EMPTY = "empty", _("空白")
    VERSION = "version", _("由上一版起草")
    LAYER = "layer", _("叠加层")
    EXCHANGE = "exchange", _("交换文件")


class Level(TextChoices):
    """Whose set it is, from the top down."""

    NATIONAL = "national", _("全国")
    PROVINCE = "province", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("县级")
    INDUSTRY = "industry", _("行业")
    UNIT = "unit", _("本单位")


class Method(TextChoices):
    MATERIAL_REVIEW = "material_review", _("材料审核")
    SITE_VISIT = "site_visit", _("实地考察")
    SURVEY = "survey", _("问卷调查")
    CONSULTATION = "consultation", _("征求部门意见")
    BRIEFING = "briefing", _("听取汇报")
    OBSERVATION = "observation", _("整体观察")
    ONLINE_CHECK = "online_check", _("网络查看")


class NotApplicable(TextChoices):
    """What a line scores where it does not apply to a unit."""

    REDISTRIBUTE = "redistribute", _("分值折算到同级其他条目")
    FULL = "full", _("计满分")
    ZERO = "zero", _("计 0 分")
    MEAN_OF_PEERS = "mean_of_peers", _("取同类单位的平均分")


class RuleKind(TextChoices):
    """How a line is counted, in the office's words; the first nine for leaves, the rest for lines with lines below."""

    JUDGED = "judged", _("酌情评分")
    GRADED = "graded", _("按等次得分")
    CONDITIONS = "conditions", _("按达到的条件数得分")
    BANDS = "bands", _("按数值分档得分")
    DEDUCT = "deduct", _("按情形扣分")
    SHORTFALL = "shortfall", _("低于目标逐级扣分")
    RATIO = "ratio", _("按完成比例得分")
    SAMPLED = "sampled", _("抽查多处取平均")
    AWARDS = "awards", _("按获奖级别加分")
    SUM = "sum", _("下级相加")
    MEAN = "mean", _("下级平均")
    WEIGHTED = "weighted", _("下级按权重合成")


class DutyKind(TextChoices):
    """Kinds of evidence a line may ask for."""

    OFFICIAL_DOCUMENT = "official_document", _("正式文件")
    EXPLANATION = "explanation", _("说明报告")
    PHOTO = "photo", _("照片")
    STATISTICS = "statistics", _("统计表")
    LINK = "link", _("链接")
    SIGNED_INSTRUCTION = "signed_instruction", _("签批件")
    SIGN_IN = "sign_in", _("签到表")
    LESSON_PLAN = "lesson_plan", _("教案")
    REFLECTION = "reflection", _("心得")
    MINUTES = "minutes", _("会议记录")
    MEDIA = "media", _("媒体报道")
    CERTIFICATE = "certificate", _("证书")
    VIDEO = "video", _("视频")
    OTHER = "other", _("其他")


class CaptionField(TextChoices):
    TIME = "time", _("时间")
    PLACE = "place", _("地点")
    ORGANISER = "organiser", _("组织者")
    PEOPLE = "people", _("人物")
    THEME = "theme", _("主题")


class Step(TextChoices):
    """How steps below a target are counted."""

    WHOLE = "whole", _("满一级才扣一级")
    STARTED = "started", _("不足一级也按一级扣")
    LINEAR = "linear", _("按比例扣")


class EffectKind(TextChoices):
    """What a negative item does."""

    BLOCK = "block", _("不得申报")
    DEDUCT = "deduct", _("扣分")
    WARN = "warn", _("警示")
    RECTIFY = "rectify", _("限期整改")
    REVOKE = "revoke", _("撤销称号")
