"""Writing in a groepsbespreking: the line at the bottom, one key between two pupils, kept at once."""

from __future__ import annotations

from collections.abc import Callable

from ibtui.care.group_review import level_steps
from ibtui.care.words import ConversationKind
from ibtui.commands import Command
from ibtui.screens.base import IbScreen
from ibtui.screens.editor_names import Names
from ibtui.screens.group_review_input import RemarkLine
from ibtui.screens.group_review_lines import becomes
from ibtui.store import group_review
from ibtui.store.group_review import Kid, Review
from ibtui.store.whois import WhoIs
from ibtui.templates import template
from ibtui.widgets.frame import KeyBar, TopLine
from ibtui.widgets.rows import Rows

_TYPING = tuple(
    Command(f"line_{key}", key, shown, label, label, ("bespreking",))
    for key, shown, label in (
        ("enter", "Enter", "bewaar"),
        ("tab", "Tab", "bewaar, volgende leerling"),
        ("shift+tab", "Shift+Tab", "vorige"),
        ("escape", "Esc", "klaar met schrijven"),
    )
)
"""The key bar while somebody writes: letters are letters then."""


class WritingScreen(IbScreen):
    """What the walk along the pupils needs to write. A subclass shows the pupils and has the rest of the keys."""

    def __init__(self, group_id: int, conversation_id: int | None = None) -> None:
        super().__init__()
        self._group = group_id
        self._talk = conversation_id
        self.review: Review | None = None
        """The review as it is now; None until it is loaded."""
        self._line = RemarkLine(self._becomes)
        self._names: Names | None = None
        self._named_for: int | None = None  # the conversation whose names those are

    @property
    def listed(self) -> Rows:
        """The pupils."""
        return self.query_one("#kids", Rows)

    @property
    def kid(self) -> Kid | None:
        """The pupil who is spoken of."""
        number = self.listed.chosen.partition(":")[2]
        kids = self.review.kids if self.review else ()
        return next((kid for kid in kids if str(kid.row.id) == number), None)

    # ── what the subclass does ─────────────────────────────────────────────────
    def draw(self) -> None:
        """Everything on the screen, from what was read."""
        raise NotImplementedError

    def do_finish_review(self) -> None:
        """The last page."""
        raise NotImplementedError

    # ── writing a line ─────────────────────────────────────────────────────────
    def _becomes(self, typed: str) -> str:
        kid, names = self.kid, self._names
        return (
            becomes(typed, kid, self.review, names, self.ib.today()) if kid and names and self.review else ""
        )

    def _know_names(self) -> None:
        """Whom names can mean: asked once, and again when the conversation is there."""
        if self._names is None or self._named_for != self._talk:
            group = WhoIs.of_group(self.ib.school.id, self._group, self.ib.today())
            self._names = Names(self.ib.school, group if self._talk is None else self._talk)
            self._named_for = self._talk
            self._line.know(self._names)

    def do_write_line(self) -> None:
        if self.kid is not None:
            self._know_names()
            self.query_one(KeyBar).clear()
            self.query_one(KeyBar).offer(_TYPING)
            self._line.open(self.kid.title)

    def action_line_enter(self) -> None:
        """Enter: keep and stay; on an empty line to the next pupil."""
        if self._line.text:
            self._keep()
        else:
            self.action_line_go(1)

    def action_line_tab(self, step: int) -> None:
        """Tab: take the name that is proposed, else keep and go on."""
        if not self._line.take_name(step):
            self.action_line_go(step)

    def action_line_go(self, step: int) -> None:
        """Keep, and write about the next pupil or the one before; behind the last one comes the last page."""
        if not self._keep():
            return
        before = self.listed.chosen
        self.listed.action_step(step)
        if self.kid is not None and self.listed.chosen != before:
            self._know_names()
            self._line.open(self.kid.title)
        elif step > 0:
            self._stop_writing()
            self.do_finish_review()

    def action_line_leave(self) -> None:
        """Esc: keep, and back to the pupils."""
        if self._keep():
            self._stop_writing()

    def _stop_writing(self) -> None:
        self._line.close()
        self.query_one(KeyBar).offer(self.available())
        self.listed.focus()

    def _keep(self) -> bool:
        """Keep what was typed. False when that couldn't be; then it stays in the line."""
        kid, typed = self.kid, self._line.text
        if kid is None or not typed:
            return True
        steps = level_steps(typed)
        if steps:
            kept = self._write(lambda review: self._set_level(review, kid, kid.row.level + steps))
        else:
            today = self.ib.today()
            kept = self._write(lambda review: group_review.add_line(review, kid.row.id, typed, today))
        if kept:
            self._line.empty()
            self._show_kept(whole=bool(steps))
        return kept

    def _show_kept(self, *, whole: bool) -> None:
        """After a line only the text is read again: she types on. `whole`: more than the text changed."""
        if whole or self.review is None:
            self.refresh_view()
        else:
            self.review = group_review.read_again(self.review)
            self.draw()
            self.query_one(TopLine).title = self.heading()

    def flush(self) -> bool:
        """What is typed is kept when the app stops."""
        return not self._line.display or self._keep()

    def _write(self, action: Callable[[Review], object]) -> bool:
        """Do one write in the minutes, which are begun at the first."""
        return self.attempt(lambda: action(self._begun()))

    def _begun(self) -> Review:
        if self.review is None:
            raise RuntimeError("not loaded yet")
        if self.review.minutes_id is None:
            start = template(ConversationKind.GROUP_REVIEW, self.ib.home.agenda).text
            started = group_review.begin(self.ib.school.id, self._group, self._talk, self.ib.now(), start)
            self._talk = started.conversation_id
            self.review = group_review.with_started(self.review, started)
        return self.review

    def _set_level(self, review: Review, kid: Kid, level: int) -> None:
        group_review.set_level(review, kid.row.id, level, self.ib.today())
