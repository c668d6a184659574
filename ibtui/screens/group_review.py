"""`G`: a groepsbespreking. A group pupil by pupil: last time beside it, one line each, and what belongs to it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from ibtui.care.group_review import line_of
from ibtui.screens.forms.concern import new_concern_form
from ibtui.screens.forms.evaluation import evaluation_form
from ibtui.screens.group_review_lines import (
    before_rows,
    kid_rows,
    list_caption,
    now_rows,
    who_caption,
)
from ibtui.screens.group_review_writing import WritingScreen
from ibtui.store import group_review
from ibtui.store.concerns import ConcernDraft
from ibtui.widgets.frame import Caption
from ibtui.widgets.rows import Rows
from ibtui.widgets.text import line, part

_MOST_NOW = 9  # rows of what is written now; the rest scrolls

_left: dict[tuple[Path, int], int] = {}
"""At which pupil each group was left, by database and group. In memory only."""


class GroupReviewScreen(WritingScreen):
    """Everything that is said is kept at once; Esc leaves at any time and `G` goes on there."""

    SCREEN = "bespreking"
    DEFAULT_CSS = """
    GroupReviewScreen Horizontal { height: 1fr; }
    GroupReviewScreen .kids { width: 38; margin-left: 1; }
    GroupReviewScreen .one { width: 1fr; margin: 0 1 0 2; }
    GroupReviewScreen.-wide .kids { width: 48; }
    GroupReviewScreen #now { height: 2; border-top: solid $panel; }
    """

    # ── drawing ────────────────────────────────────────────────────────────────
    def heading(self) -> str:
        kids = self.review.kids if self.review else ()
        spoken = sum(1 for kid in kids if kid.lines)
        name = self.review.group if self.review else ""
        return f"{self.ib.school.name} · bespreking {name} · {spoken} van {len(kids)}"

    def body(self) -> ComposeResult:
        with Horizontal():
            with Vertical(classes="kids"):
                yield Caption(id="columns")
                yield Rows(id="kids")
            with Vertical(classes="one"):
                yield Caption(id="who")
                yield Rows(id="before")
                yield Rows(id="now")
        yield self._line
        yield self._line.names

    def on_mount(self) -> None:
        for name in ("#before", "#now"):
            self.query_one(name, Rows).can_focus = False
        self.listed.focus()

    def reload(self) -> None:
        """The whole group with what was said and agreed: a fixed number of queries."""
        school = self.ib.school
        self.review = group_review.load(
            school.id, self._group, self._talk, self.ib.today(), school.working_days
        )
        self.draw()

    def draw(self) -> None:
        """Everything on the screen, from what was read."""
        if self.review is None:
            return
        at = ""
        if not self.listed.ids:
            left = {self._group: _left.get((self.ib.home.database, self._group), 0)}
            at = f"leerling:{group_review.first_in_line(self.review.kids, left, self._group)}"
        room = self.listed.room or 34
        self.query_one("#columns", Caption).show(list_caption(room))
        nobody = [
            line(part("In deze groep zit nog niemand.", "strong")),
            line("Voeg leerlingen toe bij School (0)."),
        ]
        self.listed.fill(kid_rows(self.review, self.ib.today(), room), at=at, empty=nobody)
        self._draw_kid()

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Another pupil: nothing is asked of the store."""
        if event.rows.id == "kids":
            self._draw_kid()

    def _draw_kid(self) -> None:
        kid = self.kid
        before, now = self.query_one("#before", Rows), self.query_one("#now", Rows)
        if kid is None:
            for box in (before, now):
                box.fill([], empty=[()])
            return
        _left[self.ib.home.database, self._group] = kid.row.id
        name, right = who_caption(kid)
        self.query_one("#who", Caption).show(name, part(right, "muted"))
        room = (before.room or 40) + 1
        before.fill(before_rows(kid, self.ib.today(), room))
        before.scroll_to(y=0, animate=False)
        rows = now_rows(kid, room, empty="Nog niets. Enter om te schrijven.")
        now.fill(rows)
        now.styles.height = min(len(rows), _MOST_NOW) + 1
        now.scroll_end(animate=False)

    # ── what belongs to a pupil ────────────────────────────────────────────────
    def can(self, command_id: str) -> bool:
        if command_id in (
            "write_line",
            "level_up",
            "level_down",
            "new_concern",
            "evaluate",
            "sign_up",
            "card",
        ):
            return self.kid is not None
        if command_id == "sheet":
            return self.review is not None and self.review.minutes_id is not None
        return super().can(command_id)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        """A click on the chosen pupil."""
        event.prevent_default()
        event.stop()
        if event.rows.id == "kids":
            self.action_run("write_line")

    def do_next_pupil(self) -> None:
        self.listed.action_step(1)

    def do_previous_pupil(self) -> None:
        self.listed.action_step(-1)

    def do_read_on(self) -> None:
        """A page further in what was before; behind the end back to the top."""
        before = self.query_one("#before", Rows)
        if before.scroll_y >= before.max_scroll_y:
            before.scroll_to(y=0, animate=False)
        else:
            before.scroll_relative(y=before.size.height - 1, animate=False)

    def do_level_up(self) -> None:
        self._level(1)

    def do_level_down(self) -> None:
        self._level(-1)

    def _level(self, step: int) -> None:
        kid = self.kid
        if kid is not None:
            new = kid.row.level + step
            if self._write(lambda review: self._set_level(review, kid, new)):
                self._done(f"{kid.row.first_name}: niveau {kid.row.level} → {new}. Met u draai je het terug.")

    def _done(self, said: str) -> None:
        self.refresh_view()
        self.say(said)

    def do_new_concern(self) -> None:
        kid = self.kid
        if kid is None:
            return

        def add(draft: ConcernDraft) -> int:
            return group_review.add_concern(self._begun(), self.ib.school.id, draft, self.ib.today())

        said = f"Nieuwe zorg over {kid.row.first_name}. Met u haal je die zorg weg."
        form = new_concern_form(self.ib, pupil_id=kid.row.id, add=add)
        self.ib.open_screen(form, lambda _number: self._done(said))

    def do_evaluate(self) -> None:
        kid = self.kid
        if kid is None:
            return

        def plan(concern_id: int | None, when: dt.date) -> None:
            group_review.evaluate_on(self._begun(), kid.row.id, concern_id, when)

        form = evaluation_form(self.ib, kid.row.name, kid.concerns, plan)
        self.ib.open_screen(form, lambda _when: self._done("Evaluatie gepland"))

    def do_sign_up(self) -> None:
        kid = self.kid
        if kid is None:
            return
        before = len(kid.lines)
        if self._write(lambda review: group_review.sign_up(review, kid.row.id)):
            self.refresh_view()
            signed_up = self.kid is not None and len(self.kid.lines) > before
            words = "aangemeld voor de leerlingbespreking" if signed_up else "is niet meer aangemeld"
            self.say(f"{kid.row.first_name} {words}")

    # ── the whole ──────────────────────────────────────────────────────────────
    def do_card(self) -> None:
        if self.kid is not None:
            self.ib.show("leerling", self.kid.row.id)

    def do_sheet(self) -> None:
        """The minutes, at this pupil's heading."""
        from ibtui.screens.minutes import MinutesScreen

        if self.review is None or self.review.minutes_id is None:
            return
        self.ib.show("verslag", self.review.minutes_id)
        editor, kid = self.app.screen, self.kid
        if isinstance(editor, MinutesScreen) and kid is not None and kid.lines:
            editor.go_to(line_of(self.review.text, kid.row.id, self.review.near) + 2, 1)

    def do_finish_review(self) -> None:
        from ibtui.screens.group_review_done import GroupReviewDoneScreen

        self.app.push_screen(GroupReviewDoneScreen(self))

    def go_to(self, pupil: int) -> None:
        """Put the cursor on a pupil."""
        self.listed.choose(f"leerling:{pupil}")
