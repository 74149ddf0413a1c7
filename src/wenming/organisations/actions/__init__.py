"""What people do with units and with accounts; one module per subject."""

from wenming.organisations.actions.accounts import (
    activate,
    deactivate,
    grant_role,
    note_lock_out,
    note_own_password,
    note_presence,
    open_account,
    open_account_with_role,
    reset_password,
    unlock,
    withdraw_role,
)
from wenming.organisations.actions.units import (
    Imported,
    add_department,
    add_person,
    add_unit,
    form_group,
    import_roster,
    seat_member,
    unseat_member,
)

__all__ = [
    "Imported",
    "activate",
    "add_department",
    "add_person",
    "add_unit",
    "deactivate",
    "form_group",
    "grant_role",
    "import_roster",
    "note_lock_out",
    "note_own_password",
    "note_presence",
    "open_account",
    "open_account_with_role",
    "reset_password",
    "seat_member",
    "unlock",
    "unseat_member",
    "withdraw_role",
]
