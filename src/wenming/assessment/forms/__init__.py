"""Reading what people type in self-assessment; one module per subject."""

from wenming.assessment.forms.answering import AnswerForm
from wenming.assessment.forms.rounds import EventForm, ReasonForm, RoundForm

__all__ = ["AnswerForm", "EventForm", "ReasonForm", "RoundForm"]
