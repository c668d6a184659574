"""What "sinds vorige keer" says of things that must go: private notes, private lines, files whose term is over."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from ibtui.care.catching_up import News, Section
from ibtui.care.dates import short_date
from ibtui.store import private_notes, retention

MUST_GO = "bewaarlijst"
"""What the line about files opens."""


def private(school: int, today: dt.date, until: dt.date) -> Iterator[News]:
    """Private notes that expire within two weeks or before she is here again; private lines of minutes together."""
    found = private_notes.expiring(school, until, warned=True)
    lines = [row for row in found if row.lines]
    for row in found:
        if not row.lines:
            over = row.expires_on < today
            yield News(
                Section.PRIVATE, "gesprek", row.id, row.about, f"privé {row.kind} {short_date(row.day, today)}",
                private_notes.expiry_words(row.expires_on, today), ("gesprek", row.id),
                stamp=f"{row.expires_on}:{over:d}", day=row.expires_on,
            )  # fmt: skip
    if lines:
        first, many = lines[0], len(lines)
        what = f"regels met % in {'het verslag van' if many == 1 else f'{many} verslagen, eerst dat van'} "
        yield News(
            Section.PRIVATE, "regels", first.id, first.about, f"{what}{short_date(first.day, today)}",
            private_notes.expiry_words(first.expires_on, today), ("gesprek", first.id),
            stamp=f"{first.expires_on}:{many}", day=first.expires_on,
        )  # fmt: skip


def must_go(school: int, today: dt.date) -> Iterator[News]:
    """The list of each August, as long as it isn't done."""
    number = retention.waiting(school, today)
    if number:
        what = "1 dossier moet weg" if number == 1 else f"{number} dossiers moeten weg"
        yield News(
            Section.DUE,
            MUST_GO,
            0,
            "",
            what,
            "de bewaartermijn is voorbij",
            (MUST_GO, 0),
            f"{today.year}:{number}",
        )
