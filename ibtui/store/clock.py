"""What time it is, and who works here. Needs nothing of the database."""

from __future__ import annotations

import datetime as dt
import os
import pwd


def today() -> dt.date:
    """The day, local time. The one clock of the store, besides `models.base.now`."""
    return dt.date.today()


def now() -> dt.datetime:
    """The moment, local time, whole seconds."""
    return dt.datetime.now().replace(microsecond=0)


def who() -> str:
    """The system user, for the audit log: by the number that the system knows, not by a variable that one can set."""
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except (KeyError, OSError):
        return f"uid {os.getuid()}"
