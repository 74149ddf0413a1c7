"""What models promise, said as a refusal."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Model

from wenming.kernel.errors import Invalid


def check(row: Model, *, exclude: list[str] | None = None) -> None:
    """``full_clean()``, with what is wrong as one Refusal in the words of the fields and constraints.

    Raises  Invalid; ``details["fields"]`` names the fields.
    """
    try:
        row.full_clean(exclude=exclude)
    except ValidationError as error:
        sentences = []
        for name, texts in error.message_dict.items():
            label = "" if name == "__all__" else f"{row._meta.get_field(name).verbose_name}："  # type: ignore[union-attr]
            sentences += [f"{label}{text}" for text in texts]
        raise Invalid(" ".join(sentences), fields=sorted(error.message_dict)) from None
