"""`V` on a pupil: what would go for good, the question, and the going itself."""

from __future__ import annotations

from collections.abc import Callable

from ibtui import lying
from ibtui.errors import StoreError
from ibtui.screens.base import IbScreen
from ibtui.screens.copy_text import CopyTextScreen
from ibtui.store import forget
from ibtui.store.forget import ForgetPlan, Forgot
from ibtui.store.forget_words import done_words, look_words, plan_words
from ibtui.widgets.fields import Field, FieldError, Kind, Values
from ibtui.widgets.form import FormScreen

_WIPE, _LEAVE = "wissen", "laten liggen"
_ONE_LINE = 74


def ask_forget(screen: IbScreen, pupil_id: int) -> None:
    """Show what goes, ask to type the name, do it, and go to the school."""
    today = screen.ib.today()
    plan = forget.plan(pupil_id, today)
    if plan.hold:
        screen.say(f"Dit dossier wordt vastgehouden: {plan.hold}. Zie de bewaarlijst: 0, r, b.", "warn")
        return
    until = forget.backups_until(today)

    def sure(values: Values) -> str:
        if not plan.is_typed(values.text("naam")):
            raise FieldError(f"Er staat niet {plan.to_type}. Er is niets weggehaald.")
        return values.text("documenten") if plan.files else _LEAVE

    form = FormScreen(
        f"Vergeet {plan.name}", _fields(plan), sure, today=today, intro="\n\n".join(plan_words(plan, until))
    )

    def gone(documents: str) -> None:
        done, said = _forget(screen, pupil_id, wipe=documents == _WIPE)
        screen.ib.go("school")  # what stood below may be about the pupil too
        show_done(screen, [done], [said])

    screen.ib.open_screen(form, lambda documents: wait(screen, lambda: gone(documents)))


def wait(screen: IbScreen, action: Callable[[], None]) -> None:
    """Say that it takes a while, and then do it: a whole school of texts is read, and the file is written anew."""
    screen.say("Even wachten: het gaat nu weg …")
    screen.call_after_refresh(screen.attempt, action)


def _forget(screen: IbScreen, pupil_id: int, *, wipe: bool) -> tuple[Forgot, str]:
    """Look once more, for another session may have held the file; then the documents go, and then the rest."""
    today, said = screen.ib.today(), ""
    now = forget.plan(pupil_id, today)
    if now.hold:
        raise StoreError(f"Dit dossier wordt vastgehouden: {now.hold}", "Er is niets weggehaald.")
    if wipe:
        said = lying.remove_numbered(now.files, screen.ib.home, today)
    return forget.forget(pupil_id, today, home=screen.ib.home), said


def _fields(plan: ForgetPlan) -> list[Field]:
    number = len(plan.files)
    what = "1 Word-document" if number == 1 else f"{number} Word-documenten"
    documents = Field(
        "documenten", what, Kind.CHOICE, _WIPE, choices=(_WIPE, _LEAVE), hint="die nog in een map liggen; ← →"
    )
    name = Field(
        "naam", "hele naam" if plan.early else "voornaam", required=True, hint=type_hint(plan.to_type)
    )
    return [name, documents] if plan.files else [name]


def type_hint(word: str) -> str:
    """What to type before something goes for good: the same words wherever that is asked."""
    return f"typ {word}, en dan Ctrl+S: dan gaat het weg"


def show_done(screen: IbScreen, done: list[Forgot], said: list[str]) -> None:
    """Say what was done, and show what is left to look at. What doesn't fit in one line is shown there too."""
    looks = [look for one in done for look in one.looks]
    told = [f"{word.rstrip('.')}." for word in dict.fromkeys([done_words(done), *said]) if word]
    words = " ".join(told).removesuffix(".")
    if looks or len(words) > _ONE_LINE:
        parts = ["\n".join(told)] if len(told) > 1 else []
        parts += [look_words(looks)] if looks else []
        screen.app.push_screen(CopyTextScreen("Kijk hier nog naar", "\n\n".join(parts) or words))
    screen.app.call_after_refresh(_say, screen, words)


def _say(screen: IbScreen, words: str) -> None:
    """On the screen that stands there now."""
    if isinstance(shown := screen.app.screen, IbScreen):
        shown.say(words)
