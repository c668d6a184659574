"""The list of what must go (bewaarlijst): pupils who left and of whom the term for keeping is over."""

from __future__ import annotations

import datetime as dt

from ibtui import lying
from ibtui.care.dates import long_date, short_date
from ibtui.care.retention import Category
from ibtui.care.term_rules import source_words
from ibtui.care.text import fold
from ibtui.screens.forgetting import show_done, type_hint, wait
from ibtui.screens.listing import ListScreen
from ibtui.store import forget, retention, term_rules
from ibtui.store.forget_words import backup_words
from ibtui.store.retention import MustGo
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.fields import Field, FieldError, Values
from ibtui.widgets.form import FormScreen
from ibtui.widgets.frame import Caption
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Line, column, line, part, wrap

_NAME, _WHAT = 26, 17
_WIDE = 70
_WORD = "weg"


class RetentionScreen(ListScreen):
    """Choose with the space bar, hold with a reason, or let go for good. Nothing goes by itself."""

    SCREEN = "bewaarlijst"
    SUMMED = True

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, MustGo] = {}
        self._picked: set[str] = set()

    def heading(self) -> str:
        return "Bewaarlijst · wat weg moet"

    def reload(self) -> None:
        """A fixed number of questions to the store."""
        school, today = self.ib.school.id, self.ib.today()
        self._rows = {f"leerling:{one.pupil_id}": one for one in retention.due_list(school, today)}
        self._picked &= self._rows.keys()
        room = self.listed.room or 74
        held = sum(bool(one.hold) for one in self._rows.values())
        words = [f"{len(self._rows)} leerling{'en' if len(self._rows) != 1 else ''}"] if self._rows else []
        words += [f"{held} vastgehouden"] if held else []
        words += [f"{len(self._picked)} gekozen"] if self._picked else []
        self.query_one("#summary", Caption).show(line("  ", part(" · ".join(words), "muted")))
        self.put([self._row(key, one, room) for key, one in self._rows.items()], empty=self._empty(room))

    def _row(self, key: str, one: MustGo, room: int) -> Row:
        sign = "☑ " if key in self._picked else "☐ "
        # Not only "sinds": that could be the day on which the child left.
        words = "moet weg sinds" if room >= _WIDE else "weg sinds"
        since = len(words) + 15  # with "wo 31 dec 2025"
        name = max(min(_NAME, room - _WHAT - since - 3), 12)
        first = line(
            part(sign, "accent" if key in self._picked else "muted"),
            column(one.pupil, name, "muted" if one.hold else ""),
            " ",
            column(one.what, _WHAT),
            column(f"{words} {short_date(one.must_go_on, self.ib.today())}", since, "muted"),
        )
        rest = (
            [line("  ", part(text, "warn")) for text in wrap(_held(one, self.ib.today()), room - 2)]
            if one.hold
            else []
        )
        return Row(key, (first, *rest))

    def _empty(self, room: int) -> list[Line]:
        day = retention.next_due(self.ib.school.id, self.ib.today())
        later = (
            f"De eerste volgende is op {long_date(day)}."
            if day is not None
            else "Vul bij een leerling die weggaat in wanneer en waarheen: dan telt ibtui de termijn."
        )
        words = f"{later} De termijnen zelf verander je bij School, met r en dan t."
        return [
            line(part("Er hoeft nu niets weg.", "strong")),
            *(line(part(text, "muted")) for text in wrap(words, room)),
        ]

    def draw_detail(self) -> None:
        """On a wide screen: why it must go."""
        if not self.is_wide:
            return
        one, room = self._chosen(), self.detail.room or 40
        if one is None:
            self.detail.fill([])
            return
        rules, today = term_rules.rules(self.ib.school.id), self.ib.today()
        texts = [
            f"Ging weg op {short_date(one.left_on, today)}{f', naar {one.left_to}' if one.left_to else ''}.",
            "1 regel moet weg." if one.items == 1 else f"{one.items} regels moeten weg.",
            one.stays,
            _held(one, today),
            *(source_words(rules[key]) for key in one.rules),
        ]
        rows = [heading(line(part(one.pupil, "strong")))]
        for text in texts:
            rows += [heading(line(part(words, "muted"))) for words in wrap(text, room) if text]
        self.detail.fill(rows)

    # ── commands ───────────────────────────────────────────────────────────────
    def _chosen(self) -> MustGo | None:
        return self._rows.get(self.listed.chosen)

    def can(self, command_id: str) -> bool:
        if command_id in ("open", "pick_out", "hold", "clear_out"):
            return self._chosen() is not None
        return super().can(command_id)

    def do_open(self) -> None:
        if (one := self._chosen()) is not None:
            self.ib.show("leerling", one.pupil_id)

    def do_pick_out(self) -> None:
        key, one = self.listed.chosen, self._chosen()
        if one is None:
            return
        if one.hold:
            self.say("Dit dossier wordt vastgehouden. Met h zet je dat uit.", "warn")
            return
        self._picked ^= {key}
        self.refresh_view()

    def do_hold(self) -> None:
        one = self._chosen()
        if one is None:
            return
        if one.hold:
            self._ask_release(one)
            return

        def save(values: Values) -> int:
            retention.hold(one.pupil_id, values.text("waarom"), self.ib.today())
            return one.pupil_id

        field = Field("waarom", "waarom", required=True, hint="zoals: er loopt een klacht")
        intro = "Zolang je een dossier vasthoudt, gaat er niets van weg."
        form = FormScreen(f"Vasthouden: {one.pupil}", [field], save, today=self.ib.today(), intro=intro)
        self.ib.open_screen(form, lambda _id: self._held_now())

    def _ask_release(self, one: MustGo) -> None:
        """The reason goes with it, so it is shown first."""

        def chosen(answer: str) -> None:
            if answer == "n":
                self.change(
                    lambda: retention.release(one.pupil_id),
                    "Wordt niet meer vastgehouden. Met u draai je het terug.",
                )

        since = f" (sinds {short_date(one.hold_since, self.ib.today())})" if one.hold_since else ""
        question = f"Waarom {one.pupil} wordt vastgehouden{since}:\n{one.hold}\n\nNiet meer vasthouden?"
        answers = [
            Answer("n", "niet meer vasthouden; de reden gaat weg"),
            Answer("t", "terug: blijft vastgehouden"),
        ]
        self.ib.open_screen(AskScreen(question, answers), chosen)

    def _held_now(self) -> None:
        self._picked.discard(self.listed.chosen)
        self.refresh_view()
        self.say("Wordt vastgehouden. Met h zet je dat weer uit.")

    def do_clear_out(self) -> None:
        """What was chosen; without a choice the pupil that the cursor is on."""
        one = self._chosen()
        chosen = [self._rows[key] for key in self._rows if key in self._picked] or ([one] if one else [])
        chosen = [each for each in chosen if not each.hold]
        if not chosen:
            self.say("Dit dossier wordt vastgehouden. Met h zet je dat uit.", "warn")
            return

        def sure(values: Values) -> bool:
            if fold(values.text("sure").strip()) != _WORD:
                raise FieldError(f"Er staat niet {_WORD}. Er is niets weggehaald.")
            return True

        field = Field("sure", "zeker weten", required=True, hint=type_hint(_WORD))
        title = f"Weghalen: {_people(chosen)}"
        form = FormScreen(title, [field], sure, today=self.ib.today(), intro=self._warning(chosen))
        self.ib.open_screen(form, lambda _sure: wait(self, lambda: self._remove(chosen)))

    def _remove(self, chosen: list[MustGo]) -> None:
        said: list[str] = []
        try:
            today, home = self.ib.today(), self.ib.home
            done = retention.remove(chosen, today, lambda one: said.append(self._wiped(one)), home)
        finally:
            self._picked.clear()
            self.refresh_view()
        show_done(self, done.done, [done.stopped, *said])

    def _wiped(self, one: MustGo) -> str:
        """Take the Word documents of a file away first: after it nobody knows where they lie."""
        if Category.FILE not in one.categories:
            return ""
        return lying.remove_numbered(forget.papers_of(one.pupil_id), self.ib.home, self.ib.today())

    def _warning(self, chosen: list[MustGo]) -> str:
        names = "\n".join(f"- {one.pupil}: {one.what}" for one in chosen)
        until = backup_words(forget.backups_until(self.ib.today()))
        return (
            f"Vandaag is {long_date(self.ib.today())}. Dit gaat voorgoed weg, "
            f"ook de Word-documenten die nog in een map liggen:\n{names}\n\n"
            "In verslagen over anderen komt ‘een ander kind’ in de plaats van de naam. "
            f"Het kan niet ongedaan worden gemaakt.\n\n{until}"
        )


def _people(chosen: list[MustGo]) -> str:
    return chosen[0].pupil if len(chosen) == 1 else f"{len(chosen)} leerlingen"


def _held(one: MustGo, today: dt.date) -> str:
    if not one.hold:
        return ""
    since = f" (sinds {short_date(one.hold_since, today)})" if one.hold_since else ""
    return f"! vastgehouden: {one.hold}{since}"
