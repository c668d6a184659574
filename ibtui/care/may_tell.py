"""Whether something may be told about a child, to an agency or to a parent (domain, 2.5 and 2.6). B1 answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from ibtui.care.dates import short_date
from ibtui.care.recipients import LEGAL_GROUNDS
from ibtui.care.text import fold, listed
from ibtui.care.words import Custody
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class Given:
    """One consent for this agency. `given_by_id` None: it isn't known who said yes."""

    given_by_id: int | None
    given_by: str
    what: str
    purpose: str
    given_on: dt.date
    valid_until: dt.date | None = None
    withdrawn_on: dt.date | None = None
    id: int | None = None
    transfer_agreed: str = Custody.UNKNOWN  # OSO: may the report be handed over

    def holds(self, on: dt.date) -> bool:
        """Whether it is in force on this day."""
        return self.given_on <= on <= (self.valid_until or dt.date.max) and not self.taken_back(on)

    def taken_back(self, on: dt.date) -> bool:
        """Whether it was withdrawn by this day."""
        return self.withdrawn_on is not None and self.withdrawn_on <= on


@dataclass(frozen=True, slots=True)
class Guardian:
    """A parent or guardian. `custody`: a word of `Custody`."""

    person_id: int
    name: str
    relation: str
    custody: str

    @property
    def called(self) -> str:
        """ "Emma Smit (moeder)"."""
        return f"{self.name} ({self.relation})" if self.relation else self.name


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer. `why`: short sentences; `what` may be told; `until`: the last day, None = no end (or NEE).

    `ground`: what a told line is written with: "toestemming", or a key of LEGAL_GROUNDS, "" when NEE;
    `consent_id`: which consent it leans on.
    """

    yes: bool
    why: tuple[str, ...]
    what: str = ""
    until: dt.date | None = None
    careful: tuple[str, ...] = ()
    ground: str = ""
    consent_id: int | None = None


_ENOUGH = "Alleen wat hiervoor nodig is."
_WRITE_DOWN = "Schrijf daarna op wat je vertelde, aan wie en waarom."
_YOUTH = 12
"""From this age the child is asked too (domain, 1.8)."""

_WITH_CUSTODY = (
    "Een andere ouder met gezag krijgt dezelfde informatie.",
    "Vertel niets over andere kinderen, en geen adres of telefoonnummer van de andere ouder.",
)
_WITHOUT_CUSTODY = (
    "Niet als de ouder met gezag het zo ook niet zou krijgen.",
    "Niet als het slecht is voor het kind. Leg dan uit waarom niet.",
    "Heeft de rechter iets bepaald? Dan gaat dat voor.",
)

_AFTER_GROUND = {
    "veilig thuis": "Overleg met de aandachtsfunctionaris hoe en wanneer je het de ouders vertelt.",
    "nood": "Vertel het de ouders zodra dat veilig kan.",
}
_WITHOUT_CONSENT = (
    (
        ("samenwerkingsverband", "swv"),
        "Voor een TLV of een andere taak van het samenwerkingsverband is geen toestemming nodig.",
    ),
    (("leerplicht",), "Voor het melden van verzuim is geen toestemming nodig."),
    (
        ("veilig thuis",),
        "Voor advies of een melding is geen toestemming nodig. Advies vragen kan zonder de naam van het kind.",
    ),
)
"""Words in the kind or the name of an agency, and what the law lets the school do without consent."""


def may_tell(
    consents: Sequence[Given],
    guardians: Sequence[Guardian],
    on: dt.date,
    *,
    agency: str = "",
    kind: str = "",
    ground: str = "",
    age: int | None = None,
) -> Verdict:
    """Whether this agency may be told something on this day.

    `consents`: those for this agency; `kind`: what sort of agency it is; `ground`: a key of
    `care.recipients.LEGAL_GROUNDS` when there is a legal ground, which goes before consent; `age` of the child.
    Yes is: somebody with custody said so, it is in force, and nobody else with custody took theirs back.
    """
    if ground in LEGAL_GROUNDS:
        after = _AFTER_GROUND.get(ground, "Vertel de ouders dat je dit deelt.")
        law = f"Hiervoor is geen toestemming nodig: {LEGAL_GROUNDS[ground]}."
        return Verdict(True, (law,), _ENOUGH, careful=(after, _WRITE_DOWN), ground=ground)
    good, against = _weighed(consents, guardians, on)
    if good and not against:
        return _yes(good, guardians, on, age)
    others = () if good else tuple(_refusals(consents, guardians, on))
    why = list(dict.fromkeys((*(_taken_back(one, on) for one in against), *others)))
    if not why:
        why.append(f"Er is geen toestemming om iets te delen met {agency or 'deze instantie'}.")
    careful = _what_now(guardians, bool(against and good), kind, agency)
    return Verdict(False, tuple(why), careful=tuple(careful))


def may_tell_guardian(guardian: Guardian) -> Verdict:
    """Whether this parent may be told how the child is doing at school."""
    name = guardian.name
    if guardian.custody == Custody.YES:
        return Verdict(
            True, (f"{name} heeft gezag.",), "Alles over het kind op school.", careful=_WITH_CUSTODY
        )
    if guardian.custody == Custody.NO:
        why = (
            f"{name} heeft geen gezag: vertel niets uit jezelf.",
            f"Vraagt {name} er zelf om? Dan mag je belangrijke feiten over het kind en de opvoeding vertellen "
            "(artikel 1:377c BW).",
        )
        return Verdict(False, why, careful=_WITHOUT_CUSTODY)
    unknown = f"Van {name} is niet bekend of er gezag is. Zoek dat eerst uit."
    return Verdict(False, (unknown,), careful=("Vul het daarna in op de kaart van het kind.",))


def why_not(one: Given, consents: Sequence[Given], guardians: Sequence[Guardian], on: dt.date) -> str:
    """What is the matter with one of these consents for an agency, in a few words; "" when it lets something be told.

    The same rule as `may_tell`: that says yes exactly when one of them gives "".
    """
    if one.taken_back(on):
        return f"ingetrokken {_day(one.withdrawn_on, on)}"
    if one.valid_until is not None and one.valid_until < on:
        return f"verlopen {_day(one.valid_until, on)}"
    if one.given_on > on:
        return f"pas vanaf {_day(one.given_on, on)}"
    if one.given_by_id is None:
        return "er staat niet bij wie ja zei"
    who = next((each for each in guardians if each.person_id == one.given_by_id), None)
    if who is None:
        return f"{one.given_by or 'wie ja zei'} is nu geen ouder of verzorger"
    if who.custody != Custody.YES:
        known = who.custody == Custody.NO
        return f"{who.name} heeft geen gezag" if known else f"niet bekend of {who.name} gezag heeft"
    _good, against = _weighed(consents, guardians, on)
    return f"{against[0].given_by or 'een ouder'} trok de toestemming in" if against else ""


def _weighed(
    consents: Sequence[Given], guardians: Sequence[Guardian], on: dt.date
) -> tuple[list[Given], list[Given]]:
    """The rule itself: what guardians with custody said yes to, and what others of them took back and gave no more."""
    entitled = {one.person_id for one in guardians if one.custody == Custody.YES}
    good = [one for one in consents if one.given_by_id in entitled and one.holds(on)]
    said_yes = {one.given_by_id for one in good}
    last: dict[int | None, Given] = {}
    for one in sorted(consents, key=lambda one: (one.given_on, one.withdrawn_on or dt.date.min)):
        if one.given_by_id in entitled and one.given_on <= on:
            last[one.given_by_id] = one
    return good, [one for key, one in last.items() if key not in said_yes and one.taken_back(on)]


def _day(day: dt.date | None, on: dt.date) -> str:
    return short_date(day, on) if day is not None else ""


def _yes(good: Sequence[Given], guardians: Sequence[Guardian], on: dt.date, age: int | None) -> Verdict:
    entitled = {one.person_id: one for one in guardians if one.custody == Custody.YES}
    newest = sorted(good, key=lambda one: one.given_on, reverse=True)
    ends = [one.valid_until for one in newest]
    until = None if None in ends else max(day for day in ends if day is not None)
    why = [
        f"{entitled[one.given_by_id].called} heeft gezag en zei ja op {short_date(one.given_on, on)}."
        for one in newest
        if one.given_by_id is not None
    ]
    purposes = dict.fromkeys(one.purpose.strip() for one in newest if one.purpose.strip())
    why += [f"Waarvoor: {purpose}" for purpose in purposes]
    what = dict.fromkeys(_what(one, len(set(ends)) > 1, on) for one in newest)
    said = {one.given_by_id for one in newest}
    careful = [
        f"{other.called} heeft ook gezag en zei nog geen ja. Vraag het ook daar."
        for key, other in entitled.items()
        if key not in said
    ]
    if any(one.transfer_agreed == Custody.NO for one in newest):
        careful.append("De ouders zijn het niet eens met de overdracht. Praat daar eerst over.")
    if age is not None and age >= _YOUTH:
        careful.append(f"Het kind is {age}: vraag het ook aan het kind.")
    careful.append(_WRITE_DOWN)
    return Verdict(
        True, tuple(dict.fromkeys(why)), "; ".join(what), until, tuple(careful), "toestemming", newest[0].id
    )


def _what(one: Given, with_end: bool, on: dt.date) -> str:
    if not with_end:
        return one.what.strip()
    end = f"tot en met {short_date(one.valid_until, on)}" if one.valid_until else "zonder einddatum"
    return f"{one.what.strip()} ({end})"


def _refusals(consents: Sequence[Given], guardians: Sequence[Guardian], on: dt.date) -> Iterator[str]:
    """Why these don't count, the newest first."""
    known = {one.person_id: one for one in guardians}
    for one in sorted(consents, key=lambda one: one.given_on, reverse=True):
        who = known.get(one.given_by_id) if one.given_by_id is not None else None
        name = who.called if who is not None else one.given_by
        day = short_date(one.given_on, on)
        if one.taken_back(on):
            yield _taken_back(one, on)
        elif one.valid_until is not None and one.valid_until < on:
            whose = f" van {name}" if name else ""
            yield f"De toestemming{whose} liep af op {short_date(one.valid_until, on)}."
        elif one.given_on > on:
            yield f"De toestemming gaat pas in op {day}."
        elif one.given_by_id is None:
            yield f"Er staat niet bij wie er op {day} toestemming gaf."
        elif who is None:
            yield f"{name or 'Wie toestemming gaf'} is nu geen ouder of verzorger van dit kind."
        elif who.custody == Custody.NO:
            yield f"{name} zei ja op {day}, maar heeft geen gezag."
        else:
            yield f"{name} zei ja op {day}. Het is niet bekend of {who.name} gezag heeft."


def _taken_back(one: Given, on: dt.date) -> str:
    name = one.given_by or "De ouder"
    day = short_date(one.withdrawn_on, on) if one.withdrawn_on else ""
    return f"{name} trok de toestemming in op {day}. Sinds die dag mag het niet meer."


def _what_now(guardians: Sequence[Guardian], divided: bool, kind: str, agency: str) -> Iterator[str]:
    entitled = [one.called for one in guardians if one.custody == Custody.YES]
    folded = fold(
        f"{kind} {agency}"
    )  # first what may be told all the same: a NEE keeps nobody from reporting
    yield from (note for words, note in _WITHOUT_CONSENT if any(word in folded for word in words))
    if divided:
        yield "De ouders zijn het niet eens. Praat met allebei voordat je iets vertelt."
    elif entitled:
        yield f"Vraag {listed(entitled)} om toestemming en schrijf die op."
    else:
        yield "Van niemand is bekend dat die gezag heeft. Zoek dat eerst uit."
