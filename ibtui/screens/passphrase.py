"""A screen that asks the passphrase: at the door of a school, and when ibtui was locked."""

from __future__ import annotations

from typing import ClassVar, Generic, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import Screen, ScreenResultType
from textual.widgets import Static

from ibtui.errors import BadInput, WrongPassphrase
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import tries
from ibtui.store.database import explain
from ibtui.widgets.frame import KeyHints
from ibtui.widgets.passphrase import PassphraseField
from ibtui.widgets.text import content

Found = TypeVar("Found")

_WRONG = "Dit wachtwoord past niet."


class PassphraseScreen(Screen[ScreenResultType], Generic[ScreenResultType, Found]):
    """Tries what is typed beside the screen, as that takes a moment on purpose; after a wrong one it makes wait."""

    NAME: ClassVar[str] = "ibtui"
    BUSY: ClassVar[str] = "Even wachten…"
    DEFAULT_CSS = """
    PassphraseScreen { align: center middle; background: $background; }
    PassphraseScreen > Vertical { width: 60; max-width: 96%; height: auto; }
    PassphraseScreen Static { height: auto; }
    PassphraseScreen .name { text-style: bold; margin-bottom: 1; }
    PassphraseScreen .said { color: $text-muted; margin-top: 1; min-height: 3; }
    PassphraseScreen .said.-wrong { color: $error; }
    """

    def __init__(self, home: Home, asks: str, hint: str, keys: tuple[tuple[str, str], ...]) -> None:
        """`asks` stands above the field, `hint` under it; `keys` are what the key bar says."""
        super().__init__()
        self._school_home = home
        self._asks = asks
        self._hint = hint
        self._keys = keys
        self._busy = False

    # ── what a subclass fills in ───────────────────────────────────────────────
    def try_it(self, typed: Secret) -> Found:
        """In a thread. Raises `WrongPassphrase`, `BadInput`, or what is the matter with the school's files."""
        raise NotImplementedError

    def done(self, found: Found) -> str:
        """The passphrase is right: go on. "" when that went well, else what is wrong."""
        raise NotImplementedError

    def why_not(self, error: Exception) -> str:
        """The words for a fault that isn't about what was typed."""
        return str(explain(error))

    def also(self) -> str:
        """In a thread. One sentence more after a wrong one: why the right one may be another than she thinks."""
        return ""

    # ── the frame ──────────────────────────────────────────────────────────────
    def compose(self) -> ComposeResult:
        with Vertical():
            yield Static(content(self.NAME), classes="name")
            yield Static(content(self._asks))
            yield PassphraseField()
            yield Static(content(self._hint), classes="said")
        yield KeyHints(self._keys)

    def on_mount(self) -> None:
        self.query(PassphraseField).focus()  # none, when the app ends just now
        left = tries.left(self._school_home)
        if left:  # ibtui was started anew after wrong ones
            self._make_wait("Er is net een verkeerd wachtwoord getypt.", left)

    def on_passphrase_field_submitted(self) -> None:
        if self._busy:
            return
        left = tries.left(self._school_home)
        if left:  # in another window
            self._make_wait("Er is net een verkeerd wachtwoord getypt.", left)
            return
        self._busy = True
        self.tell(self.BUSY)
        self._try(self.query_one(PassphraseField).take())

    def on_passphrase_field_typed(self) -> None:
        """A new try: what was wrong is no longer said."""
        if not self._busy:
            self.tell(self._hint)

    # ── trying ─────────────────────────────────────────────────────────────────
    @work(thread=True, exit_on_error=False)
    def _try(self, typed: Secret) -> None:
        found: Found | None = None
        wrong, guessed = "", False
        try:
            found = self.try_it(typed)
        except WrongPassphrase:
            wrong, guessed = self._with_more(_WRONG), True
        except BadInput as error:
            wrong, guessed = self._with_more(str(error)), True
        except Exception as error:  # noqa: BLE001 - whatever it is: never leave the words above standing
            wrong = self.why_not(error)
        finally:
            typed.wipe()
        pause = tries.wrong(self._school_home) if guessed else 0.0
        self.app.call_from_thread(self._tried, found, wrong, pause)

    def _with_more(self, wrong: str) -> str:
        return f"{wrong} {self.also()}".strip()

    def _tried(self, found: Found | None, wrong: str, pause: float) -> None:
        if not wrong and found is not None:
            try:
                wrong = self.done(found)
            except Exception as error:  # noqa: BLE001 - as above; when it's open already, the app ends by it
                if not self.is_current:
                    self.app._handle_exception(error)
                wrong = self.why_not(error)
        if not wrong:
            return
        if pause:
            self._make_wait(wrong, pause)
        else:
            self._again(wrong)

    def _make_wait(self, wrong: str, pause: float) -> None:
        self._busy = True
        self.tell(f"{wrong} Wacht {_seconds(pause)}.", wrong=True)
        self.set_timer(pause, lambda: self._again(f"{wrong} Probeer het nog eens."))

    def _again(self, wrong: str) -> None:
        """The next one may come. What was typed in the pause still stands there."""
        self._busy = False
        self.tell(wrong, wrong=True)
        self.query(PassphraseField).focus()

    def tell(self, text: str, *, wrong: bool = False) -> None:
        """Under the field."""
        for said in self.query(".said").results(Static):
            said.update(content(f"! {text}" if wrong else text))
            said.set_class(wrong, "-wrong")


def _seconds(pause: float) -> str:
    return "een seconde" if pause <= 1 else f"{pause:.0f} seconden"
