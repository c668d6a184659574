"""`3`: the agencies (instanties). Beside the list, on a wide screen, the chosen agency whole."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ibtui.care.text import fold
from ibtui.screens.agency_lines import agency_row, card_rows, summary_words
from ibtui.screens.choosing import ask_word, pick_one
from ibtui.screens.concern_lines import as_pane
from ibtui.screens.forms.agency import edit_agency_form, new_agency_form
from ibtui.screens.listing import ListScreen
from ibtui.store import agencies
from ibtui.store.agencies import AgencyRow
from ibtui.values import dataclass
from ibtui.widgets.dialog import Answer, AskScreen
from ibtui.widgets.frame import Caption
from ibtui.widgets.text import Line, line, part


@dataclass(frozen=True, slots=True)
class Filter:
    """What the list leaves out, and how that is said."""

    words: str = ""
    kind: str = ""
    region: str = ""
    running: bool = False
    text: str = ""

    def fits(self, row: AgencyRow) -> bool:
        """Whether the list shows this agency; `text` was seen to by the store."""
        return (
            (not self.kind or fold(row.kind) == fold(self.kind))
            and (not self.region or fold(row.region) == fold(self.region))
            and (not self.running or row.running > 0)
        )


_EVERYTHING = Filter()


class AgenciesScreen(ListScreen):
    """Key 3. All agencies by name, or what `f` chose."""

    SCREEN = "instanties"
    DEFAULT_CSS = "AgenciesScreen #detail { width: 56; }"
    SUMMED = True

    def __init__(self) -> None:
        super().__init__()
        self._rows: dict[str, AgencyRow] = {}
        self._filter = _EVERYTHING

    # ── drawing ────────────────────────────────────────────────────────────────
    def heading(self) -> str:
        return f"{self.ib.school.name} · instanties"

    def reload(self) -> None:
        """One question to the store for the list, and one for the agency beside it."""
        chosen, today = self._filter, self.ib.today()
        found = [row for row in agencies.agencies(self.ib.school.id, chosen.text) if chosen.fits(row)]
        self._rows = {f"instantie:{row.id}": row for row in found}
        width = (self.listed.size.width or 76) - 4
        words = part("laatst gesproken" if found else "", "muted")
        if chosen.words:
            words = part(f"f filter: {chosen.words}", "accent")
        self.query_one("#summary", Caption).show(line("  ", *summary_words(found)) if found else (), words)
        self.put([agency_row(row, today, width) for row in found], empty=self._empty())

    def _empty(self) -> list[Line]:
        if self._filter.words:
            return [
                line("Geen instanties bij dit filter."),
                line(part("Druk op f voor een ander filter.", "muted")),
            ]
        return [
            line(part("Er staan nog geen instanties.", "strong")),
            line(part("Druk op n, bijvoorbeeld voor de GGD of het samenwerkingsverband.", "muted")),
        ]

    def draw_detail(self) -> None:
        """The chosen agency whole, on a wide screen."""
        box, row = self.detail, self._chosen()
        if not self.is_wide:
            return
        if row is None:
            box.fill([])
            return
        card = agencies.agency_card(row.id, self.ib.today())
        box.fill(as_pane(card_rows(card, self.ib.today(), (box.size.width or 56) - 4, pane=True)))
        box.scroll_home(animate=False)

    # ── commands ───────────────────────────────────────────────────────────────
    def _chosen(self) -> AgencyRow | None:
        return self._rows.get(self.listed.chosen)

    def can(self, command_id: str) -> bool:
        if command_id in ("open", "edit", "delete"):
            return self._chosen() is not None
        return super().can(command_id)

    def do_new(self) -> None:
        self.ib.open_screen(new_agency_form(self.ib), self._added)

    def _added(self, agency_id: int) -> None:
        self.at = f"instantie:{agency_id}"
        self._done("Instantie toegevoegd. Enter opent haar; daar voegt p mensen toe.")

    def do_open(self) -> None:
        if (row := self._chosen()) is not None:
            self.ib.show("instantie", row.id)

    def do_edit(self) -> None:
        if (row := self._chosen()) is not None:
            form = edit_agency_form(self.ib, row)
            self.ib.open_screen(form, lambda _id: self._done("Instantie gewijzigd"))

    def do_delete(self) -> None:
        if (row := self._chosen()) is not None:
            self.change(lambda: agencies.bin_agency(row.id), "Instantie weggedaan. Met u haal je haar terug.")

    def _done(self, said: str) -> None:
        self.refresh_view()
        self.say(said)

    # ── the filter ─────────────────────────────────────────────────────────────
    def do_filter(self) -> None:
        answers = [
            Answer("a", "alle instanties"),
            Answer("l", "waar een verwijzing loopt"),
            Answer("s", "één soort"),
            Answer("r", "één regio"),
            Answer("w", "met een woord in naam, soort of regio"),
            Answer("t", "terug"),
        ]
        self.ib.open_screen(AskScreen("Wat wil je zien?", answers), self._filter_by)

    def _filter_by(self, answer: str) -> None:
        if answer == "a":
            self._show(_EVERYTHING)
        elif answer == "l":
            self._show(Filter("verwijzing loopt", running=True))
        elif answer == "s":
            self._pick(
                "Welke soort?", [row.kind for row in self._all()], lambda word: Filter(word, kind=word)
            )
        elif answer == "r":
            self._pick(
                "Welke regio?", [row.region for row in self._all()], lambda word: Filter(word, region=word)
            )
        elif answer == "w":
            ask_word(self.ib, "Zoeken in de instanties", self._filter.text,
                     lambda word: self._show(Filter(f"“{word}”", text=word)))  # fmt: skip

    def _all(self) -> list[AgencyRow]:
        return agencies.agencies(self.ib.school.id)

    def _pick(self, title: str, words: Sequence[str], chosen: Callable[[str], Filter]) -> None:
        known = {fold(word): word for word in words if word}
        if known:
            names = [known[key] for key in sorted(known)]
            pick_one(self.ib, title, names, lambda word: self._show(chosen(word)))
        else:
            self.say("Dat is bij geen instantie ingevuld. Met e vul je het in.", "warn")

    def _show(self, chosen: Filter) -> None:
        self._filter = chosen
        self.refresh_view()
