"""Small questions that lists ask: a word to look for, or one name out of a few."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ibtui.screens.host import Host
from ibtui.widgets.fields import Field, Option, PickSource, Values
from ibtui.widgets.form import FormScreen
from ibtui.widgets.picker import PickScreen


def ask_word(host: Host, title: str, word: str, then: Callable[[str], None]) -> None:
    """Ask for a word to look for; `then` gets it."""

    def save(values: Values) -> str:
        return values.text("woord").strip()

    field = Field("woord", "woord", value=word, required=True, hint="een stuk van een naam of een woord")
    form: FormScreen[str] = FormScreen(title, [field], save, today=host.today())
    host.open_screen(form, lambda found: then(found or ""))


def pick_one(host: Host, title: str, names: Sequence[str], then: Callable[[str], None]) -> None:
    """Have one of `names` picked; `then` gets it."""
    options = [Option(number, name) for number, name in enumerate(names)]

    def picked(ids: tuple[int, ...] | None) -> None:
        if ids:
            then(names[ids[0]])

    host.open_screen(PickScreen(title, PickSource(lambda: options)), picked)
