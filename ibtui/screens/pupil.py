"""One child's page: where she is, who takes care, the five answers at a glance, and her whole story, newest first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module

from textual.app import ComposeResult
from textual.containers import Horizontal

from ibtui.care.mentions import ways_to_write
from ibtui.care.names import Found, Register, find
from ibtui.commands import Command, commands_of
from ibtui.screens import pupil_doing
from ibtui.screens.base import IbScreen
from ibtui.screens.pupil_adding import ADDED, also_said, answers
from ibtui.screens.pupil_glance import glance_rows, guardian_rows, pupil_row
from ibtui.screens.pupil_timeline import (
    filter_answers,
    filter_of,
    nothing,
    row_ids,
    story_heading,
    story_rows,
)
from ibtui.store import glance, people, pupils, timeline
from ibtui.store.glance import Glance
from ibtui.store.guardians import GuardianRow
from ibtui.store.pupils import PupilRow
from ibtui.store.timeline import Kind, Line, Page
from ibtui.widgets.dialog import AskScreen
from ibtui.widgets.form import FormScreen
from ibtui.widgets.frame import KeyBar
from ibtui.widgets.rows import Row, Rows, heading

_WIDE = 110
_PAGE = 60
_NEAR = 12
"""So many lines from the end of what was read, the next page is read."""
_FIRST = (
    "new",
    "open",
    "filter",
    "route",
    "may_tell",
    "told",
    "done",
    "quick",
    "edit",
    "minutes",
    "move",
    "people",
)
"""In a narrow window there is room for the first of these. Enter changes what `e` does; `n` adds what `p` does."""


class PupilScreen(IbScreen):
    """The page of one pupil. On a wide screen her story stands beside it."""

    SCREEN = "leerling"
    DEFAULT_CSS = """
    PupilScreen Horizontal { padding: 0 1; }
    PupilScreen #story { display: none; margin-left: 3; }
    PupilScreen.-wide #story { display: block; }
    """

    def __init__(self, pupil_id: int) -> None:
        super().__init__()
        self.pupil = pupil_id
        self.row: PupilRow
        self._lines: list[Line] = []
        self._page = Page((), None, {})
        self._kind: Kind | None = None
        self._seen: tuple[list[GuardianRow], Glance, dt.date | None] | None = None
        self._at = ""

    def heading(self) -> str:
        return self.row.name

    def body(self) -> ComposeResult:
        with Horizontal():
            yield Rows(id="card")
            yield Rows(id="story")

    # ── drawing ────────────────────────────────────────────────────────────────
    def on_mount(self) -> None:
        self.query_one(KeyBar).offer(_in_order(commands_of(self.SCREEN)))

    def reload(self) -> None:
        """A fixed number of questions to the store, however long the story is."""
        today = self.ib.today()
        self.row = pupils.pupil(self.pupil)
        since = pupils.level_since(self.pupil)
        self._seen = (pupils.guardians(self.pupil), glance.glance(self.pupil, today), since)
        self._page = timeline.page(self.pupil, today, self._kind, limit=max(_PAGE, len(self._lines)))
        self._lines = list(self._page.lines)
        self._draw()

    def on_resize(self) -> None:
        """Another width asks for other lines, not for another question to the store."""
        self.call_after_refresh(self._redraw)

    def _redraw(self) -> None:
        if self.is_mounted and self.is_whole() and self._seen is not None:
            self._draw()

    def _card_rows(self) -> list[Row]:
        if self._seen is None:
            return []
        guardians, answers, since = self._seen
        width = self._width("#card")
        rows = [pupil_row(self.row, since, self.ib.today(), width)]
        rows += [*guardian_rows(guardians, width), heading(())]
        return rows + glance_rows(answers, width, wide=self._wide)

    @property
    def _wide(self) -> bool:
        return self.app.size.width >= _WIDE

    def _width(self, box: str) -> int:
        """Cells for a line of one of the two lists, also before they are laid out."""
        known = self.query_one(box, Rows).room if self._laid_out else 0
        if known:
            return known
        if not self._wide:
            return self.app.size.width - 5
        return (self.app.size.width - 5) // 2 - 3

    @property
    def _laid_out(self) -> bool:
        return self.has_class("-wide") == self._wide and self.query_one("#card", Rows).size.width > 0

    def _draw(self) -> None:
        top, story = self._card_rows(), self._story_rows()
        card, beside = self.query_one("#card", Rows), self.query_one("#story", Rows)
        at, self._at = self._at, ""
        # With a filter: what she chose to see, and not below half a screen of something else.
        narrow = [*(top if self._kind is None else top[:1]), *story]
        card.fill(top if self._wide else narrow, at=at)
        beside.fill(story if self._wide else [], at=at)
        if at and self._wide and at in beside.ids and at not in card.ids:
            beside.focus()

    def _story_rows(self) -> list[Row]:
        width = self._width("#story" if self._wide else "#card")
        top = [] if self._wide else [heading(())]
        top.append(story_heading(self._kind, sum(self._page.counts.values())))
        return [*top, *(story_rows(self._lines, self.ib.today(), width) or nothing(self._kind))]

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Near the end of what was read: read on. The cursor stays where it is."""
        event.stop()
        ids = event.rows.ids if event.rows.id == ("story" if self._wide else "card") else []
        if self._page.more is not None and event.row_id in ids[-_NEAR:]:
            self.attempt(self._read_on)

    def _read_on(self) -> None:
        counts, before = self._page.counts, self._page.more
        page = timeline.page(self.pupil, self.ib.today(), self._kind, before, _PAGE)
        self._page = Page(page.lines, page.more, counts)
        self._lines += page.lines
        self._draw()

    # ── what is chosen ─────────────────────────────────────────────────────────
    @property
    def chosen(self) -> tuple[str, int]:
        """The kind of thing under the cursor and its number; ("", 0) when there is none."""
        kind, _, rest = self._box.chosen.partition(":")
        number = rest.partition(":")[0]
        return kind, int(number or 0)

    @property
    def chosen_line(self) -> Line | None:
        """The line of the story under the cursor."""
        return row_ids(self._lines).get(self._box.chosen)

    @property
    def _box(self) -> Rows:
        return self.focused if isinstance(self.focused, Rows) else self.query_one("#card", Rows)

    def can(self, command_id: str) -> bool:
        if command_id in ("open", "edit", "delete", "done", "move", "minutes"):
            return bool(self.chosen[0])  # what doesn't fit the line, says so itself
        return super().can(command_id)

    # ── commands on what is chosen ─────────────────────────────────────────────
    def do_open(self) -> None:
        pupil_doing.open_chosen(self)

    def do_edit(self) -> None:
        pupil_doing.when_it_fits(self, "edit", pupil_doing.edit_chosen)

    def do_done(self) -> None:
        pupil_doing.when_it_fits(self, "done", pupil_doing.settle_chosen)

    def do_move(self) -> None:
        pupil_doing.when_it_fits(self, "move", pupil_doing.move_chosen)

    def do_term_source(self) -> None:
        pupil_doing.show_source(self)

    def do_minutes(self) -> None:
        pupil_doing.when_it_fits(self, "minutes", pupil_doing.open_minutes)

    def do_delete(self) -> None:
        pupil_doing.when_it_fits(self, "delete", pupil_doing.remove_chosen)

    # ── adding ─────────────────────────────────────────────────────────────────
    def do_new(self) -> None:
        self.ib.open_screen(
            AskScreen(f"Wat wil je toevoegen bij {self.row.first_name}?", answers()), self._new
        )

    def _new(self, answer: str) -> None:
        if answer in ADDED:
            kind, said, form = ADDED[answer]
            self.form(form(self.ib, self.pupil), said, kind)

    def do_people(self) -> None:
        self._new("o")

    def do_action(self) -> None:
        self._new("k")

    def form(self, form: FormScreen[int], said: str, kind: str = "") -> None:
        """Open a form; when it was saved, the cursor goes to the new row and `said` is said."""

        def done(number: int) -> None:
            self._at = f"{kind}:{number}" if kind else ""
            self.refresh_view()
            more = also_said(kind, self.pupil, self.ib.today())
            self.say(f"{said}. {more}" if more else said)

        self.ib.open_screen(form, done)

    def do_quick(self) -> None:
        """The vangregel, with her name in it."""
        everyone = Register(people.named_pupils(self.ib.school.id))
        own = next((entry.named for entry in everyone.entries if entry.named.id == self.pupil), None)
        ways = () if own is None else (way for way in ways_to_write(own) if find(way, everyone) == Found(own))
        way = next(iter(ways), "")
        self.ib.open_quick(f"#{way} " if way else "", self.pupil)

    # ── the filter ─────────────────────────────────────────────────────────────
    def do_filter(self) -> None:
        self.ib.open_screen(AskScreen("Wat wil je zien?", filter_answers(self._page.counts)), self._filter_by)

    def _filter_by(self, answer: str) -> None:
        if answer == "s":
            return
        self._kind, self._lines = filter_of(answer), []
        self.refresh_view()
        first = next(iter(row_ids(self._lines)), "")
        box = self.query_one("#story" if self._wide else "#card", Rows)
        box.choose(first if self._kind is not None else (box.ids or [""])[0])
        box.focus()

    # ── what hangs on a child ──────────────────────────────────────────────────
    def do_may_tell(self) -> None:
        self._push_of("may_tell", "MayTellScreen")

    def do_route(self) -> None:
        self._push_of("route", "RouteScreen")

    def do_told(self) -> None:
        self._push_of("told", "ToldScreen")

    def do_deadlines(self) -> None:
        self._push_of("deadlines", "DeadlinesScreen")

    def do_safety(self) -> None:
        self._push_of("safety", "SafetyScreen")

    def do_access(self) -> None:
        import_module("ibtui.screens.access").ask_access(self, self.pupil)

    def do_forget(self) -> None:
        import_module("ibtui.screens.forgetting").ask_forget(self, self.pupil)

    def _push_of(self, module: str, name: str) -> None:
        """A screen about this pupil, loaded when it's first wanted."""
        self.app.push_screen(getattr(import_module(f"ibtui.screens.{module}"), name)(self.pupil))


def _in_order(commands: Sequence[Command]) -> list[Command]:
    """First what you do with a child's story. Here there is room in the bar for what must be asked before telling."""
    there = [replace(item, bar=True) if item.id == "may_tell" else item for item in commands]
    return sorted(there, key=lambda item: _FIRST.index(item.id) if item.id in _FIRST else len(_FIRST))
