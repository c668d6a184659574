"""Names in a form: typed as one line when it's new, in three parts when it's changed; and who is picked already."""

from __future__ import annotations

from typing import Protocol

from ibtui.care.names import split_name
from ibtui.care.text import clean
from ibtui.widgets.fields import Field, Values

NameParts = tuple[str, str, str]
"""First name, infix, last name."""


class HasName(Protocol):
    """A row with a name in parts."""

    @property
    def first_name(self) -> str: ...

    @property
    def infix(self) -> str: ...

    @property
    def last_name(self) -> str: ...


def new_name_field(name: str = "", *, hint: str = "", required: bool = True) -> Field:
    """One line for the whole name; it says how the name falls apart."""
    return Field("name", "naam", value=name, required=required, hint=hint, explain=_parts_in_words)


def name_fields(row: HasName) -> list[Field]:
    """The three parts of a name that is there already."""
    return [
        Field("first_name", "voornaam", value=row.first_name),
        Field("infix", "tussenvoegsel", value=row.infix),
        Field("last_name", "achternaam", value=row.last_name),
    ]


def read_name(values: Values) -> NameParts:
    """The parts, from either kind of form."""
    if "name" in values.raw:
        return split_name(clean(values.text("name")))
    return values.text("first_name"), values.text("infix"), values.text("last_name")


def _parts_in_words(text: str, values: Values) -> str:  # noqa: ARG001  # a Field's `explain` gets both
    first, infix, last = split_name(clean(text))
    if not last or not first:
        return ""
    between = f" · tussenvoegsel {infix}" if infix else ""
    return f"= voornaam {first}{between} · achternaam {last}"


class HasContact(Protocol):
    """A row with a phone number and a mail address."""

    @property
    def phone(self) -> str: ...

    @property
    def mail(self) -> str: ...


def contact_fields(row: HasContact | None) -> list[Field]:
    """How to reach somebody."""
    return [
        Field("phone", "telefoon", value=row.phone if row else ""),
        Field("mail", "mail", value=row.mail if row else ""),
    ]


def picked(row_id: int | None) -> tuple[int, ...]:
    """What a field for one has picked, as sources want it."""
    return () if row_id is None else (row_id,)
