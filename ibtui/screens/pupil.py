"""One pupil's whole story: who takes care, what worries us, what has to be done, and what was said when."""

from __future__ import annotations

from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Horizontal

from ibtui.care.dates import short_date
from ibtui.care.words import ConcernStatus
from ibtui.screens import doing
from ibtui.screens.base import IbScreen
from ibtui.screens.forms.action import new_action_form
from ibtui.screens.forms.agency import consent_form, referral_form
from ibtui.screens.forms.concern import close_concern_form, edit_concern_form, new_concern_form
from ibtui.screens.forms.conversation import new_conversation_form
from ibtui.screens.forms.guardian import guardian_form
from ibtui.screens.forms.pupil import edit_pupil_form
from ibtui.screens.lines import action_row
from ibtui.screens.minutes import MinutesScreen
from ibtui.screens.paper_lines import paper_rows
from ibtui.screens.pupil_talks import talk_rows
from ibtui.screens.who_lines import concern_row, consent_row, guardian_row, plain, referral_row, title
from ibtui.store import concerns, exports, group_review, labels, pupils, sharing
from ibtui.store.actions import ActionRow
from ibtui.store.concerns import ConcernRow
from ibtui.store.conversations import ConversationRow
from ibtui.store.exports import ExportRow
from ibtui.store.group_review import SpokenOf
from ibtui.store.guardians import GuardianRow
from ibtui.store.pupils import PupilCard
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.form import FormScreen
from ibtui.widgets.rows import Row, Rows, heading
from ibtui.widgets.text import line, part

_WIDE = 110
_GONE = {
    "ouder": "Ouder of verzorger weggehaald. Met u haal je het terug.",
    "zorg": "Zorg weggedaan. Met u haal je hem terug.",
    "verwijzing": "Verwijzing weggedaan. Met u haal je haar terug.",
    "toestemming": "Toestemming weggedaan. Met u haal je haar terug.",
}


class PupilScreen(IbScreen):
    """The card of one pupil. On a wide screen the conversations stand beside it."""

    SCREEN = "leerling"
    DEFAULT_CSS = """
    PupilScreen Horizontal { padding: 0 1; }
    PupilScreen #talks { display: none; margin-left: 3; }
    PupilScreen.-wide #talks { display: block; }
    """

    def __init__(self, pupil_id: int) -> None:
        super().__init__()
        self._pupil = pupil_id
        self._card: PupilCard
        self._papers: list[ExportRow] = []
        self._spoken: tuple[SpokenOf, ...] = ()
        self._at = ""

    def heading(self) -> str:
        return pupils.pupil(self._pupil).name

    def body(self) -> ComposeResult:
        with Horizontal():
            yield Rows(id="card")
            yield Rows(id="talks")

    # ── drawing ────────────────────────────────────────────────────────────────
    def reload(self) -> None:
        self._card = pupils.card(self._pupil, self.ib.today())
        self._papers = exports.exports_of_pupil(self._pupil)
        self._spoken = group_review.spoken_of(self._pupil)
        wide = self.app.size.width >= _WIDE
        width = (self.app.size.width - 12) // 2 if wide else self.app.size.width - 5
        rows = self._own_rows(width)
        talks = talk_rows(self._card.conversations, self._spoken, self.ib.today(), width)
        if not wide:
            rows += [heading(()), *talks]
        self.query_one("#card", Rows).fill(rows, at=self._at)
        self.query_one("#talks", Rows).fill(talks if wide else [], at=self._at)
        self._at = ""

    def _own_rows(self, width: int) -> list[Row]:
        card, today = self._card, self.ib.today()
        rows = [self._pupil_row(), *title("Ouders en verzorgers")]
        rows += [guardian_row(row, width) for row in card.guardians]
        if not card.guardians:
            rows += plain("  Nog niemand. Druk op p voor een ouder of verzorger.", width)
        if card.concerns:
            rows += title("Zorgen")
            rows += [concern_row(row, today, width) for row in card.concerns]
        if card.actions:
            rows += title("Nog te doen")
            rows += [action_row(replace(row, about=""), today, width) for row in card.actions]
        if card.consents or card.referrals:
            rows += title("Instanties")
            rows += [referral_row(row, today, width) for row in card.referrals]
            rows += [consent_row(row, today, width) for row in card.consents]
        return rows + paper_rows(self._papers, today, width)

    def _pupil_row(self) -> Row:
        row = self._card.pupil
        said = [labels.group_label(row.group) if row.group else "zonder groep"]
        said += [f"leerjaar {row.year}"] if row.year else []
        said.append(f"niveau {row.level}")
        if row.left_on is not None:
            said.append(f"van school {short_date(row.left_on, self.ib.today())}")
        elif row.leaves_on is not None:
            said.append(f"gaat van school {short_date(row.leaves_on, self.ib.today())}")
        return Row(
            f"leerling:{row.id}", (line(part(row.name, "strong"), part("  " + " · ".join(said), "muted")),)
        )

    # ── what is chosen ─────────────────────────────────────────────────────────
    def _chosen(self) -> tuple[str, int]:
        box = self.focused if isinstance(self.focused, Rows) else self.query_one("#card", Rows)
        kind, _, number = box.chosen.partition(":")
        return kind, int(number or 0)

    def _talk(self) -> ConversationRow:
        return next(row for row in self._card.conversations if row.id == self._chosen()[1])

    def _action(self) -> ActionRow:
        return next(row for row in self._card.actions if row.id == self._chosen()[1])

    def _concern(self) -> ConcernRow:
        return next(row for row in self._card.concerns if row.id == self._chosen()[1])

    def _guardian(self) -> GuardianRow:
        return next(row for row in self._card.guardians if row.id == self._chosen()[1])

    def can(self, command_id: str) -> bool:
        kind = self._chosen()[0]
        if command_id in ("open", "edit", "delete"):
            return bool(kind) and (kind != "besproken" or command_id == "open")
        if command_id == "done":
            return kind in ("afspraak", "gesprek", "zorg")
        if command_id == "move":
            return kind in ("afspraak", "gesprek")
        if command_id == "minutes":
            return kind in ("gesprek", "besproken")
        return super().can(command_id)

    # ── commands ───────────────────────────────────────────────────────────────
    def do_open(self) -> None:
        kind, number = self._chosen()
        if kind in ("gesprek", "zorg"):
            self.ib.show(kind, number)
        elif kind == "afspraak" and self._action().conversation_id is not None:
            self.ib.show("gesprek", self._action().conversation_id or 0)
        elif kind == "papier":
            self._open_paper(number)
        elif kind == "besproken":
            self.do_minutes()
        elif kind == "verwijzing":
            self.ib.show("instantie", self._referral().agency_id)
        else:
            self.do_edit()

    def _open_paper(self, number: int) -> None:
        """The text that a paper was made of."""
        paper = next(row for row in self._papers if row.id == number)
        if paper.minutes_id is not None:
            self.ib.show("verslag", paper.minutes_id)

    def do_edit(self) -> None:
        kind, number = self._chosen()
        if kind == "leerling":
            self._form(edit_pupil_form(self.ib, self._card.pupil), "Leerling gewijzigd")
        elif kind == "ouder":
            self._form(guardian_form(self.ib, self._pupil, self._guardian()), "Ouder of verzorger gewijzigd")
        elif kind == "zorg":
            self._form(edit_concern_form(self.ib, concerns.concern(number)), "Zorg gewijzigd")
        elif kind == "afspraak":
            doing.edit_action(self, self._action())
        elif kind == "gesprek":
            doing.edit_conversation(self, number)
        elif kind == "verwijzing":
            self._form(referral_form(self.ib, None, self._pupil, self._referral()), "Verwijzing gewijzigd")
        elif kind == "toestemming":
            self._form(consent_form(self.ib, None, self._pupil, self._consent()), "Toestemming gewijzigd")

    def _referral(self) -> sharing.ReferralRow:
        return next(row for row in self._card.referrals if row.id == self._chosen()[1])

    def _consent(self) -> sharing.ConsentRow:
        return next(row for row in self._card.consents if row.id == self._chosen()[1])

    def do_new(self) -> None:
        answers = [Answer("g", "gesprek"), Answer("z", "zorg"), Answer("k", "afspraak"),
                   Answer("o", "ouder of verzorger"), Answer("w", "verwijzing"), Answer("c", "toestemming"),
                   Answer("t", "terug")]  # fmt: skip
        name = self._card.pupil.first_name
        self.ib.open_screen(AskScreen(f"Wat wil je toevoegen bij {name}?", answers), self._new)

    def _new(self, answer: str) -> None:
        if answer == "g":
            form = new_conversation_form(self.ib, self.ib.today(), pupil_ids=(self._pupil,))
            self._form(form, "Gesprek toegevoegd", "gesprek")
        elif answer == "z":
            self._form(new_concern_form(self.ib, pupil_id=self._pupil), "Zorg toegevoegd", "zorg")
        elif answer == "k":
            self.do_action()
        elif answer == "o":
            self.do_people()
        elif answer == "w":
            self._form(referral_form(self.ib, None, self._pupil), "Verwijzing toegevoegd", "verwijzing")
        elif answer == "c":
            self._form(consent_form(self.ib, None, self._pupil), "Toestemming toegevoegd", "toestemming")

    def do_people(self) -> None:
        form = guardian_form(self.ib, self._pupil)
        self._form(form, "Ouder of verzorger toegevoegd. Met p voeg je de volgende toe.", "ouder")

    def do_action(self) -> None:
        form = new_action_form(self.ib, pupil_id=self._pupil)
        self._form(form, "Afspraak toegevoegd", "afspraak")

    def _form(self, form: FormScreen[int], said: str, kind: str = "") -> None:
        def done(number: int) -> None:
            self._at = f"{kind}:{number}" if kind else ""
            self.refresh_view()
            self.say(said)

        self.ib.open_screen(form, done)

    def do_done(self) -> None:
        kind = self._chosen()[0]
        if kind == "afspraak":
            doing.toggle_action(self, self._action())
        elif kind == "gesprek":
            doing.toggle_held(self, self._talk())
        elif self._concern().status == ConcernStatus.CLOSED:
            again = self._concern().id
            self.change(lambda: concerns.reopen_concern(again, self.ib.today()), "Zorg staat weer open")
        else:
            self._form(close_concern_form(self.ib, self._concern()), "Zorg afgesloten")

    def do_move(self) -> None:
        if self._chosen()[0] == "afspraak":
            doing.move_action(self, self._action())
        else:
            doing.move_conversation(self, self._talk())

    def do_minutes(self) -> None:
        kind, number = self._chosen()
        if kind != "besproken":
            doing.open_minutes(self, number)
            return
        self.ib.show("verslag", number)
        editor, spoken = self.app.screen, {one.minutes_id: one for one in self._spoken}
        if isinstance(editor, MinutesScreen):
            editor.go_to(spoken[number].line + 2, 1)

    def do_delete(self) -> None:
        kind, number = self._chosen()
        if kind == "afspraak":
            doing.bin_action(self, self._action())
        elif kind == "gesprek":
            doing.bin_conversation(self, number)
        elif kind == "leerling":
            self._bin_pupil()
        elif kind == "papier":
            self.say("Wie wat kreeg, blijft hier staan.", "warn")
        else:
            remove = {
                "ouder": pupils.remove_guardian,
                "zorg": concerns.bin_concern,
                "verwijzing": sharing.bin_referral,
                "toestemming": sharing.bin_consent,
            }[kind]
            self.change(lambda: remove(number), _GONE[kind])

    def _bin_pupil(self) -> None:
        """The pupil itself goes in the bin, so this screen closes."""
        if not self.attempt(lambda: pupils.bin_pupil(self._pupil)):
            return
        self.app.pop_screen()
        below = self.app.screen
        if isinstance(below, IbScreen):
            below.refresh_view()
            below.say("Leerling weggedaan. Met u haal je het terug.")
