"""What the parser takes from a text, as lines to show under it or beside it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from textual.strip import Strip

from ibtui.care.dates import short_date
from ibtui.care.minutes import ActionLine, ParsedMinutes
from ibtui.care.minutes import Line as TextLine
from ibtui.care.names import Nobody, Several, is_unclear
from ibtui.values import dataclass
from ibtui.widgets.frame import Drawn
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, Look, Part, column, line, part, wrap

LINES = 3
"""Lines of the preview under the text."""

_HINT = "! wie: wat > wanneer   = besluit   ? vraag   * kind   % privé   ## punt"


@dataclass(frozen=True, slots=True)
class Promise:
    """An action item as it was understood; a problem is a question to the writer."""

    line: int
    who: str
    who_clear: bool
    what: str
    when: str
    when_clear: bool
    about: tuple[tuple[str, bool], ...] = ()
    """Whom the names in its words mean, and whether that is clear."""


def promises(
    parsed: ParsedMinutes,
    day: dt.date,
    meant: Callable[[str], int | Several | Nobody],
    called: Callable[[int], str],
    about: Callable[[str], tuple[tuple[str, bool], ...]] = lambda _what: (),
) -> list[Promise]:
    """The action items of a text: `meant` says whom a typed name means, `called` how that person is called,
    `about` whom the names in the words of a promise mean."""
    return [_promise(item, day, meant(item.who), called, about(item.what)) for item in parsed.actions]


def _promise(
    item: ActionLine,
    day: dt.date,
    meant: int | Several | Nobody,
    called: Callable[[int], str],
    about: tuple[tuple[str, bool], ...],
) -> Promise:
    who, who_clear = item.who.lstrip("@"), bool(item.who) and not is_unclear(item.who, meant)
    if isinstance(meant, int):
        who = called(meant)
    elif not who:
        who = "wie?"
    elif not who_clear:
        who = f"welke {who}?" if isinstance(meant, Several) else f"wie is {who}?"
    if item.due is not None:
        when, when_clear = short_date(item.due, day), True
    elif item.when:
        when, when_clear = f"wanneer? '{item.when}' is geen datum", False
    else:
        when, when_clear = "geen datum", True
    return Promise(item.line, who, who_clear, item.what, when, when_clear, about)


def counted(parsed: ParsedMinutes) -> str:
    """How much of each there is: "2 afspraken · 1 besluit · 1 vraag"."""
    amounts = (
        (len(parsed.actions), "afspraak", "afspraken"),
        (len(parsed.decisions), "besluit", "besluiten"),
        (len(parsed.questions), "vraag", "vragen"),
        (len(parsed.child), "× het kind", "× het kind"),
        (len(parsed.private), "privé", "privé"),
    )
    return " · ".join(f"{number} {one if number == 1 else many}" for number, one, many in amounts if number)


def unclear(found: Sequence[Promise]) -> int:
    """How many promises still have a question."""
    return sum(not is_clear(item) for item in found)


def nearest(found: Sequence[Promise], at: int) -> int:
    """The promise on line `at`, else the last above it, else the first; -1 when there is none."""
    if not found:
        return -1
    above = [number for number, item in enumerate(found) if item.line <= at]
    return above[-1] if above else 0


def preview_lines(parsed: ParsedMinutes, found: Sequence[Promise], at: int, width: int) -> list[Line]:
    """At most `LINES` lines for under the text: how much, and the promises nearest to the cursor."""
    amounts = counted(parsed)
    if not amounts:
        return [line(part(f" {_HINT}", "muted"))]
    here = nearest(found, at)
    first = max(min(here - 1, len(found) - (LINES - 1)), 0)
    shown = found[first : first + LINES - 1]
    questions = unclear(found)
    doubt = part(f" · {questions} onduidelijk" if questions else "", "warn")
    return [
        line(part(f" {amounts}", "strong"), doubt),
        *(_one_line(item, width, item.line == at) for item in shown),
    ]


def _one_line(item: Promise, width: int, here: bool) -> Line:
    asked = _asked(item)
    when = part(f"? {asked}", "warn") if asked and item.when_clear else _when(item)
    room = max(width - 2 - 18 - 2 - len(when.text) - 1, 8)
    return line(
        part(" ▸ " if here else "   ", "accent"),
        column(_who(item).text, 16, _who(item).look),
        "  ",
        column(item.what, room - 1, ""),
        "  ",
        when,
    )


def _who(item: Promise) -> Part:
    return part(item.who, "") if item.who_clear else part(f"? {item.who}", "warn")


def _when(item: Promise) -> Part:
    if not item.when_clear:
        return part(f"? {item.when}", "warn")
    return part(item.when, "muted")


def side_rows(parsed: ParsedMinutes, found: Sequence[Promise], width: int) -> list[Row]:
    """Everything that was taken, for beside the text. A row's id is the line it stands on."""
    return _promise_rows("Afspraken", found, width, gap=False) + _other_rows(parsed, width, gap=bool(found))


def overview_rows(parsed: ParsedMinutes, found: Sequence[Promise], width: int) -> list[Row]:
    """The same on a screen of its own, with first the promises that still have a question."""
    doubtful = [item for item in found if not is_clear(item)]
    clear = [item for item in found if is_clear(item)]
    rows = _promise_rows("? Nog niet duidelijk", doubtful, width, gap=False, look="warn")
    rows += _promise_rows("Afspraken", clear, width, gap=bool(rows))
    return rows + _other_rows(parsed, width, gap=bool(rows))


def is_clear(item: Promise) -> bool:
    """Whether nothing about a promise has to be asked."""
    return item.who_clear and item.when_clear and not _asked(item)


def _asked(item: Promise) -> str:
    """The first question about a name in its words, "" without one."""
    return next((words for words, clear in item.about if not clear), "")


def _promise_rows(
    title: str, found: Sequence[Promise], width: int, *, gap: bool, look: Look = "strong"
) -> list[Row]:
    if not found:
        return []
    top = line(part(title, look), part(f"  {len(found)}", "muted"))
    return [
        heading((), top) if gap else heading(top),
        *(
            Row(
                f"regel:{item.line}",
                (
                    *(line(text) for text in wrap(item.what, width)),
                    *_who_and_when(item, width),
                    *_about(item, width),
                ),
            )
            for item in found
        ),
    ]


def _other_rows(parsed: ParsedMinutes, width: int, *, gap: bool) -> list[Row]:
    rows: list[Row] = []
    for title, lines in (
        ("Besluiten", parsed.decisions),
        ("Vragen", parsed.questions),
        ("Stem van het kind", parsed.child),
    ):
        rows += _part_of(title, lines, width, gap or bool(rows))
    if parsed.private:
        count = len(parsed.private)
        words = "1 regel is privé" if count == 1 else f"{count} regels zijn privé"
        rows.append(heading((), line(part(words, "muted"))))
    return rows


def _part_of(title: str, lines: Sequence[TextLine], width: int, gap: bool) -> list[Row]:
    if not lines:
        return []
    top = line(part(title, "strong"), part(f"  {len(lines)}", "muted"))
    return [
        heading((), top) if gap else heading(top),
        *(
            Row(f"regel:{item.number}", tuple(line(text) for text in wrap(item.text, width)))
            for item in lines
        ),
    ]


def _who_and_when(item: Promise, width: int) -> list[Line]:
    """On one line when that fits."""
    who, when = _who(item), _when(item)
    who = part(who.text, "muted" if item.who_clear else "warn")
    if len(who.text) + len(when.text) + 3 <= width:
        return [line(who, part(" · ", "muted"), when)]
    return [line(part(text, one.look)) for one in (who, when) for text in wrap(one.text, width)]


def _about(item: Promise, width: int) -> list[Line]:
    """Whom the names in the words mean."""
    shown = []
    for name, clear in item.about:
        words = name if clear else f"? {name}"
        shown += [line(part(text, "muted" if clear else "warn")) for text in wrap(words, width)]
    return shown


class Preview(Drawn):
    """A thin rule and up to `LINES` lines under it."""

    DEFAULT_CSS = """
    Preview { height: 4; width: 1fr; padding: 0; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []

    def show(self, lines: Sequence[Line]) -> None:
        """Show these; nothing is drawn again when they are the same."""
        if list(lines) != self._lines:
            self._lines = list(lines)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        if y == 0:
            return self.draw((part(" " + "─" * max(self.size.width - 2, 0), "muted"),))
        return self.draw(self._lines[y - 1] if y <= len(self._lines) else ())
