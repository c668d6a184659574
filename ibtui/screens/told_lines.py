"""How "wie weet wat" looks: first who still has to hear something, then what was told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ibtui.care.dates import ago, short_date
from ibtui.care.recipients import LEGAL_GROUNDS
from ibtui.care.text import listed
from ibtui.care.words import Custody
from ibtui.store.guardians import GuardianRow
from ibtui.store.papers_got import Got
from ibtui.store.told import ToldRow, ToTell
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Part, column, fit, line, part, wrap

_WHO, _LABEL = 22, 12


def row_id(one: ToTell) -> str:
    """The id of something that still has to be told."""
    return f"nog:{one.key}"


def told_id(one: ToldRow) -> str:
    """The id of something that was told."""
    return f"verteld:{one.id}"


def list_rows(
    waiting: Sequence[ToTell],
    known: Sequence[ToldRow],
    today: dt.date,
    room: int,
    chosen: str = "",
    doubt: str = "",
    papers: Sequence[Got] = (),
) -> list[Row]:
    """The whole list, `chosen` in full. Without anybody to tell it says so: that is what one looks for.

    `papers`: who got a document, last. `doubt`: why the list may not be whole; then it doesn't say that nobody has to
    hear anything.
    """
    found: list[Row] = []
    if waiting:
        found.append(_title("! Nog niet verteld", len(waiting), late=True))
        found += [waiting_row(one, today, room, whole=row_id(one) == chosen) for one in waiting]
    if doubt:
        found += [heading(line(part(text, "warn"))) for text in wrap(f"! {doubt}", room)]
    elif known and not waiting:
        found.append(heading(line(part("✓ ", "good"), part("Niemand hoeft nog iets te horen.", "strong"))))
    if known:
        found += [heading(), _title("Wie weet wat", len(known))]
        found += [told_row(one, today, room, whole=told_id(one) == chosen) for one in known]
    if papers:
        found += [heading(), _title("Op papier", len(papers))]
        found += [got_row(one, today, room, whole=one.key == chosen) for one in papers]
    return found


def doubt_words(guardians: Sequence[GuardianRow]) -> str:
    """Why nobody can say for sure who has to hear something; "" when it is known of each parent."""
    unknown = [one.name for one in guardians if one.custody == Custody.UNKNOWN]
    if unknown:
        return f"Van {listed(unknown)} is niet bekend of er gezag is. Zoek dat uit: misschien hoort ook diegene dit."
    if not any(one.custody == Custody.YES for one in guardians):
        return "Bij dit kind staat geen ouder met gezag. Daarom staat hier niet wie nog iets moet horen."
    return ""


def _title(text: str, count: int, *, late: bool = False) -> Row:
    return heading(line(part(text, "late" if late else "strong"), part(f"  {count}", "muted")))


def waiting_row(one: ToTell, today: dt.date, room: int, *, whole: bool) -> Row:
    """Who has to hear what; below it since when, and why."""
    below = " · ".join(item for item in (_since(one.since, today), one.why) if item)
    return Row(row_id(one), _lines(part("! ", "late"), one.who, one.what, below, room, whole))


def told_row(one: ToldRow, today: dt.date, room: int, *, whole: bool) -> Row:
    """Who heard what; below it when, how and why that was right."""
    below = " · ".join(
        item for item in (_when(one, today), one.how, ground_words(one.ground), one.about) if item
    )
    return Row(told_id(one), _lines(part("✓ ", "good"), one.who, one.what, below, room, whole))


def got_row(one: Got, today: dt.date, room: int, *, whole: bool) -> Row:
    """Who got which document; below it when it was made, and which it is."""
    below = " · ".join(item for item in (short_date(one.on, today), one.which) if item)
    return Row(one.key, _lines(part("✓ ", "good"), one.who, got_words(one, today), below, room, whole))


def got_words(one: Got, today: dt.date) -> str:
    """ "kreeg het verslag van di 3 nov (oudergesprek)"."""
    if one.day is None:
        return f"kreeg {one.what}"
    return f"kreeg {one.what} van {short_date(one.day, today)} ({one.kind})"


def _lines(sign: Part, who: str, what: str, below: str, room: int, whole: bool) -> tuple[Line, ...]:
    """Who and what on a line, and one below it; as many as it takes when it has to be whole."""
    name = min(_WHO, room // 3)
    texts = wrap(" ".join(what.split()), room - name - 3)
    more = wrap(below, room - 2)
    if not whole:
        texts, more = [" ".join(what.split())], [fit(below, room - 2).rstrip()]
    first = line(sign, column(who, name), " ", column(texts[0], room - name - 3))
    rest = [line(" " * (name + 3), text) for text in texts[1:]]
    return (first, *rest, *(line("  ", part(text, "muted")) for text in more))


def _when(one: ToldRow, today: dt.date) -> str:
    return short_date(one.told_on, today) if one.told_on else "nog niet verteld"


def _since(day: dt.date, today: dt.date) -> str:
    words = ago(day, today)
    return f"sinds {words}" if words in ("vandaag", "gisteren") else f"al {words.removesuffix(' geleden')}"


def ground_words(ground: str) -> str:
    """Why it might be told: "met toestemming", or the legal ground in words."""
    if ground == "toestemming":
        return "met toestemming"
    return LEGAL_GROUNDS.get(ground, ground)


def detail_rows(one: ToTell | ToldRow | Got | None, today: dt.date, width: int) -> list[Row]:
    """One line whole, beside the list."""
    if one is None:
        return []
    if isinstance(one, Got):
        facts = [
            ("wat", got_words(one, today)),
            ("gemaakt op", short_date(one.on, today)),
            ("welke", one.which),
        ]
    elif isinstance(one, ToTell):
        facts = [("wat", one.what), ("waarom", one.why), ("sinds", short_date(one.since, today))]
    else:
        facts = [("wat", one.what), ("wanneer", _when(one, today)), ("hoe", one.how), ("waarvoor", one.purpose),
                 ("het mag door", ground_words(one.ground)), ("over", one.about), ("door", one.told_by)]  # fmt: skip
    rows = [heading(line(part(words, "strong"))) for words in wrap(one.who, width)]
    rows.append(heading())
    for label, text in facts:
        rows += [heading(item) for item in _fact(label, text, width)]
    return rows


def _fact(label: str, text: str, width: int) -> list[Line]:
    if not text.strip():
        return []
    lines = wrap(text.strip(), width - _LABEL - 1)
    return [
        line(column("" if number else label, _LABEL + 1, "muted"), part(words))
        for number, words in enumerate(lines)
    ]
