"""Breaking a programme down into tasks (任务分解): proposals as plain values, and the times tables give them."""

from wenming.programmes.rules.breakdown.due_text import Due, Every, ReadDue, UnreadDue, due_on, read_due, readable
from wenming.programmes.rules.breakdown.proposing import (
    CriteriaLine,
    TemplateTask,
    from_duties,
    from_last_year,
    from_lines,
    from_template,
    without_known,
)
from wenming.programmes.rules.breakdown.values import ProposedTask, Source, tidy

__all__ = [
    "CriteriaLine",
    "Due",
    "Every",
    "ProposedTask",
    "ReadDue",
    "Source",
    "TemplateTask",
    "UnreadDue",
    "due_on",
    "from_duties",
    "from_last_year",
    "from_lines",
    "from_template",
    "read_due",
    "readable",
    "tidy",
    "without_known",
]
