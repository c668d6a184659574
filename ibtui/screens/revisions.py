"""Eerdere versies: the earlier texts of minutes, what differs from the text of now, and bringing one back."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from ibtui.care.dates import short_date
from ibtui.care.difference import difference, in_words
from ibtui.care.words import MinutesStatus
from ibtui.screens.base import IbScreen
from ibtui.screens.difference_lines import Names, caption, drawn, plain
from ibtui.store import minutes, revisions
from ibtui.store.revisions import Earlier
from ibtui.widgets.frame import Caption
from ibtui.widgets.rows import Row, Rows, heading
from ibtui.widgets.text import line, part

_LIST = 46
_NAMES = Names("toen", "nu")
_EMPTY = (
    line(part("Er zijn nog geen eerdere versies.", "muted")),
    (),
    line(part("Tijdens het typen bewaart ibtui elke", "muted")),
    line(part("tien minuten een eerdere versie, en altijd", "muted")),
    line(part("als er veel tekst verdwijnt.", "muted")),
)


class RevisionsScreen(IbScreen):
    """The earlier texts of one edition and of the others of its conversation. Nothing here changes a text by itself."""

    SCREEN = "eerder"
    CSS = f"""
    RevisionsScreen #lijst {{ width: 1fr; margin-left: 1; }}
    RevisionsScreen #tekst {{ display: none; width: 1fr; margin-left: 1; }}
    RevisionsScreen #tekst Rows {{ padding: 0; }}
    RevisionsScreen.-reading #lijst {{ display: none; }}
    RevisionsScreen.-reading #tekst {{ display: block; }}
    RevisionsScreen.-wide #lijst {{ display: block; width: {_LIST}; }}
    RevisionsScreen.-wide #tekst {{ display: block; border-left: solid $panel; padding-left: 1; }}
    """

    def __init__(self, minutes_id: int, now: str, back: Callable[[str], None]) -> None:
        """`now`: the text in the editor. `back` gets the text that is brought back, after this screen has closed."""
        super().__init__()
        self._number = minutes_id
        self._now = now
        self._back = back
        self._about = ""
        self._found: dict[str, Earlier] = {}
        self._words: dict[str, str] = {}  # how each differs from now
        self._as_text = False  # else as a difference
        self._drawn: tuple[str, bool, int] | None = None

    # ── the frame ──────────────────────────────────────────────────────────────
    def heading(self) -> str:
        return f"Eerdere versies · {self._about}" if self._about else "Eerdere versies"

    def body(self) -> ComposeResult:
        with Horizontal():
            yield Rows(id="lijst")
            with Vertical(id="tekst"):
                yield Caption()
                yield Rows()

    def on_mount(self) -> None:
        self._list.focus()

    @property
    def _list(self) -> Rows:
        return self.query_one("#lijst", Rows)

    @property
    def _pane(self) -> Rows:
        return self.query_one("#tekst Rows", Rows)

    @property
    def _chosen(self) -> Earlier | None:
        return self._found.get(self._list.chosen)

    @property
    def _reading(self) -> bool:
        return self.has_class("-reading")

    def can(self, command_id: str) -> bool:
        if command_id in ("open", "difference", "bring_back"):
            return self._chosen is not None
        return super().can(command_id)

    # ── showing ────────────────────────────────────────────────────────────────
    def reload(self) -> None:
        """The list; each text is read once, to say how it differs from now."""
        row = minutes.load(self._number)
        self._about = " · ".join(word for word in (row.kind.capitalize(), row.about) if word)
        found = revisions.earlier(self._number)
        self._found = {_key(item): item for item in found}
        for key, item in self._found.items():
            if key not in self._words or item.aside:  # what is kept aside can be renewed
                self._words[key] = in_words(revisions.text_of(item), self._now)
        rows: list[Row] = []
        edition = row.edition
        for item in found:
            if item.edition != edition:
                edition = item.edition
                words = line(part(f"Versie {edition} van dit verslag", "strong"))
                rows.append(heading((), words) if rows else heading(words))
            rows.append(self._row(item))
        self._list.fill(rows, empty=_EMPTY)
        self._drawn = None
        self._draw()

    def _row(self, item: Earlier) -> Row:
        words = self._words[_key(item)]
        same = "gelijk aan de tekst van nu" if words == "gelijk" else words
        aside = part("apart bewaard · ", "warn") if item.aside else part("")
        return Row(
            _key(item),
            (
                line(part(self._when(item), "strong"), part(_by(item), "muted")),
                line(aside, part(same, "muted")),
            ),
        )

    def _when(self, item: Earlier) -> str:
        return f"{short_date(item.saved_at.date(), self.ib.today())} {item.saved_at:%H:%M}"

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Another version: its text beside the list."""
        event.stop()
        if event.rows is self._list:
            self.attempt(self._draw)

    def on_resize(self) -> None:
        """Another width: other lines."""
        self.call_after_refresh(lambda: self.attempt(self._draw))

    def _draw(self) -> None:
        """What is chosen, as a text or as what differs from now."""
        item, width = self._chosen, self._pane.room
        if not self.query_one("#tekst").display or width < 10:
            return
        shown = (_key(item) if item else "", self._as_text, width)
        if shown == self._drawn:
            return
        self._drawn = shown
        if item is None:
            self._pane.fill([])
            self.query_one(Caption).show(())
            return
        text, words = revisions.text_of(item), self._words[_key(item)]
        if self._as_text or words == "gelijk":
            same = "Gelijk aan de tekst van nu" if words == "gelijk" else f"De tekst van {self._when(item)}"
            self.query_one(Caption).show(line("  ", part(same, "strong")))
            rows = plain(text, width)
        else:
            self.query_one(Caption).show(caption(_NAMES, width), part(words, "muted"))
            rows = drawn(difference(text, self._now), _NAMES, width)
        self._pane.fill(rows, at=next((row.id for row in rows if row.id), ""))
        self._pane.scroll_home(animate=False)

    # ── commands ───────────────────────────────────────────────────────────────
    def do_open(self) -> None:
        """To the text: to go through it with the arrows."""
        self.add_class("-reading")
        self._pane.focus()
        self.call_after_refresh(lambda: self.attempt(self._draw))

    def do_difference(self) -> None:
        """The text itself, or only what differs from now."""
        self._as_text = not self._as_text
        if not self._reading and not self.has_class("-wide"):
            self.do_open()
        else:
            self._draw()

    def do_bring_back(self) -> None:
        """The chosen text into the editor; the text of now becomes an earlier version."""
        item = self._chosen
        if item is None:
            return
        if revisions.text_of(item) == self._now:
            self.say("Dit is precies de tekst van nu.", "warn")
            return
        text = revisions.bring_back(self._number, item, self._now)
        self.app.pop_screen()
        self._back(text)

    def do_back(self) -> None:
        """From the text to the list, and from there to the editor."""
        if self._reading:
            self.remove_class("-reading")
            self._list.focus()
        else:
            self.app.pop_screen()


def _key(item: Earlier) -> str:
    return f"versie:{item.minutes_id}" if item.revision_id is None else f"eerder:{item.revision_id}"


def _by(item: Earlier) -> str:
    """By whom it was saved; of an edition what it is."""
    if item.revision_id is None:
        return f"  {item.status}" if item.status != MinutesStatus.DRAFT else "  concept"
    return f"  door {item.who}" if item.who else ""
