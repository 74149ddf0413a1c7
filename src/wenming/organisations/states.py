"""Words of organisations: kinds, roles, groups."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """创建单位类型 (M53)."""

    OFFICE = "机关", _("机关")  # data
    INSTITUTION = "事业单位", _("事业单位")  # data
    COMPANY = "企业", _("企业")  # data
    SCHOOL = "学校", _("学校")  # data
    COMMUNITY = "社区", _("社区")  # data
    BUILDING = "楼院", _("楼院")  # data
    VILLAGE = "村镇", _("村镇")  # data
    TRADE = "行业窗口", _("行业窗口")  # data
    AUTHORITY = "主管部门", _("主管部门")  # data


class Role(TextChoices):
    CLERK = "clerk", _("创建办干事")
    LIAISON = "liaison", _("联络员")
    HEAD = "head", _("部门负责人")
    LEADER = "leader", _("单位领导")
    STAFF = "staff", _("职工")
    OFFICER = "officer", _("主管干事")
    REVIEWER = "reviewer", _("评审员")
    SYSTEM_ADMIN = "system_admin", _("系统管理员")
    SECURITY_ADMIN = "security_admin", _("安全管理员")
    AUDIT_ADMIN = "audit_admin", _("审计管理员")


class Tree(TextChoices):
    TERRITORY = "territory", _("属地")
    LINE = "line", _("条线")


class GroupKind(TextChoices):
    LEADING = "leading", _("领导小组")
    OFFICE = "office", _("创建办公室")  # data
    GENERAL = "general", _("综合组")
    MATERIALS = "materials", _("材料组")
    LOGISTICS = "logistics", _("行政组")
    TASK_FORCE = "task_force", _("专班")
    LIAISONS = "liaisons", _("联络员队伍")


class Position(TextChoices):
    HEAD = "head", _("组长")
    DEPUTY = "deputy", _("副组长")
    DIRECTOR = "director", _("主任")
    DEPUTY_DIRECTOR = "deputy_director", _("副主任")
    MEMBER = "member", _("成员")
    LIAISON = "liaison", _("联络员")
