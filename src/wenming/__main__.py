"""``python -m wenming`` is the same as the ``wenming`` command."""

from wenming.cli import main

if __name__ == "__main__":
    main()
