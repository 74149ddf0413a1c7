"""The demonstration's content: a furnished, invented unit whose dates always end yesterday."""

from wenming.cli.demo.build import build_demo
from wenming.cli.demo.cast import further_units
from wenming.cli.demo.plan import (
    DemoDepartment,
    DemoFile,
    DemoGroup,
    DemoPerson,
    DemoPlan,
    DemoRecord,
    DemoRound,
    DemoSeat,
    DemoUnit,
)

__all__ = [
    "DemoDepartment",
    "DemoFile",
    "DemoGroup",
    "DemoPerson",
    "DemoPlan",
    "DemoRecord",
    "DemoRound",
    "DemoSeat",
    "DemoUnit",
    "build_demo",
    "further_units",
]
