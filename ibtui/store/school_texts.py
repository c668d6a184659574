"""Texts that a school keeps in its own words, where ibtui has one built in: the plan of a year, lists of papers."""

from __future__ import annotations

from ibtui.care.text import clean
from ibtui.errors import Conflict
from ibtui.store.change import write
from ibtui.store.models import SchoolText
from ibtui.values import dataclass

_LONGEST = 50_000
"""Characters of such a text."""


@dataclass(frozen=True, slots=True)
class OwnText:
    """One kind of text. `name`: "het jaarplan", as it stands in a sentence; `changed` and `back`: the two labels."""

    key: str
    name: str
    built_in: str
    changed: str
    back: str

    def text(self, school: int) -> str:
        """The school's own text, or the built-in one."""
        own = self._own(school)
        return self.built_in if own is None else own.text

    def is_own(self, school: int) -> bool:
        """Whether the school has a text of its own."""
        return self._own(school) is not None

    def keep(self, school: int, text: str, seen: str | None = None) -> None:
        """Keep this as the school's. `Conflict` when it is no longer as it was `seen`; None: don't care."""
        text = clean(text, multiline=True, limit=_LONGEST)
        with write(self.changed) as change:
            own = self._own(school)
            self._check(own, seen)
            if own is None:
                change.add(SchoolText(school=school, key=self.key, text=text))
                return
            row = change.edit(SchoolText, own.id)
            row.text = text
            change.save(row)

    def back_to_built_in(self, school: int, seen: str | None = None) -> None:
        """Forget the school's own. Nothing happens when there is none. `Conflict` as with `keep`."""
        own = self._own(school)
        self._check(own, seen)
        if own is not None:
            with write(self.back) as change:
                change.remove(change.edit(SchoolText, own.id, own.version))

    def _own(self, school: int) -> SchoolText | None:
        return SchoolText.get_or_none((SchoolText.school == school) & (SchoolText.key == self.key))

    def _check(self, own: SchoolText | None, seen: str | None) -> None:
        if seen is not None and seen != (self.built_in if own is None else own.text):
            raise Conflict(
                f"{self.name[:1].upper()}{self.name[1:]} is intussen in een andere sessie veranderd",
                "Er is niets bewaard. Je tekst staat hier nog: kies met Ctrl+S welke van de twee blijft.",
            )
