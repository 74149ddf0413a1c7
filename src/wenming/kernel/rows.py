"""What models promise, said as a refusal."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Model

from wenming.kernel.errors import Invalid
from wenming.kernel.words import labelled


def check(row: Model, *, exclude: list[str] | None = None) -> None:
    """``full_clean()``, with what is wrong as one Refusal in the words of the fields and constraints.

    Raises  Invalid; ``details["fields"]`` names the fields.
    """
    try:
        row.full_clean(exclude=exclude)
    except ValidationError as error:
        sentences = []
        for name, texts in error.message_dict.items():
            if name == "__all__":
                sentences += texts
            else:
                label = row._meta.get_field(name).verbose_name  # type: ignore[union-attr] # no relation seen from afar
                sentences += [labelled(label, text) for text in texts]
        raise Invalid(" ".join(sentences), fields=sorted(error.message_dict)) from None
