"""Days of what has happened: never later than today."""

from __future__ import annotations

import datetime as dt

from ibtui.errors import BadInput
from ibtui.store import database


def check_been(*days: dt.date | None, hint: str = "Kijk de dag na.") -> None:
    """`BadInput` when one of these days is still to come; `hint` says what to do."""
    today = database.today()
    if any(day is not None and day > today for day in days):
        raise BadInput("Deze dag is nog niet geweest", hint)
