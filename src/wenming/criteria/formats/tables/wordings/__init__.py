"""Propose a scoring rule from the wording: what a clerk would read in 扣分办法, 评分标准 or the sentence itself.

Every mark of a wording is found first, with the words before it; readers then offer a rule, and the one that uses most
of the marks is taken. What it leaves out is told. A rule is a proposal which a person confirms; where the words do not
clearly name one, there is none (the line is judged).
"""

from __future__ import annotations

from wenming.criteria.formats.tables.wordings.propose import Reading, Wording, propose_rule, read_wording

__all__ = ["Reading", "Wording", "propose_rule", "read_wording"]
