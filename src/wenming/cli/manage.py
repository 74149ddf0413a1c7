"""``wenming manage …``: Django's own commands, for those who maintain the instance."""

from __future__ import annotations


def run(argv: list[str]) -> int:
    from wenming.cli.instance import setup

    setup()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["wenming manage", *argv])
    return 0
