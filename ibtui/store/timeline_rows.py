"""A line of a child's story: as the store gives it, and as it is drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from enum import StrEnum

from ibtui.store import labels
from ibtui.values import dataclass


class Kind(StrEnum):
    """What the filter chooses between; no kind is everything."""

    TALKS = "gesprekken"
    CONCERNS = "zorgen"
    PROMISES = "afspraken"
    PLACE = "niveau en groep"
    HELP = "hulp"  # approach, referral, application, OPP
    SHARING = "delen"  # consent, told, papers, inzage
    PARENTS = "ouders"  # questions, views
    TERMS = "termijnen"
    ABSENCE = "verzuim"


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `ref` and `ref_id`: the record itself; `opens` and `opens_id`: what Enter opens.

    ref: gesprek · besproken (opens "verslag": minutes of a groepsbespreking) · afspraak · zorg · gebeurtenis (opens
    its zorg) · leerling · groep, niveau (open leerling) · verwijzing · aanpak · aanvraag · opp · evaluatie (opens its
    opp) · toestemming · verteld · papier (opens "verslag", its minutes; without minutes "papier") · inzage · vraag ·
    kijk · termijn · verzuim. `title`: the kind word; `detail`: the text, with its state; `sign`: one character of
    its state: "○" open or planned, "!" late, "✓" done or held, "✗" dropped or no, "" none. `private`: a private
    note: only that it is there, and until when; never its text. `version`: of the record.
    """

    day: dt.date
    kind: Kind
    ref: str
    ref_id: int
    title: str
    detail: str
    sign: str = ""
    opens: str = ""
    opens_id: int = 0
    private: bool = False
    version: int = 0


@dataclass(frozen=True, slots=True)
class Raw:
    """A row as the store gives it; see `timeline_sql`."""

    day: dt.date
    rank: int
    id: int
    opens: int
    word: str
    state: str
    text: str
    more: str
    other: dt.date | None
    number: int
    person: int | None
    agency: int | None
    version: int

    @classmethod
    def of(cls, row: Sequence[object]) -> Raw:
        """From the columns of one row. Text is made one line."""
        numbers = [None if row[at] is None else int(str(row[at])) for at in (1, 2, 3, 9, 10, 11, 12)]
        rank, number_id, opens, number, person, agency, version = numbers
        words = [" ".join(str(row[at] or "").split()) for at in (4, 5, 6, 7)]
        other = None if row[8] is None else dt.date.fromisoformat(str(row[8])[:10])
        day = dt.date.fromisoformat(str(row[0])[:10])
        return cls(
            day, rank or 0, number_id or 0, opens or 0, words[0], words[1], words[2], words[3], other,
            number or 0, person, agency, version or 0,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Names:
    """What everybody and everything is called. `signed_up`: minutes in which she was signed up for a review;
    `minutes`: by conversation where its minutes are; `got`: by paper who got it."""

    people: Mapping[int, str]
    agencies: Mapping[int, str]
    you: int | None
    rules: Mapping[str, str]
    signed_up: frozenset[int]
    minutes: Mapping[int, str]
    got: Mapping[int, str]

    def person(self, row: Raw, typed: str = "") -> str:
        """Somebody's name, or what was typed for them."""
        if row.person is None:
            return typed.lstrip("@")
        return labels.YOU if row.person == self.you else self.people.get(row.person, "onbekend")

    def agency(self, row: Raw) -> str:
        """An agency's name; "" for none."""
        return self.agencies.get(row.agency or 0, "")
