"""The screen before a document: who gets it, what goes along, and what the check found. `w` makes it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Container
from textual.screen import Screen

from ibtui import export
from ibtui.care.findings import Finding
from ibtui.care.minutes import ParsedMinutes, parse
from ibtui.care.privacy import RULES
from ibtui.care.recipients import LEGAL_GROUNDS, Asks, Obligation
from ibtui.commands import Command
from ibtui.errors import IbtuiError
from ibtui.export import Examined, Wish
from ibtui.screens import export_changes, export_lines, export_memory, export_pane
from ibtui.screens.base import IbScreen
from ibtui.screens.export_items import Item, Shown
from ibtui.screens.export_jump import to_talk, to_text
from ibtui.screens.export_making import Making
from ibtui.screens.export_reason import ReasonScreen
from ibtui.screens.forms.paper import password_form
from ibtui.screens.host import Result
from ibtui.screens.minutes import MinutesScreen
from ibtui.store import minutes
from ibtui.store.database import StoreFault, explain
from ibtui.store.minutes import MinutesText
from ibtui.widgets.fields import Option, PickSource
from ibtui.widgets.frame import KeyBar, TopLine
from ibtui.widgets.picker import PickScreen
from ibtui.widgets.rows import Rows, heading
from ibtui.widgets.text import line, part, wrap

_IN_FILE = "Dit staat in het bestand zelf, niet in de tekst. Kijk naar het Word-sjabloon: ibtui sjabloon."


class ExportScreen(IbScreen):
    """One paper of one text. Every change of the wish is examined at once; nothing is written before `w`."""

    SCREEN = "word"
    CSS = """
    ExportScreen Container { layout: vertical; height: 1fr; }
    ExportScreen #lijst { margin-left: 1; }
    ExportScreen #uitleg { height: 6; padding: 0 1; border-top: solid $panel; }
    ExportScreen.-wide Container { layout: horizontal; }
    ExportScreen.-wide #lijst { width: 74; }
    ExportScreen.-wide #uitleg { height: 1fr; width: 1fr; border-top: none; border-left: solid $panel; }
    """

    def __init__(self, wish: Wish) -> None:
        super().__init__()
        self.wish = wish
        self.shown: Shown | None = None
        """What was examined last; None when the paper can't be made (any more), and then nothing is written."""
        self.in_file: tuple[Finding, ...] = ()
        """What was found in the finished document itself."""
        self._row: MinutesText
        self._parsed: ParsedMinutes
        self._making = Making(self)
        self._asked = False  # a question of its own stands over it
        self._editor: MinutesScreen | None = None  # opened from here, to mend a line

    # ── drawing ────────────────────────────────────────────────────────────────
    def mends(self, screen: IbScreen) -> bool:
        """Whether this editor was opened from here to mend a line."""
        return self._editor is screen

    def heading(self) -> str:
        if self.shown is None:
            return "Naar Word"
        return export_lines.title(self.shown.examined, self.ib.today())

    def body(self) -> ComposeResult:
        with Container():
            yield Rows(id="lijst")
            side = Rows(id="uitleg")
            side.can_focus = False
            yield side

    @property
    def _list(self) -> Rows:
        return self.query_one("#lijst", Rows)

    @property
    def _item(self) -> Item | None:
        return self.shown.item(self._list.chosen) if self.shown else None

    def reload(self) -> None:
        if self._editor is not None and self._editor.keeper is not None:
            self.wish = replace(self.wish, minutes_id=self._editor.number)  # mended in a newer edition
        if self.is_current:
            self._editor = None
        self._examine(at="" if self.shown else None)

    def _examine(self, at: str | None = "") -> None:
        """Look through the wish, and show it. `at`: the row for the cursor, None for the first that is left to do."""
        try:
            self._row = minutes.load(self.wish.minutes_id)
            self._parsed = parse(self._row.text, self._row.day, self._row.working_days)
            shown = self.shown = Shown(export.examine(self.wish, self.ib.home), self.in_file)
        except (IbtuiError, StoreFault) as error:
            self._show_refused(str(explain(error)))
            raise
        export_memory.keep(self.ib.home.database, self.wish)
        self._draw(shown.next_open() if at is None else at)
        self.query_one(KeyBar).offer(self.available())
        edition = f" v{self._row.edition}" if self._row.edition > 1 else ""
        self.query_one(TopLine).note = f"{self._row.status}{edition}"

    def _show_refused(self, words: str) -> None:
        """What can't be made any more isn't shown either, and `w` has nothing to write."""
        self.shown = None
        self._list.fill([heading(*(line(part(text, "late")) for text in wrap(words, self._list.room or 74)))])
        self.query_one("#uitleg", Rows).fill([])
        self.query_one(KeyBar).offer(self.available())
        self.query_one(TopLine).note = ""

    def _draw(self, at: str = "") -> None:
        if self.shown is not None and self.is_whole():
            self._list.fill(export_lines.rows(self.shown, self._list.room or 74), at=at)
            self._explain()

    def on_resize(self) -> None:
        """Another width: other columns. Nothing else has changed."""
        self.call_after_refresh(self._draw)

    def on_screen_resume(self) -> None:
        """Check again, unless it was only a question that stood over it."""
        if not self._asked:
            super().on_screen_resume()
        self._asked = False

    def ask(self, screen: Screen[Result | None], then: Callable[[Result], None]) -> None:
        self._asked = True
        self.ib.open_screen(screen, then)

    def _explain(self) -> None:
        pane = self.query_one("#uitleg", Rows)
        if self.shown is not None and pane.room:
            tall = self.has_class("-wide")
            pane.fill(export_pane.about(self._item, self.shown, self._parsed, pane.room, tall=tall))
            pane.scroll_home(animate=False)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        event.stop()
        if event.rows is self._list:
            self._explain()

    def on_rows_opened(self, event: Rows.Opened) -> None:
        event.prevent_default()
        event.stop()
        if event.rows is self._list:
            self.action_run("to_line")

    # ── what can be done ───────────────────────────────────────────────────────
    def available(self) -> list[Command]:
        """The keys that mean something for this paper."""
        shown = self.shown
        unused: set[str] = set()
        if shown is not None and not shown.findings:
            unused |= {"let_all_through"}
            unused |= set() if shown.examined.obligations else {"let_through", "to_line"}
        if shown is not None and not (shown.people or shown.points or shown.findings):
            unused.add("tick")
        return [item for item in super().available() if item.id not in unused]

    def can(self, command_id: str) -> bool:
        what = self._item.what if self._item else None
        if command_id in ("to_line", "tick"):
            return what is not None
        if command_id == "let_through":
            return isinstance(what, Finding | Obligation)
        if command_id == "let_all_through":
            return bool(self.shown and self.shown.only_ask)
        return super().can(command_id)

    def _wish(self, wish: Wish, at: str | None = "") -> None:
        """Go on with another wish; one that can't be examined is dropped."""
        before, self.wish = self.wish, wish
        if not self.attempt(lambda: self._examine(at)):
            self.wish = before
            with suppress(IbtuiError, StoreFault):  # said already
                self._examine("")

    # ── to whom, and what goes along ───────────────────────────────────────────
    def do_tick(self) -> None:
        item, shown = self._item, self.shown
        if item is None or shown is None:
            return
        wish = export_changes.ticked(item, shown)
        if wish is not None:
            self._wish(wish, item.id)
        elif isinstance(item.what, Obligation) and item.what.asks is Asks.CHOICE:
            self.say(item.what.hint, "warn")
        else:
            self.say("Met d schrijf je op waarom het zo mag.", "warn")

    def do_let_through(self) -> None:
        what = self._item.what if self._item else None
        if isinstance(what, Obligation):
            self._settle(what)
        elif isinstance(what, Finding) and what.fixed:
            self.say("Dit mag nooit mee. Verbeter de regel: druk op Enter.", "warn")
        elif isinstance(what, Finding):
            words = f"{RULES[what.rule].name.capitalize()}: “{what.text}”"
            asks = ReasonScreen(words, "Waarom mag dit blijven staan?", self.wish.passed.get(what.key, ""))
            self.ask(asks, lambda why: self._pass([what], why))

    def do_let_all_through(self) -> None:
        asking = self.shown.only_ask if self.shown else ()
        many = f"{len(asking)} vragen iets" if len(asking) > 1 else "1 vraagt iets"
        asks = ReasonScreen(f"Controle: {many}", "Waarom mag dit allemaal blijven staan?")
        self.ask(asks, lambda why: self._pass(asking, why))

    def _pass(self, findings: Sequence[Finding], why: str) -> None:
        self._wish(export_changes.passed(self.wish, findings, why), self._next())

    def _next(self) -> str | None:
        """Where the cursor goes when the chosen row is done with: to the next that is left to do."""
        shown, here = self.shown, self._list.chosen
        after = shown.next_open(here) if shown else ""
        return after if after != here else ""

    def _settle(self, duty: Obligation) -> None:
        """Answer what must be settled about who gets it."""
        if duty.asks is Asks.REASON:
            asks = ReasonScreen(duty.text, duty.hint, duty.answer)
            self.ask(asks, lambda why: self._settled(duty, why))
        elif duty.asks is Asks.GROUND:
            words = list(LEGAL_GROUNDS)
            options = [Option(number, LEGAL_GROUNDS[word]) for number, word in enumerate(words)]
            picker = PickScreen("Op welke grond mag het zonder toestemming?", PickSource(lambda: options))
            self.ask(picker, lambda ids: self._wish(replace(self.wish, ground=words[ids[0]])))
        else:
            self.say(duty.hint, "warn")

    def _settled(self, duty: Obligation, why: str) -> None:
        self._wish(export_changes.settled(self.wish, duty, why), self._next())

    # ── to the text ────────────────────────────────────────────────────────────
    def do_to_line(self) -> None:
        what = self._item.what if self._item else None
        if isinstance(what, Obligation):
            self._settle(what)
        elif not isinstance(what, Finding):
            self.do_tick()
        elif what in self.in_file:
            self.say(_IN_FILE, "warn")
        elif what.line:
            self._editor = to_text(self, what, self.wish)
        else:
            to_talk(self, what, self._row.conversation_id)

    # ── the document ───────────────────────────────────────────────────────────
    def _seen(self) -> Examined | None:
        """What stands there; when that is nothing, try again: it says why, or is shown to be looked at first."""
        if self.shown is None:
            self.refresh_view()
            return None
        return self.shown.examined

    def do_preview(self) -> None:
        if self._seen() is not None:
            self._making.preview()

    def do_write_paper(self) -> None:
        seen = self._seen()
        if seen is not None:
            self._making.write(seen)

    def do_write_locked(self) -> None:
        seen = self._seen()
        if seen is not None and self.is_ready():
            self.ask(password_form(self.ib), lambda password: self._making.write(seen, password))

    def is_ready(self) -> bool:
        """Whether all in it is settled; else say what is left."""
        ready = self.shown is not None and self.shown.examined.ready
        if not ready:
            self.say_left()
        return ready

    def say_left(self) -> None:
        """What is left to do, with the cursor on the first of it."""
        if self.shown is not None:
            self._list.choose(self.shown.next_open())
            self.say(self.shown.left(), "warn")
