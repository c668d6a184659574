"""How "mag ik dit vertellen?" looks: who could ask, and for one of them a JA or NEE that is read from afar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ibtui.care.dates import long_date
from ibtui.care.may_tell import Verdict
from ibtui.values import dataclass
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Look, column, line, part, wrap

_YES = (
    "     ██    █████ ",
    "     ██   ██   ██",
    "     ██   ███████",
    "██   ██   ██   ██",
    " █████    ██   ██",
)
_NO = (
    "███   ██  ███████  ███████",
    "████  ██  ██       ██     ",
    "██ ██ ██  █████    █████  ",
    "██  ████  ██       ██     ",
    "██   ███  ███████  ███████",
)
RUNNING, CONSENT, PARENTS, OTHERS = "Loopt nu", "Toestemming", "Ouders", "Andere instanties"
SECTIONS = (RUNNING, CONSENT, PARENTS, OTHERS)
"""The headings of the list, in order."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Somebody who may ask about this child. `key`: "instantie:3" or "ouder:8"; `purpose`: what the consent is for."""

    key: str
    section: str
    name: str
    detail: str
    verdict: Verdict
    purpose: str = ""

    @property
    def number(self) -> int:
        """The id of the agency or the parent."""
        return int(self.key.partition(":")[2])

    @property
    def is_parent(self) -> bool:
        """Whether this is a parent and not an agency."""
        return self.key.startswith("ouder:")


def list_rows(found: Sequence[Asker], room: int) -> list[Row]:
    """Who may ask, under their headings; each with the answer before the name."""
    rows: list[Row] = []
    for section in SECTIONS:
        members = [one for one in found if one.section == section]
        if members:
            rows += [heading()] if rows else []
            rows.append(heading(line(part(section, "strong"))))
            rows += [_asker_row(one, room) for one in members]
    return rows


def _asker_row(one: Asker, room: int) -> Row:
    yes = one.verdict.yes
    look: Look = "good" if yes else "muted" if one.section == OTHERS else "late"
    return Row(one.key, (line(column(answer(one.verdict), 4, look), column(one.name, room - 4)),))


def answer(verdict: Verdict) -> str:
    """ "JA" or "NEE"."""
    return "JA" if verdict.yes else "NEE"


def answer_rows(one: Asker | None, today: dt.date, width: int, height: int = 0) -> list[Row]:
    """The answer in big letters and in words; then why, what, until when, and what to mind.

    `height`: the lines that there are (0: enough). What doesn't fit stands closer, and else it says how to see more.
    """
    if one is None:
        return []
    verdict = one.verdict
    look: Look = "good" if verdict.yes else "late"
    big: list[Line] = [line(part(text, look)) for text in (_YES if verdict.yes else _NO)]
    may = "je mag dit vertellen" if verdict.yes else "dit mag je niet vertellen"
    words = f"{answer(verdict)}, {may} aan {one.name}." if width >= 30 else answer(verdict)
    said = [line(part(text, "strong")) for text in wrap(words, width)]
    blocks = [big, said, [*_texts(verdict.why, width), *_facts(verdict, today, width)]]
    if verdict.careful:
        blocks.append([line(part("! let op", "warn")), *_texts(verdict.careful, width)])
    found = _apart(blocks)
    if 0 < height < len(found):
        found = [*big, (), *(item for block in blocks[1:] for item in block)]
    if 0 < height < len(found):
        more = line(part("Er staat meer: Tab, en dan ↓.", "accent"))
        found.insert(len(big) + 1 + len(said), more)
    return [heading(item) for item in found]


def _apart(blocks: Sequence[Sequence[Line]]) -> list[Line]:
    """With a blank line between them."""
    return [item for number, block in enumerate(blocks) for item in (*([()] if number else []), *block)]


def _facts(verdict: Verdict, today: dt.date, width: int) -> list[Line]:
    """What may be told, and until when."""
    if not verdict.yes:
        return []
    found: list[Line] = []
    for label, text in (("wat", verdict.what), ("tot en met", _until(verdict.until, today))):
        for number, item in enumerate(wrap(text.strip(), width - 12) if text.strip() else ()):
            found.append(line(column("" if number else label, 12, "muted"), item))
    return found


def _texts(texts: Sequence[str], width: int) -> list[Line]:
    """Sentences, each on lines of its own."""
    return [line(item) for text in texts for item in wrap(text, width)]


def _until(day: dt.date | None, today: dt.date) -> str:
    if day is None:
        return ""
    return f"{long_date(day)}{' (vandaag nog)' if day == today else ''}"
