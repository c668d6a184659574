"""Who may have which paper, and what must be settled first: gezag, consent, or a reason why (domain, 2.5 and 2.6).

Nothing is forbidden here: what the law leaves to the school is asked as a reason, and the reason is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from enum import StrEnum

from ibtui.care.words import Custody, PaperAudience, PersonRole
from ibtui.values import dataclass

LEGAL_GROUNDS: Mapping[str, str] = {
    "swv": "taak van het samenwerkingsverband, zoals een TLV",
    "overstap": "overstap naar een andere school (onderwijskundig rapport)",
    "leerplicht": "leerplicht: verzuim melden",
    "veilig thuis": "melding bij Veilig Thuis",
    "nood": "acuut gevaar",
}
"""Why a paper may go to an agency without consent: the word that is stored and typed, and what it means."""


class Asks(StrEnum):
    """With what an obligation is settled."""

    CHOICE = "keuze"  # somebody must be chosen, or a point
    REASON = "reden"  # a sentence, kept under its key
    GROUND = "grond"  # consent on file, or else a word of LEGAL_GROUNDS


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who can get the paper. `relation`: "moeder", or a function; `custody`: a word of `Custody`, "" for
    who is no guardian. `gets_minutes`: whether this guardian is down for minutes at all."""

    person_id: int
    name: str
    relation: str
    role: str
    custody: str = ""
    gets_minutes: bool = True
    agency_id: int | None = None

    @property
    def words(self) -> str:
        """What a list says behind the name: "moeder · gezag"."""
        return " · ".join(word for word in (self.relation, _CUSTODY_WORDS.get(self.custody, "")) if word)


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether an agency may read about a child. `words`: "toestemming tot 1 jul 2027", or what is the matter."""

    pupil_id: int
    pupil: str
    agency_id: int
    agency: str
    valid: bool
    words: str


@dataclass(frozen=True, slots=True)
class Obligation:
    """What must be settled before a paper goes. `hint`: what to do; `answer`: the reason that was given.

    `key` stays the same: "gezag:12" (person 12 should have it too), "zonder:13" (13 has no gezag), "onbekend:13",
    "onbekend-niet:13" (left out), "geen-verslag:13", "buiten:14" (of no agency we know), "toestemming:7:3" (pupil 7,
    agency 3), "geen-kind:3" (agency 3 reads of a talk about no child), "niemand", "leeg" (nothing goes along).
    """

    key: str
    text: str
    hint: str
    asks: Asks
    done: bool = False
    answer: str = ""
    person_id: int | None = None
    agency_id: int | None = None


def obligations(
    audience: PaperAudience,
    candidates: Sequence[Candidate],
    chosen: Collection[int],
    permissions: Sequence[Permission] = (),
    *,
    agencies: Mapping[int, str] | None = None,
    ground: str = "",
    reasons: Mapping[str, str] | None = None,
    empty: bool = False,
) -> tuple[Obligation, ...]:
    """What must be settled for this paper and these readers, done or not, in the order of the list of people.

    `agencies`: the number and name of each that reads it; `permissions`: of each of those, for each child. `ground`:
    a key of LEGAL_GROUNDS; `reasons`: a sentence for the key of an obligation; `empty`: nothing of the text goes
    along. The dossier stays in the school and asks nothing.
    """
    if audience == "dossier":
        return ()
    if audience == "instantie":
        found = [_NOTHING_GOES] if empty else []
    else:
        found = _about_people(candidates, set(chosen), reasons or {})
    found += [_consent(one, ground) for one in permissions]
    asked = {one.agency_id for one in permissions}
    found += [
        _about_no_child(agency_id, name, ground, reasons or {})
        for agency_id, name in (agencies or {}).items()
        if agency_id not in asked
    ]
    return tuple(found)


def likely(audience: PaperAudience, candidates: Sequence[Candidate]) -> tuple[int, ...]:
    """Who is ticked to begin with: everyone with gezag who gets minutes, and of a list of promises the school too."""
    return tuple(
        one.person_id
        for one in candidates
        if (one.custody == Custody.YES and one.gets_minutes)
        or (audience == "afspraken" and one.role in _OF_THE_SCHOOL)
    )


_CUSTODY_WORDS: Mapping[str, str] = {
    Custody.YES: "gezag",
    Custody.NO: "geen gezag",
    Custody.UNKNOWN: "gezag onbekend",
}
_NOTHING_GOES = Obligation("leeg", "Er gaat nog niets mee.", "Kies welke punten meegaan.", Asks.CHOICE)
_OF_THE_SCHOOL = (PersonRole.COORDINATOR, PersonRole.TEACHER, PersonRole.COLLEAGUE, PersonRole.HELPER)


def _about_people(
    candidates: Sequence[Candidate], chosen: set[int], reasons: Mapping[str, str]
) -> list[Obligation]:
    """What is to be settled about the family, and about who isn't of an agency that we know."""
    if not any(one.person_id in chosen for one in candidates):
        return [_nobody(bool(candidates), reasons)]
    family_reads = any(one.person_id in chosen and one.custody for one in candidates)
    found: list[Obligation] = []
    for one in candidates:
        if one.person_id in chosen:
            found += _reads(one, reasons)
        elif family_reads:
            found += _left_out(one, reasons)
    return found


def _nobody(can_choose: bool, reasons: Mapping[str, str]) -> Obligation:
    if can_choose:
        return Obligation("niemand", "Er is nog niemand gekozen.", "Kies wie het krijgt.", Asks.CHOICE)
    said = reasons.get("niemand", "").strip()
    hint = "Schrijf op wie het krijgt, of zet eerst de ouders bij het kind."
    return Obligation(
        "niemand", "Er is niemand bekend die dit kan krijgen.", hint, Asks.REASON, bool(said), said
    )


def _reads(one: Candidate, reasons: Mapping[str, str]) -> list[Obligation]:
    """What must be said of somebody who gets it."""
    found = []
    if one.custody == Custody.NO:
        text = f"{one.name} heeft geen gezag en krijgt alleen een kopie na een eigen verzoek."
        hint = f"Schrijf op wanneer {one.name} erom vroeg en waarom het mag."
        found.append(_asked("zonder", one, text, hint, reasons))
    elif one.custody == Custody.UNKNOWN:
        text = f"Van {one.name} is niet bekend of er gezag is."
        hint = f"Vul het gezag in op de kaart van het kind, of schrijf op waarom {one.name} het mag krijgen."
        found.append(_asked("onbekend", one, text, hint, reasons))
    if not one.gets_minutes:
        text = f"Bij {one.name} staat: krijgt geen verslag."
        hint = "Haal het vinkje weg, of schrijf op waarom het nu wel mag."
        found.append(_asked("geen-verslag", one, text, hint, reasons))
    if one.role == PersonRole.AGENCY and one.agency_id is None:
        text = f"{one.name} werkt niet op school."
        hint = "Schrijf op wie ervoor toestemming gaf, en wanneer."
        found.append(_asked("buiten", one, text, hint, reasons))
    return found


def _left_out(one: Candidate, reasons: Mapping[str, str]) -> list[Obligation]:
    """What must be said of a guardian who doesn't get it, while somebody else of the family does."""
    if one.custody == Custody.YES:
        text = f"Ook {one.name} heeft gezag."
        hint = f"Geef {one.name} ook een kopie, of schrijf op waarom niet."
        return [_asked("gezag", one, text, hint, reasons)]
    if one.custody == Custody.UNKNOWN and one.gets_minutes:
        text = f"Van {one.name} is niet bekend of er gezag is."
        hint = (
            f"Vul het gezag in op de kaart van het kind, of schrijf op waarom {one.name} geen kopie krijgt."
        )
        return [_asked("onbekend-niet", one, text, hint, reasons)]  # why not is no reason why
    return []


def _asked(kind: str, one: Candidate, text: str, hint: str, reasons: Mapping[str, str]) -> Obligation:
    key = f"{kind}:{one.person_id}"
    said = reasons.get(key, "").strip()
    return Obligation(key, text, hint, Asks.REASON, bool(said), said, person_id=one.person_id)


def _consent(one: Permission, ground: str) -> Obligation:
    """Consent on file, or a ground of the law that does without."""
    key = f"toestemming:{one.pupil_id}:{one.agency_id}"
    if one.valid:
        text = f"Er is toestemming om over {one.pupil} te delen met {one.agency}."
        return Obligation(key, text, "", Asks.GROUND, True, one.words, agency_id=one.agency_id)
    text = f"Er is geen toestemming om over {one.pupil} te delen met {one.agency}."
    hint = "Leg de toestemming vast bij de instantie, of kies de wettelijke grond."
    known = LEGAL_GROUNDS.get(ground, "")
    return Obligation(key, text, hint, Asks.GROUND, bool(known), known, agency_id=one.agency_id)


def _about_no_child(agency_id: int, agency: str, ground: str, reasons: Mapping[str, str]) -> Obligation:
    """Where no child's parents can have said yes, as of a group or the team: a reason, or a ground of the law."""
    key = f"geen-kind:{agency_id}"
    said = reasons.get(key, "").strip() or LEGAL_GROUNDS.get(ground, "")
    text = f"Van geen kind is toestemming bekend om dit te delen met {agency}."
    hint = f"Schrijf op waarom {agency} dit mag lezen."
    return Obligation(key, text, hint, Asks.REASON, bool(said), said, agency_id=agency_id)
