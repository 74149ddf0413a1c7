"""What a layer and the new version of its base both want to decide: shown to a person with both values."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias

from wenming.criteria.rules.comparison.labels import Part, label
from wenming.kernel.words import _

Side: TypeAlias = Literal["layer", "base"]
Kind: TypeAlias = Literal["field", "dropped", "gone", "added_twice", "place", "cycle", "rule"]


@dataclasses.dataclass(frozen=True, slots=True)
class Conflict:
    """One thing that both the layer and the new base changed.

    kind   field        both changed one field (of a line, an item, or the set) to different values
           dropped      the layer drops a line that the new base changed, moved, or added something below
           gone         the new base dropped a line that the layer changes, moves, or adds something below
           added_twice  both added a line of this code, with different content in this field
           place        both moved a line, to different places
           cycle        the layer's move would put a line below itself now; only the new base's place is possible
           rule         the layer's rule no longer fits the lines below; only the fitted rule is possible
    part   where: the set, its lines, its negative items. code and field are None where they do not apply.
    old    what the old base said; base what the new base says; layer what the layer says. A line that is not there
           is None; a place is {"under", "after"}.
    """

    kind: Kind
    part: Part
    code: str | None
    field: str | None
    old: Any = dataclasses.field(default=None, hash=False)
    base: Any = dataclasses.field(default=None, hash=False)
    layer: Any = dataclasses.field(default=None, hash=False)

    @property
    def key(self) -> str:
        """A name for this conflict that stays the same while layer and bases do; choices are given by it."""
        return "/".join((self.kind, self.part, self.field or "", self.code or ""))

    @property
    def forced(self) -> bool:
        """Whether there is nothing to choose: a person only takes note."""
        return self.kind in ("cycle", "rule")

    @property
    def sentence(self) -> str:
        """What a person reads above the two values."""
        words = {
            "field": _("%(what)s：叠加层和新版都改了「%(field)s」，改得不一样。"),
            "dropped": _("%(what)s：叠加层删去了它，新版却改动了它。"),
            "gone": _("%(what)s：新版删去了它，叠加层却改动了它。"),
            "added_twice": _("%(what)s：叠加层和新版都增加了它，「%(field)s」不一样。"),
            "place": _("%(what)s：叠加层和新版都移动了它，位置不一样。"),
            "cycle": _("%(what)s：按叠加层移动会使它落到自己的下级之下，只能用新版的位置。"),
            "rule": _("%(what)s：下级有变，叠加层的计分规则不再适用，已按现有下级调整。"),
        }[self.kind]
        what = {
            "set": _("总则"),
            "lines": _("指标 %(code)s") % {"code": self.code},
            "negative": _("负面清单 %(code)s") % {"code": self.code},
        }[self.part]
        return words % {"what": what, "field": label(self.part, self.field) if self.field else ""}


Choices: TypeAlias = Mapping[str, Side]
