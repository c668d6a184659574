"""The log (logboek): who did what and when, and to which number. Never what was written there."""

from __future__ import annotations

import datetime as dt

from ibtui.care.dates import short_date
from ibtui.care.log_words import KINDS, which
from ibtui.screens.base import IbScreen
from ibtui.screens.host import Host
from ibtui.screens.listing import ListScreen
from ibtui.store import audit
from ibtui.store.audit import LogLine
from ibtui.values import dataclass
from ibtui.widgets.fields import Field, Kind, Values
from ibtui.widgets.form import FormScreen
from ibtui.widgets.frame import Caption
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, at_most, column, line, part, wrap

_TIME, _LEAST_WHO, _MOST_WHO = 5, 4, 14
_LEAST_WHAT, _LEAST_WHICH = 16, 20
_ALL = "alles"
_EVERYBODY = "iedereen"


@dataclass(frozen=True, slots=True)
class LogFilter:
    """Which lines are shown. `who` and `kind` "": all of them."""

    since: dt.date | None = None
    until: dt.date | None = None
    who: str = ""
    kind: str = ""

    def words(self, today: dt.date) -> str:
        """What is left out, in words; "" when nothing is."""
        days = [
            f"{word} {short_date(day, today)}"
            for word, day in (("vanaf", self.since), ("tot en met", self.until))
            if day is not None
        ]
        return " · ".join(part for part in (" ".join(days), self.who, self.kind) if part)


class LogScreen(ListScreen):
    """A page at a time, the newest first; `f` chooses by day, user and kind."""

    DEFAULT_CSS = """
    LogScreen #detail { width: 30; }
    """
    SCREEN = "logboek"
    SUMMED = True

    def __init__(self) -> None:
        super().__init__()
        self._filter = LogFilter()
        self._room = audit.PAGE
        self._more = False
        self._shown: dict[str, LogLine] = {}

    def heading(self) -> str:
        return "Logboek · wie wat deed"

    # ── drawing ────────────────────────────────────────────────────────────────
    def reload(self) -> None:
        """One question to the store, however long the log is."""
        found = self._lines()
        self._more, found = len(found) > self._room, found[: self._room]
        today, room = self.ib.today(), self.listed.room or 74
        said = self._filter.words(today) or "alles, het laatste eerst"
        said += f" · {len(found)} regels, o laat oudere zien" if self._more else ""
        self.query_one("#summary", Caption).show(line("  ", part(said, "muted")))
        who = min(max((len(one.who) for one in found), default=0), _MOST_WHO)
        wide = _Widths(max(who, _LEAST_WHO), max((len(one.action) for one in found), default=0), room)
        self._shown = {f"regel:{one.id}": one for one in found}
        rows: list[Row] = []
        day: dt.date | None = None
        for one in found:
            if one.at.date() != day:
                day = one.at.date()
                rows.append(heading(line(part(short_date(day, today), "strong"))))
            rows.append(Row(f"regel:{one.id}", (_drawn(one, wide),)))
        self.put(rows, empty=_EMPTY)

    def _lines(self) -> list[LogLine]:
        """One more than is shown, to know whether there are older ones."""
        return audit.lines(
            since=self._filter.since,
            until=self._filter.until,
            who=self._filter.who,
            subjects=KINDS[self._filter.kind] if self._filter.kind else None,
            limit=self._room + 1,
        )

    def draw_detail(self) -> None:
        """On a wide screen: the whole line, and what this log is."""
        if not self.is_wide:
            return
        room, one = self.detail.room or 28, self._shown.get(self.listed.chosen)
        texts = []
        if one is not None:
            when = f"{short_date(one.at.date(), self.ib.today())} {one.at:%H:%M}"
            told = (
                one.action,
                which(one.subject, one.subject_id),
                f"door {one.who}",
                f"{when}, regel {one.id}",
            )
            texts = [line(part(words)) for text in told if text for words in wrap(text, room)]
        lines = [line(part(words, "muted")) for text in _ABOUT for words in ("", *wrap(text, room))]
        self.detail.fill([heading(one) for one in (*texts, *lines)])

    # ── commands ───────────────────────────────────────────────────────────────
    def can(self, command_id: str) -> bool:
        if command_id == "older":
            return self._more
        return super().can(command_id)

    def do_older(self) -> None:
        self._room += audit.PAGE
        self.refresh_view()

    def do_filter(self) -> None:
        self.ib.open_screen(filter_form(self.ib, self._filter), self._show)

    def _show(self, wanted: LogFilter) -> None:
        self._filter, self._room = wanted, audit.PAGE
        self.refresh_view()

    def do_check_log(self) -> None:
        check(self)


class _Widths:
    """How wide the columns are: what was done gets what it asks, as far as there is room for which one it was."""

    def __init__(self, who: int, longest: int, room: int) -> None:
        left = room - _TIME - who - 6
        self.who = who
        self.what = max(min(longest, left - _LEAST_WHICH), _LEAST_WHAT)
        self.which = max(left - self.what, 0)


def _drawn(one: LogLine, wide: _Widths) -> Line:
    return line(
        column(f"{one.at:%H:%M}", _TIME, "muted"),
        "  ",
        column(one.who, wide.who),
        "  ",
        column(one.action, wide.what),
        "  ",
        column(_numbered(one, wide.which), wide.which, "muted"),
    )


def _numbered(one: LogLine, room: int) -> str:
    """Of which one, with its number whole: the word is cut when there is no room for both."""
    number = "" if one.subject_id is None else f" {one.subject_id}"
    return at_most(which(one.subject, None), room - len(number)) + number


_ABOUT = (
    "Elke verandering geeft een regel: wie, wanneer, wat en welk nummer. Er staat nooit in wat er geschreven is.",
    "Regels komen erbij en gaan er niet uit. Met k zie je of iemand er buiten ibtui om aan zat.",
)
_EMPTY = (
    line(part("Hier zijn geen regels.", "strong")),
    line(part("Met f kies je andere dagen, iemand anders of een andere soort.", "muted")),
)


def check(screen: IbScreen) -> None:
    """Hold the log to its chain, and to what was written down when it was last closed; say how it is."""
    broken = audit.verify_here()
    if broken is None:
        screen.say("Het logboek klopt: er is niets veranderd, weggehaald of tussengezet.")
    else:
        screen.say(f"{broken.title}. {broken.hint}", "late")


def filter_form(host: Host, now: LogFilter) -> FormScreen[LogFilter]:
    """Ask which lines to show."""

    def save(values: Values) -> LogFilter:
        who, kind = values.text("wie"), values.text("soort")
        return LogFilter(
            values.date("vanaf"),
            values.date("tot"),
            "" if who == _EVERYBODY else who,
            "" if kind == _ALL else kind,
        )

    fields = [
        Field("vanaf", "vanaf", Kind.DATE, now.since, past=True, hint="leeg: vanaf het begin"),
        Field("tot", "tot en met", Kind.DATE, now.until, past=True, hint="leeg: tot vandaag"),
        Field("wie", "wie", Kind.CHOICE, now.who or _EVERYBODY, choices=[_EVERYBODY, *audit.people()],
              hint="← → of een letter"),
        Field("soort", "soort", Kind.CHOICE, now.kind or _ALL, choices=[_ALL, *KINDS], hint="← → of een letter"),
    ]  # fmt: skip
    return FormScreen("Wat laat het logboek zien?", fields, save, today=host.today())
