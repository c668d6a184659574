"""Which papers an application needs: one text of the school, or the built-in one."""

from __future__ import annotations

from ibtui.care import checklist as lists
from ibtui.care.text import clean
from ibtui.errors import Conflict
from ibtui.store.change import write
from ibtui.store.models import SchoolText

_KEY = "stukken"
_LONGEST = 50_000
"""Characters of a list."""


def checklist(school: int) -> str:
    """The school's own list of papers as one text, or the built-in one: `## kind`, then a paper a line."""
    row = _own(school)
    return lists.BUILT_IN if row is None else row.text


def is_own(school: int) -> bool:
    """Whether the school has a list of its own."""
    return _own(school) is not None


def keep_checklist(school: int, text: str, seen: str | None = None) -> None:
    """Keep this as the school's list. Applications that run keep their papers.

    `Conflict` when the list is no longer as it was `seen`; None: don't care.
    """
    text = clean(text, multiline=True, limit=_LONGEST)
    with write("lijst met stukken gewijzigd") as change:
        own = _own(school)
        _check(own, seen)
        if own is None:
            change.add(SchoolText(school=school, key=_KEY, text=text))
            return
        row = change.edit(SchoolText, own.id)
        row.text = text
        change.save(row)


def back_to_built_in(school: int, seen: str | None = None) -> None:
    """Forget the school's own list. Nothing happens when there is none. `Conflict` as with `keep_checklist`."""
    own = _own(school)
    _check(own, seen)
    if own is not None:
        with write("lijst met stukken weer de gewone") as change:
            change.remove(change.edit(SchoolText, own.id, own.version))


def papers_for(school: int, kind: str) -> tuple[str, ...]:
    """The papers that an application of this kind needs here."""
    return lists.papers(checklist(school), kind)


def _check(own: SchoolText | None, seen: str | None) -> None:
    if seen is not None and seen != (lists.BUILT_IN if own is None else own.text):
        raise Conflict(
            "De lijst met stukken is intussen in een andere sessie veranderd",
            "Er is niets bewaard. Je tekst staat hier nog: kies met Ctrl+S welke van de twee blijft.",
        )


def _own(school: int) -> SchoolText | None:
    return SchoolText.get_or_none((SchoolText.school == school) & (SchoolText.key == _KEY))
