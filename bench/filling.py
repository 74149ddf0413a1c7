"""Many rows quickly: a block of well-made rows is copied inside the database, keys and references moved along."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def multiply(
    model: Any,
    first: int,
    size: int,
    copies: int,
    *,
    follow: Mapping[str, int] | None = None,
    made: Mapping[str, str] | None = None,
    start: int = 1,
    any_keys: bool = False,
) -> None:
    """Copy the rows with keys first … first+size-1 so that ``copies`` blocks stand behind them, key by key.

    follow  column → size of the block it refers to: the nth copy refers to the nth copy of what the original referred to.
    made    column → SQL for its value; ``{n}`` is the number of the copy, ``{old}`` the original's value.
    start   number of the first copy made now (earlier ones are there already).
    any_keys  nothing refers to these rows: they go behind whatever rows there are.
    """
    from django.db import connection
    from django.db.models import Max

    table = connection.ops.quote_name(model._meta.db_table)
    follow, made = follow or {}, made or {}
    last = model._base_manager.aggregate(last=Max("pk"))["last"] if any_keys else 0
    ahead = max(0, last - (first + start * size) + 1)
    columns, values = [], []
    for field in model._meta.concrete_fields:
        name = connection.ops.quote_name(field.column)
        old = f"t.{name}"
        columns.append(name)
        if field.primary_key:
            values.append(f"{old} + n.i * {size} + {ahead}")
        elif field.column in follow:
            values.append(f"{old} + n.i * {follow[field.column]}")
        elif field.column in made:
            values.append(made[field.column].format(n="n.i", old=old))
        else:
            values.append(old)
    key = connection.ops.quote_name(model._meta.pk.column)
    sql = (
        f"INSERT INTO {table} ({', '.join(columns)}) "
        f"WITH RECURSIVE n(i) AS (SELECT {start} UNION ALL SELECT i + 1 FROM n WHERE i < {copies}) "
        f"SELECT {', '.join(values)} FROM n CROSS JOIN {table} t WHERE t.{key} BETWEEN {first} AND {first + size - 1}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)
        for statement in connection.ops.sequence_reset_sql(_no_style(), [model]):
            cursor.execute(statement)


def another_digest() -> str:
    """SQL for a digest no other copy has: the first forty places kept, the number of the copy behind them."""
    zeros = "0" * 24
    number = "CAST({n} AS text)"
    return f"SUBSTR({{old}}, 1, 40) || SUBSTR('{zeros}' || {number}, LENGTH({number}) + 1)"


def settle() -> None:
    """What PostgreSQL does by itself in time: statistics for its planner. SQLite does not, so it is measured without."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")


def _no_style() -> Any:
    from django.core.management.color import no_style

    return no_style()
