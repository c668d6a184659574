"""The last page of a groepsbespreking: what it came to, who wasn't spoken of, and `x`: it was held."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from textual.app import ComposeResult

from ibtui.care.dates import due_words, short_date
from ibtui.care.group_review import Summary, summary
from ibtui.care.words import ConversationKind
from ibtui.screens.base import IbScreen
from ibtui.screens.calendar_lines import round_title
from ibtui.screens.forms.conversation import planned_talk_form
from ibtui.screens.group_review_lines import closing_rows
from ibtui.screens.week import WeekScreen
from ibtui.store import conversations, group_review, labels
from ibtui.store.conversations import ConversationDraft
from ibtui.store.cycle import StepRow
from ibtui.store.group_review import Kid, Review
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.rows import Rows
from ibtui.widgets.text import line, part


class Walk(Protocol):
    """The walk along the pupils that this page closes."""

    review: Review | None

    def reload(self) -> None:
        """Ask the store again."""

    def go_to(self, pupil: int) -> None:
        """Put the cursor on a pupil."""

    def do_sheet(self) -> None:
        """Open the minutes."""


def found_in(review: Review) -> Summary:
    """What the review came to, as its text is now."""
    return summary(review.text, list(review.order), review.near, review.day, review.working_days)


def _stand(names: Sequence[str]) -> str:
    """ "Bo staat", "Bo en Cas staan"."""
    return f"{labels.listed(names)} {'staat' if len(names) == 1 else 'staan'}"


class GroupReviewDoneScreen(IbScreen):
    """Counts and names; Enter goes back to a pupil."""

    SCREEN = "afronden"
    DEFAULT_CSS = "GroupReviewDoneScreen Rows { margin: 1 2 0 2; }"

    def __init__(self, walk: Walk) -> None:
        super().__init__()
        self._walk = walk

    def heading(self) -> str:
        review = self._walk.review
        name = labels.group_label(review.group) if review else "groep"
        return f"{self.ib.school.name} · bespreking {name} afronden"

    def body(self) -> ComposeResult:
        yield Rows()

    def on_mount(self) -> None:
        self.query_one(Rows).focus()

    def reload(self) -> None:
        self._walk.reload()
        review = self._walk.review
        if review is None:
            return
        found = found_in(review)
        box = self.query_one(Rows)
        nothing = [line(part("In deze groep zit nog niemand.", "muted"))]
        box.fill(
            closing_rows(review, found, self.ib.today(), min(box.room or 70, 80)) if review.kids else [],
            empty=nothing,
        )

    # ── commands ───────────────────────────────────────────────────────────────
    def can(self, command_id: str) -> bool:
        review = self._walk.review
        if command_id == "to_pupil":
            return bool(self.query_one(Rows).chosen)
        if command_id == "plan_signed_up":
            return bool(self._signed_up())
        if command_id in ("close_review", "sheet"):
            return review is not None and review.minutes_id is not None
        return super().can(command_id)

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.prevent_default()
        event.stop()
        self.action_run("to_pupil")

    def do_to_pupil(self) -> None:
        number = int(self.query_one(Rows).chosen.partition(":")[2])
        self.app.pop_screen()
        self._walk.go_to(number)

    def do_sheet(self) -> None:
        self._walk.do_sheet()

    def _signed_up(self) -> tuple[int, ...]:
        review = self._walk.review
        return () if review is None else found_in(review).signed_up

    def do_plan_signed_up(self) -> None:
        """Put who is signed up with the leerlingbespreking that is planned, or plan one."""
        review = self._walk.review
        ahead = None if review is None else group_review.pupil_review_ahead(review.group_id, self.ib.today())
        if ahead is None:
            self._plan_new()
            return
        row = conversations.conversation(ahead).row
        signed_up = [kid.row.first_name for kid in self._kids()]
        new = [kid.row.first_name for kid in self._kids() if kid.row.id not in row.pupil_ids]
        day = short_date(row.day, self.ib.today())
        if not new:
            self.say(f"{_stand(signed_up)} al bij de leerlingbespreking van {day}.")
            return
        name = labels.group_label(row.group)
        ask = AskScreen(
            f"De leerlingbespreking van {name} staat op {day}.\nZet je {labels.listed(new)} daarbij?",
            [Answer("j", "ja, daarbij"), Answer("n", "nee, plan een andere"), Answer("t", "terug")],
        )
        self.ib.open_screen(ask, lambda key: self._joined(key or "t", ahead, day, new))

    def _joined(self, key: str, ahead: int, day: str, new: Sequence[str]) -> None:
        if key == "j":
            said = f"{_stand(new)} bij de leerlingbespreking van {day}. Met u draai je het terug."
            self.change(lambda: group_review.join(ahead, self._signed_up()), said)
        elif key == "n":
            self._plan_new()

    def _plan_new(self) -> None:
        review = self._walk.review
        if review is None:
            return
        draft = ConversationDraft(
            kind=ConversationKind.PUPIL_REVIEW,
            day=self.ib.today(),
            pupil_ids=self._signed_up(),
            group_id=review.group_id,
            person_ids=group_review.at_the_table(self.ib.school.id, review.group_id),
        )
        form = planned_talk_form(self.ib, draft)
        self.ib.open_screen(form, lambda _number: self.say("De leerlingbespreking staat in de week"))

    def _kids(self) -> list[Kid]:
        review, chosen = self._walk.review, self._signed_up()
        return [kid for kid in review.kids if kid.row.id in chosen] if review else []

    def do_close_review(self) -> None:
        """Held; with a step of the calendar that waits for it, ask whether that is done too."""
        review = self._walk.review
        if review is None:
            return
        step = review.step
        if step is None or step.done_on is not None:
            self._finish(None)
            return
        due = due_words(step.due_on, self.ib.today())
        question = f"Is daarmee ook deze stap van de kalender gedaan?\n\n{round_title(step)}, {due}"
        answers = [
            Answer("j", "ja, die is gedaan"),
            Answer("n", "nee, die blijft open"),
            Answer("t", "terug, nog niet afronden"),
        ]
        self.ib.open_screen(AskScreen(question, answers), lambda key: self._answered(key or "t", step))

    def _answered(self, key: str, step: StepRow) -> None:
        if key != "t":
            self._finish(step if key == "j" else None)

    def _finish(self, step: StepRow | None) -> None:
        review = self._walk.review
        if review is None:
            return
        number = None if step is None else step.id
        if not self.attempt(lambda: group_review.finish(review, number, self.ib.today())):
            return
        app, name = self.app, labels.group_label(review.group)
        app.pop_screen()
        app.pop_screen()
        also = " De stap in de kalender is gedaan." if step is not None else ""
        below = app.screen
        if isinstance(below, WeekScreen) and review.conversation_id is not None:
            below.go_to_talk(review.conversation_id)  # there `a` opens the minutes of this review
        if isinstance(below, IbScreen):
            below.say(f"Bespreking van {name} afgerond.{also} Met u draai je het terug.")
