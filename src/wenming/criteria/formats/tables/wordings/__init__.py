"""Propose a scoring rule from the wording: what a clerk would read in 扣分办法, 评分标准 or the sentence itself.

A rule is a proposal which a person confirms; where the words do not clearly name one, there is none (the line is judged).
"""

from __future__ import annotations

from wenming.criteria.formats.tables.wordings.propose import Wording, propose_rule

__all__ = ["Wording", "propose_rule"]
