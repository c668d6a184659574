"""How minutes look in the list of Verslagen: a row, the chosen text whole, and what is said when there is nothing."""

from __future__ import annotations

import datetime as dt

from ibtui.care.dates import long_date, short_date
from ibtui.care.minutes import Mark, parse
from ibtui.care.words import Audience
from ibtui.store.conversations import ConversationRow
from ibtui.store.minutes import MinutesRow, MinutesText
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Look, column, line, part, wrap

COPIES = "kopieën"
"""The filter that shows only what lies in a folder."""

OLDER = "ouder:"
"""What the row begins with on which older minutes are read; then comes their status."""

_DAY, _KIND, _TODO, _STATUS, _WORD = 12, 19, 8, 14, 5
_MARK_LOOKS: dict[Mark, Look] = {
    Mark.POINT: "accent",
    Mark.ACTION: "strong",
    Mark.DECISION: "good",
    Mark.QUESTION: "warn",
    Mark.PRIVATE: "muted",
}


def minutes_row(
    row: MinutesRow, sign: str, look: Look, there: bool | None, width: int, today: dt.date
) -> Row:
    """One verslag. `there`: whether a document of it lies in a folder; None: none was made, as far as is known."""
    more = f" v{row.edition}" if row.edition > 1 else ""
    if row.audience == Audience.PRIVATE:
        more += " · privé" if row.about else "privé"
    todo = f"{row.actions} afspr" if row.actions else ""
    # "Word?": a document was made, but it no longer lies in its folder
    word = {None: part(""), True: part("Word", "good"), False: part("Word?", "muted")}[there]
    room = max(width - _DAY - _KIND - _TODO - _STATUS - _WORD - 1, 12)
    about = column(row.about, room - len(more)).text.rstrip() + more
    return Row(
        f"verslag:{row.id}",
        (
            line(
                column(day_words(row.day, today), _DAY, "muted"),
                column(row.kind, _KIND),
                column(about, room, "strong"),
                " ",
                column(todo, _TODO, "muted"),
                column(f"{sign} {row.status}", _STATUS, look),
                word,
            ),
        ),
    )


def empty_lines(status: str) -> list[Line]:
    """What a list without minutes says; `status` is the filter."""
    if status:
        none = (
            "Er ligt geen kopie van een verslag in een map."
            if status == COPIES
            else (f"Er is geen verslag dat {status} is.")
        )
        return [line(part(none, "muted")), line(part("Met f kies je iets anders.", "muted"))]
    return [
        line(part("Er zijn nog geen verslagen.", "muted")),
        (),
        line(part("n", "strong"), part("  een verslag beginnen bij een gesprek", "muted")),
        line(part("1", "strong"), part("  naar de week, om een gesprek te maken", "muted")),
    ]


def titled(title: str, count: int, more: bool, older: bool) -> list[Row]:
    """The heading of a part of the list; a blank line before it when there is `more` above. `older`: these aren't
    all, only the newest."""
    said = f"  de nieuwste {count}" if older else f"  {count}"
    top = line(part(title, "strong"), part(said, "muted"))
    return [heading((), top) if more else heading(top)]


def older_row(status: str) -> Row:
    """The last row of a part of which there are older ones: on it, they are read."""
    return Row(f"{OLDER}{status}", (line(part("en oudere …", "muted")),))


def day_words(day: dt.date, today: dt.date) -> str:
    """ "di 24 nov"; in another year "24 nov 2025", as the weekday says nothing then."""
    text = short_date(day, today)
    return text.partition(" ")[2] if day.year != today.year else text


def at_words(row: ConversationRow) -> str:
    """ " 13:00", or nothing."""
    return f" {row.start:%H:%M}" if row.start else ""


def text_rows(row: MinutesText, width: int) -> list[Row]:
    """A text to read: its marks in sight, what is private muted and said to be so."""
    lines: list[Line] = [
        line(part(f"{row.kind.capitalize()} · {row.about}", "strong")),
        line(part(long_date(row.day), "muted")),
        (),
    ]
    for item in parse(row.text, row.day, row.working_days).lines:
        look = _MARK_LOOKS.get(item.mark, "")
        lead = f"{item.mark.value} " if item.mark else ""
        if item.mark is Mark.PRIVATE:
            lead += "privé: "
        for number, text in enumerate(wrap(lead + item.text, width - 2)):
            lines.append(line(part(text if not number or not lead else f"  {text}", look)))
    return [heading(item) for item in lines]
