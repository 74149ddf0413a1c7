"""Units in two trees, their departments and people, who holds which role, and the groups that carry the work."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from wenming.organisations.access import Grant, ScopedQuerySet
from wenming.organisations.states import GroupKind, Kind, Position, Role, Tree


class OrganisationQuerySet(ScopedQuerySet["Organisation"]):
    owner = "self"


class Organisation(models.Model):
    """A unit or an authority. Stands in two trees, 属地 and 条线; each path lists the keys from the root down to itself."""

    code = models.CharField(_("单位代码"), max_length=64, unique=True)
    name = models.CharField(_("单位名称"), max_length=120)
    short_name = models.CharField(_("简称"), max_length=40, blank=True)
    kind = models.CharField(_("单位类型"), max_length=16, choices=Kind.choices, default=Kind.OFFICE)
    territory_parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="territory_children", verbose_name=_("属地上级")
    )
    line_parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="line_children", verbose_name=_("条线上级")
    )
    territory_path = models.CharField(max_length=255, db_index=True, editable=False, default="")
    line_path = models.CharField(max_length=255, db_index=True, editable=False, default="")
    created_at = models.DateTimeField(_("建立时间"))

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("单位")
        constraints = [
            CheckConstraint(condition=Q(kind__in=Kind.values), name="organisation_kind_known"),
            CheckConstraint(
                condition=~Q(territory_parent=F("id")) & ~Q(line_parent=F("id")), name="organisation_not_own_parent"
            ),
        ]

    def __str__(self) -> str:
        return self.short_name or self.name

    def ancestor_ids(self) -> set[int]:
        """Keys of everything above, in either tree, without the unit itself."""
        steps = self.territory_path.split("/") + self.line_path.split("/")
        return {int(step) for step in steps if step} - {self.pk}


class Department(models.Model):
    """A department of a unit. Never deleted: dissolved on a day, so that old papers keep their owner."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="departments", verbose_name=_("单位"))
    name = models.CharField(_("部门名称"), max_length=60)
    position = models.PositiveIntegerField(_("顺序"), default=0)
    dissolved_on = models.DateField(_("撤销日期"), null=True, blank=True)

    objects = ScopedQuerySet["Department"].as_manager()

    class Meta:
        verbose_name = _("部门")
        constraints = [
            UniqueConstraint(
                fields=["organisation", "name"],
                name="department_name_once",
                violation_error_message=_("本单位已有同名部门。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Somebody who works at a unit, with or without an account. No ID numbers are kept."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="people", verbose_name=_("单位"))
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="people", verbose_name=_("部门")
    )
    name = models.CharField(_("姓名"), max_length=64)
    post = models.CharField(_("职务"), max_length=60, blank=True)
    phone = models.CharField(_("联系电话"), max_length=20, blank=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="person", verbose_name=_("账号")
    )
    position = models.PositiveIntegerField(_("顺序"), default=0)
    left_on = models.DateField(_("离任日期"), null=True, blank=True)

    objects = ScopedQuerySet["Person"].as_manager()

    class Meta:
        verbose_name = _("人员")
        indexes = [models.Index(fields=["organisation", "position"], name="person_by_position")]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_phone(self) -> str:
        """As lists show it: 138****0001."""
        return f"{self.phone[:3]}****{self.phone[-4:]}" if len(self.phone) >= 8 else self.phone


class MembershipQuerySet(ScopedQuerySet["Membership"]):
    def held(self, day: date) -> MembershipQuerySet:
        """The roles in force on ``day``."""
        return self.filter(
            Q(from_on__isnull=True) | Q(from_on__lte=day),
            Q(to_on__isnull=True) | Q(to_on__gte=day),
            withdrawn_at__isnull=True,
        )


class Membership(models.Model):
    """A role held at an organisation, in one of the two trees; for one department where the role is bound to it.

    from_on, to_on  the term, both days inclusive; without them from the beginning, until it is withdrawn.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships", verbose_name=_("账号")
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="memberships", verbose_name=_("单位"))
    tree = models.CharField(_("树"), max_length=16, choices=Tree.choices, default=Tree.TERRITORY)
    role = models.CharField(_("角色"), max_length=16, choices=Role.choices)
    department = models.ForeignKey(Department, models.PROTECT, null=True, blank=True, verbose_name=_("部门"))
    from_on = models.DateField(_("开始日期"), null=True, blank=True)
    to_on = models.DateField(_("结束日期"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("收回时间"), null=True, blank=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("任职角色")
        constraints = [
            CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_known"),
            CheckConstraint(condition=Q(tree__in=Tree.values), name="membership_tree_known"),
            UniqueConstraint(
                fields=["user", "organisation", "tree", "role", "department"],
                condition=Q(withdrawn_at__isnull=True),
                nulls_distinct=False,
                name="membership_once",
                violation_error_message=_("该账号已有同样的角色。"),
            ),
            CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="membership_term_in_order",
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role}"

    def held_on(self, day: date) -> bool:
        """Whether the role is in force on ``day``."""
        begun = self.from_on is None or self.from_on <= day
        return self.withdrawn_at is None and begun and (self.to_on is None or day <= self.to_on)

    def as_grant(self) -> Grant:
        path: str = getattr(self.organisation, f"{self.tree}_path")
        return Grant(self.tree, path, self.role, self.organisation_id, self.department_id)


class WorkGroup(models.Model):
    """领导小组、办公室、工作组、专班、联络员队伍."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="groups", verbose_name=_("单位"))
    kind = models.CharField(_("类别"), max_length=16, choices=GroupKind.choices)
    name = models.CharField(_("名称"), max_length=80)
    duty = models.TextField(_("职责"), blank=True)
    position = models.PositiveIntegerField(_("顺序"), default=0)
    formed_on = models.DateField(_("成立日期"))
    dissolved_on = models.DateField(_("撤销日期"), null=True, blank=True)

    objects = ScopedQuerySet["WorkGroup"].as_manager()

    class Meta:
        verbose_name = _("工作机构")
        constraints = [
            CheckConstraint(condition=Q(kind__in=GroupKind.values), name="group_kind_known"),
            CheckConstraint(
                condition=Q(dissolved_on__isnull=True) | Q(dissolved_on__gte=F("formed_on")),
                name="group_dissolved_after_formed",
                violation_error_message=_("撤销日期不能早于成立日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class GroupMemberQuerySet(ScopedQuerySet["GroupMember"]):
    owner = "group__organisation"

    def on(self, day: date) -> GroupMemberQuerySet:
        """Who was a member on ``day``."""
        return self.filter(Q(from_on__lte=day), Q(to_on__isnull=True) | Q(to_on__gte=day))


class GroupMember(models.Model):
    """One term of office in a group; history is kept, never overwritten."""

    group = models.ForeignKey(WorkGroup, models.PROTECT, related_name="members", verbose_name=_("工作机构"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="group_posts", verbose_name=_("人员"))
    position = models.CharField(_("组内职务"), max_length=16, choices=Position.choices, default=Position.MEMBER)
    rank = models.PositiveIntegerField(_("顺序"), default=0)
    from_on = models.DateField(_("任职日期"))
    to_on = models.DateField(_("离任日期"), null=True, blank=True)

    objects = GroupMemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("机构成员")
        constraints = [
            CheckConstraint(condition=Q(position__in=Position.values), name="group_member_position_known"),
            CheckConstraint(
                condition=Q(to_on__isnull=True) | Q(to_on__gte=F("from_on")),
                name="group_member_term_in_order",
                violation_error_message=_("离任日期不能早于任职日期。"),
            ),
            UniqueConstraint(
                fields=["group", "person"],
                condition=Q(to_on__isnull=True),
                name="group_member_once_at_a_time",
                violation_error_message=_("此人现已是该机构成员。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id} {self.person_id}"
