"""The editor and its keeper: when to save, and what the top line says of it.

`bewaard` stands there only while the store has every letter on the screen. From the letter that it hasn't,
until it has, the word is `bewaart`: one letter, so that nothing flickers while somebody types.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.timer import Timer

from ibtui.screens.editor_keeper import Keeper
from ibtui.screens.editor_words import moment
from ibtui.store.minutes import MinutesText
from ibtui.widgets.frame import KeyBar, TopLine

if TYPE_CHECKING:
    from ibtui.screens.minutes import MinutesScreen


class Kept(Message):
    """The keeper's thread has saved, or couldn't, or heard of another session."""


class Saving:
    """Sees to it that what is typed is soon kept, and says so."""

    SOON: ClassVar[float] = 0.03
    """Seconds from a keystroke to its save, so that even a quick typist sees each letter kept before the next."""
    RETRY: ClassVar[float] = 2.0
    """Seconds between attempts when saving fails."""
    PATIENCE: ClassVar[int] = 800
    """Milliseconds to wait for another session's lock when leaving."""

    def __init__(self, editor: MinutesScreen) -> None:
        self._editor = editor
        self._coming: Timer | None = None
        self._dirty = False
        self._failed = False  # whether the user was told that saving fails
        self.keeper: Keeper | None = None

    def take(self, row: MinutesText) -> None:
        """From now on this is the edition, and its text the one that the store has."""
        if self.keeper is not None:
            self.keeper.close()
        self.keeper = Keeper(row, self._tell)
        self._dirty = False
        self._stop_waiting()

    def _tell(self) -> None:
        """Called by the keeper's thread."""
        self._editor.post_message(Kept())

    def edited(self) -> None:
        """Something was typed: the top line says so with the letter itself, and it is saved in a moment."""
        if not self._editor.is_draft:
            return
        if not self._dirty:
            self._dirty = True
            self.show()
        if self._coming is None:
            self._wait(self.SOON)

    def _wait(self, seconds: float) -> None:
        self._stop_waiting()
        self._coming = self._editor.set_timer(seconds, self._offer)

    def _stop_waiting(self) -> None:
        if self._coming is not None:
            self._coming.stop()
            self._coming = None

    def _offer(self) -> None:
        self._coming = None
        if self.keeper is not None:
            area = self._editor.area
            self.keeper.offer(area.text, area.edits)

    def kept(self) -> None:
        """The thread has news."""
        keeper = self.keeper
        if keeper is None:
            return
        if keeper.fault is not None:
            raise keeper.fault
        if keeper.trouble is None:
            self._dirty = self._editor.area.edits != keeper.saved_edits
        self._say(keeper)
        self.show()

    def flush(self, patience: int | None = None) -> bool:
        """Whether the store has the text now. On failure the screen says so, and tries again by itself."""
        keeper = self.keeper
        if keeper is None or not (self._dirty or keeper.trouble):
            return True
        text = self._editor.area.text
        if keeper.save(text, self.PATIENCE if patience is None else patience):
            self._dirty = False
            self._stop_waiting()
            keeper.read(text)
        self._say(keeper)
        self.show()
        return not self._dirty

    def _say(self, keeper: Keeper) -> None:
        """What went wrong, once; and that it's right again."""
        bar, failed_before = self._editor.query_one(KeyBar), self._failed
        self._failed = keeper.trouble is not None
        if keeper.trouble is None:
            if failed_before:
                self._editor.say("Alles is weer bewaard.")
            return
        self._dirty = True
        if keeper.divided:  # no question now: the next letter that is typed would be its answer
            self._editor.say("Ook een andere sessie schreef hieraan. Esc laat je kiezen.", "warn")
        else:
            words = f"{keeper.trouble.title}. ibtui probeert het steeds opnieuw."
            # A later try doesn't take the place of what is being said about something else.
            if not failed_before or bar.message in ("", words):
                self._editor.say(words, "late")
        self._wait(self.RETRY)

    def settle(self) -> None:
        """The user chose between two texts: there is nothing left to save."""
        self._dirty = self._failed = False
        self._stop_waiting()
        self.show()

    def show(self) -> None:
        """Say on the top line how it stands."""
        top, keeper, today = self._editor.query_one(TopLine), self.keeper, self._editor.ib.today()
        if keeper is None:
            return
        if keeper.trouble is not None:
            kept = keeper.divided and keeper.is_kept(self._editor.area.text)
            top.note, top.note_look = "! APART BEWAARD" if kept else "! NIET BEWAARD", "late"
        elif self._editor.is_draft:
            word = "bewaart" if self._dirty else "bewaard"
            top.note, top.note_look = f"{word} {moment(keeper.saved_at, today)}", "muted"
        else:
            top.note, top.note_look = f"✓ {keeper.row.status}", "good"

    def end(self) -> None:
        """The editor closes: save what isn't, and let the thread go."""
        keeper, area = self.keeper, self._editor.area
        if keeper is None:
            return
        self._stop_waiting()
        if self._dirty and not keeper.is_kept(area.text):
            keeper.save(area.text, self.PATIENCE)
        keeper.close()
        keeper.rest()
