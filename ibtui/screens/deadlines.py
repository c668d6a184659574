"""`d`: the terms (termijnen), of the law, the samenwerkingsverband and the school itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ibtui.care.dates import short_date
from ibtui.care.words import TermKind
from ibtui.commands import Command, commands_of
from ibtui.screens import deadline_doing as doing
from ibtui.screens.choosing import pick_one
from ibtui.screens.deadline_lines import about, detail_rows, list_rows, summary_words, term_id
from ibtui.screens.forms.deadline import edit_deadline_form, new_deadline_form
from ibtui.screens.listing import ListScreen
from ibtui.store import deadlines, pupils
from ibtui.store.deadlines import DeadlineRow
from ibtui.values import dataclass
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.form import FormScreen
from ibtui.widgets.frame import Caption, KeyBar
from ibtui.widgets.rows import Rows
from ibtui.widgets.text import Line, line, part

_FIRST = ("open", "done", "source", "only_opp", "reason", "move", "filter", "new")
"""The keys that the bar shows first."""
_OPP_AND_TLV = ("opp_", "tlv_", "hoorrecht")
"""How the keys of these terms begin."""


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list leaves out. `kind`: a word of `TermKind`; `pupil`: a name."""

    opp: bool = False
    pupil: str = ""
    kind: str = ""
    done: bool = False

    @property
    def words(self) -> str:
        """What is shown, in words; "" when that is all that is open."""
        said = ["gedaan"] if self.done else []
        said += ["OPP en TLV"] if self.opp else []
        return " · ".join([*said, *filter(None, (self.kind, self.pupil))])

    def fits(self, row: DeadlineRow) -> bool:
        """Whether a term is shown."""
        return (
            (not self.opp or row.rule.startswith(_OPP_AND_TLV))
            and (not self.pupil or about(row) == self.pupil)
            and (not self.kind or row.kind == self.kind)
        )


class DeadlinesScreen(ListScreen):
    """What is late, what comes within six weeks, and what comes later; of one pupil when `pupil_id` is given."""

    SCREEN = "termijnen"
    SUMMED = True

    def __init__(self, pupil_id: int | None = None) -> None:
        super().__init__()
        self._pupil = pupil_id
        self._child = ""
        self._filter = Filter()
        self._everything: list[DeadlineRow] = []
        self._rows: dict[str, DeadlineRow] = {}

    # ── drawing ────────────────────────────────────────────────────────────────
    def on_mount(self) -> None:
        self.query_one(KeyBar).offer(_in_order(commands_of(self.SCREEN)))

    def heading(self) -> str:
        return f"Termijnen · {self._child or self.ib.school.name}"

    def reload(self) -> None:
        """One list of the store, however many terms there are."""
        chosen = self._filter
        if self._pupil is not None:
            self._child = pupils.pupil(self._pupil).name
        self._everything = deadlines.deadlines(self.ib.school.id, pupil_id=self._pupil, done=chosen.done)
        found = [row for row in self._everything if chosen.fits(row)]
        self._rows = {term_id(row): row for row in found}
        self._draw_summary(found)
        self._draw_list()

    def _draw_list(self) -> None:
        """The list; the chosen term is whole, so it's drawn again when another one is chosen."""
        box = self.listed
        rows = list_rows(
            list(self._rows.values()), self.ib.today(), box.room or 73,
            one_child=self._pupil is not None, chosen=self.at or box.chosen,
        )  # fmt: skip
        self.put(rows, empty=self._empty())

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        if event.rows.id == "list":
            self.attempt(self._draw_list)

    def _draw_summary(self, found: Sequence[DeadlineRow]) -> None:
        words = part(f"alleen {self._filter.words}" if self._filter.words else "", "accent")
        self.query_one("#summary", Caption).show(
            summary_words(found, self.ib.today()) if found else (), words
        )

    def _empty(self) -> list[Line]:
        if self._filter.opp and self._filter == Filter(opp=True):
            return [line("Geen termijnen van een OPP of TLV."), line(part("o toont weer alles.", "muted"))]
        if self._filter.words:
            return [
                line("Geen termijnen bij dit filter."),
                line(part("Druk op f voor een ander filter.", "muted")),
            ]
        return [
            line(part("Er lopen geen termijnen.", "strong")),
            line(part("Een OPP of aanvraag (bij een kind: r) zet ze vanzelf. n maakt er zelf een.", "muted")),
        ]

    def draw_detail(self) -> None:
        if self.is_wide:
            row = self._chosen()
            self.detail.fill(
                detail_rows(row, row.source if row else "", self.ib.today(), self.detail.room or 40)
            )
            self.detail.scroll_home(animate=False)

    # ── what is chosen ─────────────────────────────────────────────────────────
    def _chosen(self) -> DeadlineRow | None:
        return self._rows.get(self.listed.chosen)

    def _term(self) -> DeadlineRow:
        """The chosen term; `can` has seen that there is one."""
        return self._rows[self.listed.chosen]

    def can(self, command_id: str) -> bool:
        if command_id in ("open", "edit", "done", "delete", "move", "reason", "source"):
            return self._chosen() is not None
        return super().can(command_id)

    # ── commands ───────────────────────────────────────────────────────────────
    def do_open(self) -> None:
        """What set it off: the OPP, the application; else the child; else the form."""
        doing.open_term(self, self._term())

    def do_new(self) -> None:
        self._form(new_deadline_form(self.ib, self._pupil), "Termijn toegevoegd")

    def do_edit(self) -> None:
        self._form(edit_deadline_form(self.ib, self._term()), "Termijn gewijzigd")

    def do_move(self) -> None:
        doing.move_term(self, self._term())

    def do_reason(self) -> None:
        doing.give_reason(self, self._term())

    def do_done(self) -> None:
        doing.toggle_term(self, self._term())

    def do_delete(self) -> None:
        doing.bin_term(self, self._term())

    def do_source(self) -> None:
        doing.source_of(self, self._term())

    def _form(self, form: FormScreen[int], said: str) -> None:
        def kept(number: int) -> None:
            self.at = f"termijn:{number}"
            self.refresh_view()
            row = self._rows.get(self.listed.chosen)
            if row is not None and row.id == number and row.done_on is None:
                self.say(f"{said} (uiterlijk {short_date(row.due_on, self.ib.today())})")
            else:
                self.say(said)

        self.ib.open_screen(form, kept)

    # ── the filter ─────────────────────────────────────────────────────────────
    def do_only_opp(self) -> None:
        self._show(replace(self._filter, opp=not self._filter.opp))

    def do_filter(self) -> None:
        answers = [
            Answer("o", "alleen van OPP en TLV"),
            Answer("k", "van één kind"),
            Answer("s", "van één soort: wet, samenwerkingsverband …"),
            Answer("g", "wat gedaan is"),
            Answer("a", "alles wat open is"),
            Answer("t", "terug"),
        ]
        if self._pupil is not None:
            del answers[1]
        self.ib.open_screen(AskScreen("Welke termijnen wil je zien?", answers), self._filter_by)

    def _filter_by(self, answer: str) -> None:
        if answer == "k":
            names = list(dict.fromkeys(about(row) for row in self._everything))
            pick_one(self.ib, "Van welk kind?", names, lambda name: self._show(Filter(pupil=name)))
        elif answer == "s":
            kinds = [kind for kind in TermKind if any(row.kind == kind for row in self._everything)]
            pick_one(self.ib, "Welke soort?", kinds, lambda kind: self._show(Filter(kind=kind)))
        elif answer != "t":
            self._show(Filter(opp=answer == "o", done=answer == "g"))

    def _show(self, chosen: Filter) -> None:
        self._filter, before = chosen, self.listed.chosen
        self.refresh_view()
        if before not in self._rows:
            self.listed.action_edge(-1)


def _in_order(commands: Sequence[Command]) -> list[Command]:
    """First what you do with a term."""
    return sorted(commands, key=lambda item: _FIRST.index(item.id) if item.id in _FIRST else len(_FIRST))
