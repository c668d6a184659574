"""The editor and its keeper: when to save, and what the top line says of it.

`bewaard` stands there only while the store has every letter on the screen. From the first letter on the word is
`bewaart`, until all is kept and no key came for a moment: a word that changes at every key costs a slow line more than
the letter itself.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.timer import Timer

from ibtui.errors import BadText, Conflict, Frozen, IbtuiError, Missing
from ibtui.screens.editor_keeper import Keeper
from ibtui.screens.editor_words import moment
from ibtui.store.minutes import MinutesText
from ibtui.widgets.frame import KeyBar, TopLine
from ibtui.widgets.text import Look

if TYPE_CHECKING:
    from ibtui.screens.minutes import MinutesScreen


class Kept(Message):
    """The keeper's thread has saved, or couldn't."""


class Saving:
    """Sees to it that what is typed is soon kept, and says so."""

    RETRY: ClassVar[float] = 2.0
    """Seconds between attempts when saving fails."""
    PATIENCE: ClassVar[int] = 800
    """Milliseconds to wait for another session's lock when leaving."""
    CALM: ClassVar[float] = 0.4
    """Seconds without a letter before the top line may say that all is kept."""

    def __init__(self, editor: MinutesScreen) -> None:
        self._editor = editor
        self._coming: Timer | None = None
        self._calming: Timer | None = None
        self._typed_at = float("-inf")  # when the last letter came
        self._shown = ("", "")
        self._told = ""  # why saving fails, as it was last said
        self._failed = False  # whether the user was told that saving fails
        self.keeper: Keeper | None = None

    def take(self, row: MinutesText) -> None:
        """From now on this is the edition, and its text the one that the store has."""
        if self.keeper is not None:
            self.keeper.close()
        self.keeper = Keeper(row, self._tell, self._editor.area.edits)
        self._stop_waiting()

    def _tell(self) -> None:
        """Called by the keeper's thread."""
        self._editor.post_message(Kept())

    @property
    def _dirty(self) -> bool:
        """Whether the screen has something that the store hasn't."""
        keeper = self.keeper
        return keeper is not None and (
            keeper.trouble is not None or keeper.saved_edits != self._editor.area.edits
        )

    def edited(self) -> None:
        """Something was typed: the top line says so with the letter itself, and the thread saves it."""
        keeper, area = self.keeper, self._editor.area
        if keeper is None or not self._editor.is_draft:
            return
        self._typed_at = time.monotonic()
        self._wait_for_calm()
        self.show()
        if self._coming is None:  # else it's tried again in a moment
            keeper.offer(area.text, area.edits)

    @property
    def _typing(self) -> bool:
        """Whether the next letter is likely to come now."""
        return time.monotonic() < self._typed_at + self.CALM

    def _wait_for_calm(self) -> None:
        """One timer at a time: a new one for each key would cost more than the word."""
        if self._calming is None:
            left = max(self._typed_at + self.CALM - time.monotonic(), 0.01)
            self._calming = self._editor.set_timer(left, self._is_it_calm)

    def _is_it_calm(self) -> None:
        self._calming = None
        if self._typing:
            self._wait_for_calm()
        else:
            self.show()

    def _try_again(self) -> None:
        self._coming = None
        if self.keeper is not None:
            self.keeper.offer(self._editor.area.text, self._editor.area.edits)

    def _stop_waiting(self) -> None:
        if self._coming is not None:
            self._coming.stop()
            self._coming = None

    def kept(self) -> None:
        """The thread has news."""
        keeper = self.keeper
        if keeper is None:
            return
        if keeper.fault is not None:
            raise keeper.fault
        self._say(keeper)
        self.show()

    def flush(self) -> bool:
        """Whether the store has the text now. On failure the screen says so, and tries again by itself."""
        keeper = self.keeper
        if keeper is None or not self._dirty:
            return True
        text = self._editor.area.text
        if keeper.save(text, self._editor.area.edits, self.PATIENCE):
            self._stop_waiting()
            keeper.read(text)
        self._say(keeper)
        self._typed_at = float("-inf")  # who leaves, or asks for it, types no more
        self.show()
        return not self._dirty

    def _say(self, keeper: Keeper) -> None:
        """What went wrong, once; and that it's right again."""
        failed_before = self._failed
        self._failed = keeper.trouble is not None
        if keeper.trouble is None:
            if failed_before:
                self._stop_waiting()
                self._editor.say("Alles is weer bewaard.")
            return
        words, look = _words(keeper.trouble)
        # A later try doesn't take the place of what is being said about something else.
        if not failed_before or self._editor.query_one(KeyBar).message in ("", self._told):
            self._editor.say(words, look)
            self._told = words
        self._stop_waiting()
        self._coming = self._editor.set_timer(self.RETRY, self._try_again)

    def settle(self) -> None:
        """The user chose between two texts: there is nothing left to save."""
        self._failed = False
        self._stop_waiting()
        self.show()

    def show(self) -> None:
        """Say on the top line how it stands."""
        state = self._state()
        if state is not None and state != self._shown:
            self._shown = state
            top = self._editor.query_one(TopLine)
            top.note, top.note_look = state

    def _state(self) -> tuple[str, Look] | None:
        keeper = self.keeper
        if keeper is None:
            return None
        if keeper.trouble is not None:
            kept = keeper.divided and keeper.is_kept(self._editor.area.text)
            return ("! APART BEWAARD" if kept else "! NIET BEWAARD"), "late"
        if not self._editor.is_draft:
            return f"✓ {keeper.row.status}", "good"
        word = "bewaart" if self._dirty or self._typing else "bewaard"
        return f"{word} {moment(keeper.saved_at, self._editor.ib.today())}", "muted"

    def put_down(self) -> None:
        """The store is about to be closed: no thread, no further tries until it's open again."""
        self._stop_waiting()
        if self.keeper is not None:
            self.keeper.put_down()

    def take_up(self) -> None:
        """The store is open again: what it hasn't yet is offered once more."""
        if self.keeper is not None:
            self.keeper.take_up()
            if self._dirty and self._editor.is_draft:
                self.edited()

    def end(self) -> None:
        """The editor closes: save what isn't, and let the thread go."""
        keeper, area = self.keeper, self._editor.area
        if keeper is None:
            return
        self._stop_waiting()
        if self._editor.is_draft and not keeper.is_kept(area.text):
            keeper.save(area.text, area.edits, self.PATIENCE)
        keeper.close()
        keeper.rest()


def _words(trouble: IbtuiError) -> tuple[str, Look]:
    """What to say of a save that failed."""
    if isinstance(trouble, Frozen):
        return "Een andere sessie heeft dit verslag vastgesteld. Esc laat je kiezen.", "warn"
    if isinstance(trouble, Conflict):  # no question now: the next letter that is typed would be its answer
        return "Ook een andere sessie schreef hieraan. Esc laat je kiezen.", "warn"
    if isinstance(trouble, (BadText, Missing)):  # trying again won't help
        return str(trouble), "late"
    return f"{trouble.title}. ibtui probeert het steeds opnieuw.", "late"
