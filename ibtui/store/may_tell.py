"""What may be told about one pupil: to each agency and to each parent."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ibtui.care import may_tell
from ibtui.care.may_tell import Guardian, Verdict
from ibtui.care.text import fold
from ibtui.errors import Missing
from ibtui.store import labels, sharing
from ibtui.store.models import Agency, Pupil
from ibtui.store.sharing import ConsentRow
from ibtui.store.sharing_rows import families, given
from ibtui.values import dataclass


@dataclass(frozen=True, slots=True)
class AgencyVerdict:
    """One agency and the answer. `why_here`: "verwijzing loopt", "toestemming" or "" for the others."""

    agency_id: int
    agency: str
    kind: str
    why_here: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class GuardianVerdict:
    """One parent or guardian and the answer."""

    person_id: int
    name: str
    relation: str
    custody: str
    verdict: Verdict


def for_agencies(pupil_id: int, today: dt.date) -> list[AgencyVerdict]:
    """Every agency of the school: with a running referral first, then with a consent, then the rest by name.

    Six queries.
    """
    pupil = _pupil(pupil_id)
    query = Agency.select(Agency.id, Agency.name, Agency.kind)
    query = query.where((Agency.school == pupil.school_id) & Agency.deleted_at.is_null())
    found = _answered(pupil, list(labels.tuples(query, tuple[int, str, str])), today)
    order = {_RUNNING: 0, _CONSENT: 1}
    return sorted(found, key=lambda one: (order.get(one.why_here, 2), fold(one.agency), one.agency_id))


def for_agency(pupil_id: int, agency_id: int, today: dt.date, ground: str = "") -> AgencyVerdict:
    """One agency; `ground`: a key of `care.recipients.LEGAL_GROUNDS`. `Missing` when it isn't there."""
    row = Agency.get_or_none((Agency.id == agency_id) & Agency.deleted_at.is_null())
    if row is None:
        raise Missing("Deze instantie is er niet meer", "Kies een andere instantie.")
    return _answered(_pupil(pupil_id), [(row.id, row.name, row.kind)], today, ground)[0]


def for_guardians(pupil_id: int) -> list[GuardianVerdict]:
    """The pupil's parents and guardians. One query."""
    return [
        GuardianVerdict(one.person_id, one.name, one.relation, one.custody, may_tell.may_tell_guardian(one))
        for one in _guardians(pupil_id)
    ]


_RUNNING = "verwijzing loopt"
_CONSENT = "toestemming"


def _answered(
    pupil: Pupil, agencies: Sequence[tuple[int, str, str]], today: dt.date, ground: str = ""
) -> list[AgencyVerdict]:
    """The answer for each of these agencies: (number, name, kind). Four queries."""
    consents: dict[int, list[ConsentRow]] = {}
    for one in sharing.consents(today, pupil_id=pupil.id):
        if one.agency_id is not None:
            consents.setdefault(one.agency_id, []).append(one)
    running = {
        one.agency_id for one in sharing.referrals(pupil_id=pupil.id) if one.status not in sharing.ENDED
    }
    family, age = _guardians(pupil.id), _age(pupil.birth_date, today)
    found: list[AgencyVerdict] = []
    for agency_id, name, kind in agencies:
        rows = consents.get(agency_id, [])
        verdict = may_tell.may_tell(
            [given(row) for row in rows], family, today, agency=name, kind=kind, ground=ground, age=age
        )
        why_here = _RUNNING if agency_id in running else _CONSENT if rows else ""
        found.append(AgencyVerdict(agency_id, name, kind, why_here, verdict))
    return found


def _pupil(pupil_id: int) -> Pupil:
    row = Pupil.get_or_none((Pupil.id == pupil_id) & Pupil.deleted_at.is_null())
    if row is None:
        raise Missing("Deze leerling is er niet meer", "Kies een andere leerling.")
    return row


def _guardians(pupil_id: int) -> list[Guardian]:
    return list(families([pupil_id]).get(pupil_id, ()))


def _age(born: dt.date | None, today: dt.date) -> int | None:
    """Whole years."""
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
