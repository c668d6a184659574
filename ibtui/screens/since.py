"""`s`: since last time (sinds vorige keer). What others changed, what came due, what went quiet, and what comes up."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from ibtui.care.catching_up import ONCE, News, Section, Window, arrange, is_new
from ibtui.care.dates import short_date
from ibtui.errors import IbtuiError
from ibtui.screens import deadline_doing, doing, step_doing
from ibtui.screens.listing import ListScreen
from ibtui.screens.since_lines import count_words, detail_rows, news_row, nothing_lines, section_heading
from ibtui.store import actions, cycle, deadlines, private_notes, visits
from ibtui.store.database import StoreFault
from ibtui.store.since import gather
from ibtui.widgets.frame import Caption
from ibtui.widgets.rows import Row, Rows, heading
from ibtui.widgets.text import Line, line, part

_MINUTE = 60.0
_ONLY = "kan bij een afspraak, een stap of een termijn. Enter opent deze regel."


class SinceScreen(ListScreen):
    """All that she has to know before the day begins. What stood on the screen is read when she leaves."""

    SCREEN = "sinds"
    SUMMED = True

    def __init__(self) -> None:
        super().__init__()
        self._window: Window | None = None
        self._found: dict[Section, list[News]] = {}
        self._news: dict[str, News] = {}
        self._seen: dict[str, str] | None = None  # as it was on opening: what is read here stays in sight
        self._read: dict[str, str] = {}  # what stood on the screen since, and isn't kept yet
        self._known: dict[str, str] = {}  # all that she has read by now
        self._all: tuple[News, ...] = ()
        self._day: dt.date | None = None  # on which day it was opened
        self._everything = False
        self._database: Path | None = None  # of which school the lines are

    def on_mount(self) -> None:
        self.watch(self.listed, "scroll_y", self._look, init=False)
        self.set_interval(_MINUTE, self._turn_page)

    # ── drawing ────────────────────────────────────────────────────────────────
    def heading(self) -> str:
        since = (
            f"sinds {short_date(self._window.since, self.ib.today())}"
            if self._window
            else "sinds vorige keer"
        )
        return f"{self.ib.school.name} · {since}"

    def reload(self) -> None:
        """Ask everything again; a fixed number of questions to the store."""
        school, today = self.ib.school, self.ib.today()
        if self._seen is None or self._day != today:
            self._keep_read()
            if visits.record_visit(school.id, today):  # ibtui has been open since another day
                private_notes.begin_day(school.id, today)
            self._seen = visits.seen_lines(school.id)
            self._known = dict(self._seen)
            self._database, self._day = self.ib.home.database, today
        found = gather(school.id, today, school.working_days)
        self._window, self._all = found.window, found.news
        self._found = arrange(found.news, self._seen, everything=self._everything)
        self._news = {item.key: item for items in self._found.values() for item in items}
        fresh = sum(is_new(item, self._seen) for item in self._news.values())
        words = part("f: ook wat je al las", "accent") if self._everything else part("")
        self.query_one("#summary", Caption).show(count_words(self._found, fresh) if self._news else (), words)
        self._draw_list(fresh)
        self.draw_detail()

    def _draw_list(self, fresh: int | None = None) -> None:
        """The list; the chosen line is whole, so it's drawn again when another one is chosen."""
        window, box, today = self._window, self.listed, self.ib.today()
        if window is None:
            return
        width, here = box.room or 73, self.at or box.chosen or next(iter(self._news), "")
        seen, rows = self._seen or {}, list[Row]()
        for section, items in self._found.items():
            rows += [heading()] if rows else []
            rows.append(section_heading(section, len(items), window.until, today))
            rows += [
                news_row(
                    item, width, chosen=item.key == here, read=self._everything and not is_new(item, seen)
                )
                for item in items
            ]
        box.fill(rows, at=self.at, empty=self._empty(window))
        self.at = ""
        self.call_after_refresh(self._look)

    def _empty(self, window: Window) -> list[Line]:
        if self._everything:
            return [
                line(part("Er is niets veranderd en niets aan de beurt.", "strong")),
                line(part("Esc gaat terug naar de week.", "muted")),
            ]
        return nothing_lines(window.since, window.until, self.ib.today())

    def draw_detail(self) -> None:
        """The chosen line whole, on a wide screen."""
        if self.is_wide:
            self.detail.fill(detail_rows(self._chosen(), self.detail.room or 40))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        if event.rows.id == "list":
            self._draw_list()
        super().on_rows_chosen(event)

    def _turn_page(self) -> None:
        """Left open over midnight: another day has other lines."""
        if self.app.screen is self and self._day not in (None, self.ib.today()):
            self.refresh_view()

    # ── what she has read ──────────────────────────────────────────────────────
    def _look(self) -> None:
        """Remember which lines stand on the screen now: only those can have been read."""
        if self.app.screen is self:
            self._read |= {key: self._news[key].stamp for key in self.listed.in_view if key in self._news}

    def on_screen_suspend(self) -> None:
        self._keep_read()

    def flush(self) -> bool:
        self._keep_read()
        return True

    def _keep_read(self) -> None:
        """A fault here costs no more than reading a line twice."""
        read, self._read = self._read, {}
        if self._seen is None or self._database != self.ib.home.database:  # another school was opened since
            return
        self._known |= read
        left = any(is_new(item, self._known) for item in self._all if item.section in ONCE)
        with suppress(IbtuiError, StoreFault):
            visits.mark_seen(self.ib.school.id, read, self._day or self.ib.today(), everything=not left)

    # ── commands ───────────────────────────────────────────────────────────────
    def _chosen(self) -> News | None:
        return self._news.get(self.listed.chosen)

    def can(self, command_id: str) -> bool:
        if command_id in ("open", "done", "move"):
            return self._chosen() is not None
        return super().can(command_id)

    def do_open(self) -> None:
        item = self._chosen()
        if item is None:
            return
        kind, number = item.opens
        if kind == "stap":
            step_doing.open_step(self, cycle.step(number))
        elif kind == "termijn":
            deadline_doing.open_term(self, deadlines.deadline(number))
        elif kind == "lesbezoek":
            self.app.push_screen(import_module("ibtui.screens.coaching").ObservationScreen(number))
        elif kind == "bewaarlijst":
            self.app.push_screen(import_module("ibtui.screens.retention").RetentionScreen())
        elif kind:
            self.ib.show(kind, number)
        else:
            self.say("Hier hoort geen scherm bij. Deze regel verdwijnt als het gedaan is.", "warn")

    def do_done(self) -> None:
        item = self._chosen()
        if item is not None and item.kind == "afspraak":
            doing.toggle_action(self, actions.action(item.id))
        elif item is not None and item.kind == "stap":
            step_doing.toggle_step(self, cycle.step(item.id))
        elif item is not None and item.opens[0] == "termijn":
            deadline_doing.toggle_term(self, deadlines.deadline(item.id))
        else:
            self.say(f"Afvinken {_ONLY}", "warn")

    def do_move(self) -> None:
        item = self._chosen()
        if item is not None and item.kind == "afspraak":
            doing.move_action(self, actions.action(item.id))
        elif item is not None and item.kind == "stap":
            step_doing.move_step(self, cycle.step(item.id))
        elif item is not None and item.opens[0] == "termijn":
            deadline_doing.move_term(self, deadlines.deadline(item.id))
        else:
            self.say(f"Een andere datum {_ONLY}", "warn")

    def do_filter(self) -> None:
        """All lines, those that were read too; again: only what is new."""
        self._everything = not self._everything
        self.refresh_view()
        self.say("Ook wat je al las" if self._everything else "Alleen wat nieuw is of nog moet")
