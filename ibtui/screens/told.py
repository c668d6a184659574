"""`l` on a pupil: who was told what, and who still has to hear it."""

from __future__ import annotations

from ibtui.care.letters import told as letter
from ibtui.care.words import PersonRole, TellingWay
from ibtui.screens.copy_text import CopyTextScreen
from ibtui.screens.forms.told import edit_told_form, new_told_form
from ibtui.screens.listing import ListScreen
from ibtui.screens.told_lines import detail_rows, doubt_words, list_rows, row_id, told_id
from ibtui.store import papers_got, people, pupils, sharing, told
from ibtui.store.papers_got import Got
from ibtui.store.told import ToldRow, ToTell
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.rows import Rows, heading
from ibtui.widgets.text import line, part

_EMPTY = (
    line(part("Er staat nog niet wie wat weet.", "strong")),
    line(part("Druk op n: aan wie je iets vertelde, of nog moet vertellen.", "muted")),
)
_PAPER_STAYS = "Wie wat op papier kreeg, blijft hier staan."
_WAYS = {
    "g": TellingWay.TALK,
    "t": TellingWay.PHONE,
    "m": TellingWay.MAIL,
    "b": TellingWay.PAPER,
    "a": TellingWay.OTHER,
}


class ToldScreen(ListScreen):
    """First who still has to hear something, then who knows what."""

    SCREEN = "verteld"

    def __init__(self, pupil_id: int) -> None:
        super().__init__()
        self._pupil = pupil_id
        self._child = self._first_name = self._doubt = ""
        self._waiting: dict[str, ToTell] = {}
        self._known: dict[str, ToldRow] = {}
        self._papers: dict[str, Got] = {}

    # ── drawing ────────────────────────────────────────────────────────────────
    def heading(self) -> str:
        return f"Wie weet wat · {self._child}"

    def reload(self) -> None:
        """What was told, and what still has to be: a fixed number of questions to the store."""
        today, child = self.ib.today(), pupils.pupil(self._pupil)
        self._child, self._first_name = child.name, child.first_name
        self._doubt = doubt_words(pupils.guardians(self._pupil))
        self._waiting = {row_id(one): one for one in told.to_tell(self._pupil, today)}
        known = [one for one in told.told_of(self._pupil) if one.told_on is not None]
        self._known = {told_id(one): one for one in known}
        self._papers = {one.key: one for one in papers_got.papers_got(self._pupil)}
        self._draw_list()

    def _draw_list(self) -> None:
        """The list; the chosen line is whole, so it's drawn again when another one is chosen."""
        box = self.listed
        rows = list_rows(
            list(self._waiting.values()), list(self._known.values()), self.ib.today(), box.room or 73,
            self.at or box.chosen, self._doubt, list(self._papers.values()),
        )  # fmt: skip
        nothing = not self._waiting and not self._known and not self._papers
        self.put(
            [*rows, heading(), *(heading(item) for item in _EMPTY)] if rows and nothing else rows,
            empty=_EMPTY,
        )

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        if event.rows.id == "list":
            self.attempt(self._draw_list)

    def draw_detail(self) -> None:
        if self.is_wide:
            one = self._one_waiting() or self._one_told() or self._one_paper()
            self.detail.fill(detail_rows(one, self.ib.today(), self.detail.room or 40))

    # ── what is chosen ─────────────────────────────────────────────────────────
    def _one_waiting(self) -> ToTell | None:
        return self._waiting.get(self.listed.chosen)

    def _one_told(self) -> ToldRow | None:
        """The chosen line, also one that still has to be told but was written down by hand."""
        if self.listed.chosen in self._known:
            return self._known[self.listed.chosen]
        one = self._one_waiting()
        return told.told(one.ref_id) if one is not None and one.ref == "verteld" else None

    def _one_paper(self) -> Got | None:
        return self._papers.get(self.listed.chosen)

    def can(self, command_id: str) -> bool:
        if command_id in ("open", "edit", "done", "delete", "letter"):
            return bool(self.listed.chosen)
        return super().can(command_id)

    # ── commands ───────────────────────────────────────────────────────────────
    def do_new(self) -> None:
        self.ib.open_screen(new_told_form(self.ib, self._pupil), self._kept)

    def _kept(self, told_id_: int) -> None:
        row = told.told(told_id_)
        self.at = told_id(row) if row.told_on else f"nog:verteld:{row.id}"
        self.refresh_view()
        self.say("Opgeschreven" if row.told_on else "Opgeschreven: dit moet je nog vertellen")

    def do_open(self) -> None:
        """What it is about; a line without that: its form."""
        one, paper = self._one_waiting(), self._one_paper()
        if paper is not None:
            if paper.conversation_id is not None:
                self.ib.show("gesprek", paper.conversation_id)
            else:
                self.say(_PAPER_STAYS, "warn")
        elif one is not None and one.ref in ("zorg", "gesprek"):
            self.ib.show(one.ref, one.ref_id)
        elif one is not None and one.ref == "verwijzing":
            found = {row.id: row.agency_id for row in sharing.referrals(pupil_id=self._pupil)}
            self.ib.show("instantie", found[one.ref_id])
        else:
            self.do_edit()

    def do_edit(self) -> None:
        row, one = self._one_told(), self._one_waiting()
        if row is not None:
            self.ib.open_screen(edit_told_form(self.ib, row), self._kept)
        elif one is not None:
            self.say("Deze regel komt uit het dossier. Met x schrijf je op dat je het vertelde.", "warn")
        elif self._one_paper() is not None:
            self.say(_PAPER_STAYS, "warn")

    def do_done(self) -> None:
        """Told today; one key says how. On what was told already: not yet after all."""
        one, row = self._one_waiting(), self._one_told()
        if self._one_paper() is not None:
            self.say(_PAPER_STAYS, "warn")
        elif one is None and row is not None:
            self.say("Dit is al verteld. Met e kun je het wijzigen.", "warn")
        elif one is not None:
            answers = [*(Answer(key, way) for key, way in _WAYS.items()), Answer("s", "nog niet, terug")]
            self.ib.open_screen(
                AskScreen(f"Hoe vertelde je dit aan {one.who}?", answers), lambda key: self._tell(one, key)
            )

    def _tell(self, one: ToTell, key: str) -> None:
        way = _WAYS.get(key)
        if way is not None:
            self.change(
                lambda: told.tell(self._pupil, one, self.ib.today(), way),
                f"Verteld aan {one.who}. Met u draai je het terug.",
            )

    def do_delete(self) -> None:
        row = self._one_told()
        if self._one_paper() is not None:
            self.say(_PAPER_STAYS, "warn")
        elif row is None:
            self.say("Deze regel komt uit het dossier en gaat weg als je het vertelde (x).", "warn")
        else:
            self.change(lambda: told.bin_told(row.id), "Regel weggedaan. Met u haal je hem terug.")

    def do_letter(self) -> None:
        """A text to copy into a mail to this parent: all that this person still has to hear."""
        one, row = self._one_waiting(), self._one_told()
        who, person = (one.who, one.person_id) if one is not None else ("", None)
        if one is None and row is not None:
            who, person = row.who, row.person_id
        if person is None or people.person(person).role != PersonRole.GUARDIAN:
            self.say("Een tekst maken kan alleen voor een ouder of verzorger.", "warn")
            return
        same = [item.what for item in self._waiting.values() if item.person_id == person]
        things = same if one is not None else [row.what if row is not None else ""]
        school = self.ib.school
        text = letter(who, self._first_name, things, school.coordinator_name, school.name)
        self.app.push_screen(CopyTextScreen(f"Tekst voor {who}", text))
