"""What the log keeps of a paper: for whom it is, by what right, and what was let through. Never what is in it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

from ibtui.care.findings import Level
from ibtui.care.recipients import LEGAL_GROUNDS, Asks, Obligation
from ibtui.store.exports import ExportDraft, Pass, Recipient
from ibtui.wishes import Built, Examined


def draft_of(built: Built, path: Path, data: bytes) -> ExportDraft:
    """The line for the log about the document that is about to be written at `path`."""
    examined = built.examined
    wish, paper = examined.wish, examined.paper
    findings = (*examined.findings, *built.findings)
    return ExportDraft(
        minutes_id=wish.minutes_id,
        audience=wish.audience,
        file_name=path.name,
        folder=os.path.realpath(path.parent),  # one folder, one spelling
        digest=hashlib.sha256(data).hexdigest(),
        size=len(data),
        edition=paper.edition,
        status=paper.status,
        agency_id=wish.agency_id if wish.audience == "instantie" else None,
        ground=_ground(examined),
        recipients=paper.confidential_for,
        checked_at=examined.made_at,
        stops=sum(one.level is Level.STOPS for one in findings),
        asks=sum(one.level is Level.ASKS for one in findings),
        people=tuple(_recipients(examined)),
        passes=tuple(Pass(one.rule, one.level, one.line, wish.passed[one.key].strip()) for one in findings),
    )


def _recipients(examined: Examined) -> list[Recipient]:
    """Who got it, and who of the family didn't, each with the reasons that were given."""
    people, agencies = _reasons(examined.obligations)
    chosen = examined.wish.persons
    found = []
    for one in examined.choices.people.get(examined.wish.audience, ()):
        words = [*people.get(one.person_id, ()), *agencies.get(one.agency_id, ())]
        if one.person_id in chosen or one.person_id in people:
            found.append(Recipient(one.person_id, one.name, " ".join(words), one.person_id in chosen))
    if examined.agency:
        found.append(Recipient(None, examined.agency, "; ".join(_shared_by(examined.obligations))))
    if None in people:
        found.append(Recipient(None, "iemand die niet in het dossier staat", " ".join(people[None])))
    return found


_Reasons = dict[int | None, list[str]]


def _reasons(settled: Sequence[Obligation]) -> tuple[_Reasons, _Reasons]:
    """The reasons that were given: by the person (None: of nobody that is known), and by the agency."""
    people: _Reasons = {}
    agencies: _Reasons = {}
    for one in settled:
        if one.asks is Asks.REASON and one.answer:
            of, number = (people, one.person_id) if one.agency_id is None else (agencies, one.agency_id)
            of.setdefault(number, []).append(one.answer)
    return people, agencies


def _shared_by(settled: Sequence[Obligation]) -> list[str]:
    """By what an agency may read along: consent, a ground of the law, or a reason."""
    return list(dict.fromkeys(one.answer for one in settled if one.agency_id is not None and one.answer))


def _ground(examined: Examined) -> str:
    """The ground of the law that was leaned on; "" when there was consent, or no agency."""
    ground = LEGAL_GROUNDS.get(examined.wish.ground, "")
    leaned = any(one.agency_id is not None and one.answer == ground for one in examined.obligations)
    return examined.wish.ground if ground and leaned else ""
