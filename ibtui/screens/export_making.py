"""The document of the export screen on its way: one at a time, and only of what was seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ibtui.export import AGAIN, Built, Examined, changed
from ibtui.lying import place
from ibtui.screens import export_doing
from ibtui.screens.export_jump import tell, tell_soon
from ibtui.screens.export_preview import PreviewScreen, width_in
from ibtui.widgets.frame import KeyBar

if TYPE_CHECKING:
    from ibtui.documents.pages import Page
    from ibtui.screens.export_screen import ExportScreen

_BUSY = "Het Word-document wordt al gemaakt. Een ogenblik."


class Making:
    """Has the document made in a thread, and tells the screen what came of it."""

    def __init__(self, screen: ExportScreen) -> None:
        self._screen = screen
        self._busy = False

    # ── starting ───────────────────────────────────────────────────────────────
    def preview(self) -> None:
        """The paper as text, page by page."""
        screen = self._screen
        if screen.shown is not None and self._may_start():
            screen.say("Het voorbeeld wordt gemaakt …")
            export_doing.preview(screen.app, screen.shown.examined, self, width_in(screen.app.size.width))

    def write(self, seen: Examined, password: str = "") -> None:
        """The document itself, when what was `seen` is still what would be written, and all is settled."""
        screen = self._screen
        screen.refresh_view()  # since then another session may have changed the text, or who may read it
        if screen.shown is None:  # it was said why
            return
        words = changed(seen, screen.shown.examined)
        if words:
            screen.say(f"{words}. {AGAIN}", "warn")
        elif screen.is_ready() and self._may_start():
            screen.say("Het Word-document wordt gemaakt …")
            export_doing.write(screen.app, screen.shown.examined, self, password)

    def _may_start(self) -> bool:
        """One document at a time."""
        if self._busy:
            self._screen.say(_BUSY, "warn")
            return False
        self._busy = True
        return True

    # ── what came of it (export_doing.Waits) ───────────────────────────────────
    def previewed(self, built: Built, pages: tuple[Page, ...]) -> None:
        """The paper as text is there."""
        self._found_in_file(built)
        screen = self._screen
        if screen.is_current:
            screen.query_one(KeyBar).clear()
            title = f"Voorbeeld · {screen.heading()}"
            screen.ask(PreviewScreen(title, pages), lambda _key: self.write(built.examined))

    def not_ready(self, built: Built) -> None:
        """Something was found in the finished document; nothing was written."""
        self._found_in_file(built)
        if self._screen.is_current:
            self._screen.say_left()

    def _found_in_file(self, built: Built) -> None:
        self._busy = False
        self._screen.in_file = built.findings
        if self._screen.is_current:
            self._screen.refresh_view()

    def written(self, built: Built, path: Path) -> None:
        """The document stands in its folder and in the log: the screen is done."""
        self._busy = False
        if self._screen.is_current:
            self._screen.app.pop_screen()
        said = f"{path.name} staat in {place(path.parent)}"  # the name first: a long folder may be cut
        problem = built.style_problem
        tell_soon(self._screen, f"{said}. {problem}" if problem else said, "warn" if problem else "good")

    def failed(self, words: str) -> None:
        """It couldn't be made; nothing is left behind. What is shown may be what is the matter: check again."""
        self._busy = False
        if self._screen.is_current:
            self._screen.refresh_view()
        tell(self._screen, words, "late")
