"""The background process: picks up what was left undone, then works off the queue and keeps the schedule."""

from __future__ import annotations

import os


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wenming.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    from wenming.evidence import jobs

    jobs.keep_schedule()
    jobs.resume()
    call_command("qcluster")


if __name__ == "__main__":
    main()
