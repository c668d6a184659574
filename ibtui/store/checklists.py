"""Which papers an application needs: one text of the school, or the built-in one."""

from __future__ import annotations

from ibtui.care import checklist as lists
from ibtui.store.school_texts import OwnText

_LIST = OwnText(
    "stukken",
    "de lijst met stukken",
    lists.BUILT_IN,
    "lijst met stukken gewijzigd",
    "lijst met stukken weer de gewone",
)


def checklist(school: int) -> str:
    """The school's own list of papers as one text, or the built-in one: `## kind`, then a paper a line."""
    return _LIST.text(school)


def is_own(school: int) -> bool:
    """Whether the school has a list of its own."""
    return _LIST.is_own(school)


def keep_checklist(school: int, text: str, seen: str | None = None) -> None:
    """Keep this as the school's list. Applications that run keep their papers.

    `Conflict` when the list is no longer as it was `seen`; None: don't care.
    """
    _LIST.keep(school, text, seen)


def back_to_built_in(school: int, seen: str | None = None) -> None:
    """Forget the school's own list. Nothing happens when there is none. `Conflict` as with `keep_checklist`."""
    _LIST.back_to_built_in(school, seen)


def papers_for(school: int, kind: str) -> tuple[str, ...]:
    """The papers that an application of this kind needs here."""
    return lists.papers(checklist(school), kind)
