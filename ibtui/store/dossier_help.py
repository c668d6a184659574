"""Applications, OPPs and papers that were sent, as entries of the file of one child."""

from __future__ import annotations

from collections.abc import Iterator

from ibtui.care.dossier import Entry, bare
from ibtui.care.recipients import LEGAL_GROUNDS
from ibtui.store.dossier_records import GROUND, STAND, Sources, day_words, facts
from ibtui.store.export_rows import ExportRow
from ibtui.store.exports import exports_of_pupil
from ibtui.store.models import Application, ApplicationPaper, Opp, OppEvaluation, OppSignature

_PAPERS = {
    "ouders": "verslag voor ouders",
    "dossier": "verslag voor het dossier",
    "instantie": "uittreksel voor een instantie",
    "afspraken": "lijst met afspraken",
    "inzage": "kopie van het dossier",
}


def help_entries(sources: Sources) -> Iterator[Entry]:
    """In no order. Six queries and those of the log of papers, however many."""
    yield from _applications(sources)
    yield from _opps(sources)
    for row in exports_of_pupil(sources.pupil):
        if row.audience != "controle":
            yield _paper(row, sources)


def _applications(sources: Sources) -> Iterator[Entry]:
    rows = list(
        Application.select().where((Application.pupil == sources.pupil) & Application.deleted_at.is_null())
    )
    papers: dict[int, list[str]] = {}
    query = ApplicationPaper.select().where(ApplicationPaper.application.in_([row.id for row in rows]))
    for paper in query.order_by(ApplicationPaper.position, ApplicationPaper.id):
        there = f"er op {day_words(paper.ticked_on)}" if paper.ticked_on else "nog niet"
        papers.setdefault(paper.application_id, []).append(f"{bare(paper.name)}: {there}")
    for row in rows:
        parts = facts(
            ("Waar het om gaat", row.what),
            ("Bij", sources.agency(row.agency_id)),
            (STAND, row.status),
            ("Ingediend", row.complete_on),
            ("Besluit op", row.decided_on),
            ("Besluit", row.outcome),
            ("Categorie", row.category),
            ("Geldt vanaf", row.valid_from),
            ("Geldt tot", row.valid_until),
            ("Toelichting", row.note),
            ("Stukken", "; ".join(papers.get(int(row.id), ()))),
        )
        yield Entry(row.started_on, "aanvraag", f"Aanvraag: {row.kind}", parts)


def _opps(sources: Sources) -> Iterator[Entry]:
    rows = list(Opp.select().where((Opp.pupil == sources.pupil) & Opp.deleted_at.is_null()))
    ids = [int(row.id) for row in rows]
    signed: dict[int, list[str]] = {}
    for one in OppSignature.select().where(OppSignature.opp.in_(ids)).order_by(OppSignature.id):
        signed.setdefault(one.opp_id, []).append(_signature(one, sources))
    for row in rows:
        parts = facts(
            ("Aanleiding", row.reason),
            (STAND, row.status),
            ("Gaat in", row.begins_on),
            ("Vastgesteld", row.fixed_on),
            ("Afgesloten", row.closed_on),
            ("Na deze school", row.destination),
            ("Maakt het moeilijk", row.hindering),
            ("Wat helpt", row.helping),
            ("Hulp", row.support),
            ("Anders dan klas", row.deviations),
            ("Ligt in", row.document),
            *_heard(row),
            ("Instemming", "; ".join(signed.get(int(row.id), ()))),
        )
        yield Entry(row.base_on, "OPP", "Ontwikkelingsperspectief (OPP)", parts)
    query = OppEvaluation.select().where(OppEvaluation.opp.in_(ids) & OppEvaluation.deleted_at.is_null())
    for found in query:
        parts = facts(
            ("Wie erbij was", found.present),
            ("Resultaat", found.result),
            ("Hoe verder", found.next_step),
            *_heard(found),
        )
        yield Entry(found.day, "evaluatie van een OPP", "Evaluatie van het OPP", parts)


def _heard(row: Opp | OppEvaluation) -> tuple[tuple[str, object], ...]:
    return (
        ("Kind gehoord op", row.heard_on),
        ("Hoe", row.heard_how),
        ("Wat het kind zei", row.heard_words),
        ("Niet gehoord", row.not_heard_because),
    )


def _signature(row: OppSignature, sources: Sources) -> str:
    said = {"ja": "akkoord", "nee": "niet akkoord"}.get(row.agreed, "nog geen antwoord")
    when = f" op {day_words(row.signed_on)}" if row.signed_on else ""
    why = f" ({bare(row.reason).strip()})" if row.reason.strip() else ""
    return f"{sources.person(row.person_id)}: {said}{when}{why}"


def _paper(row: ExportRow, sources: Sources) -> Entry:
    """Who got which paper. Never what was let through or why: that is about the check."""
    about = f"over het gesprek van {day_words(row.day)}" if row.day else ""
    people = "; ".join(sources.named(one.person_id, one.name) for one in row.people if one.got)
    got = people or row.agency or row.recipients
    ground = LEGAL_GROUNDS.get(row.ground, row.ground)
    parts = facts(("Voor wie", got), (GROUND, ground), ("Soort", row.kind), ("Waarover", about))
    return Entry(row.at.date(), "papier", f"Papier gemaakt: {_PAPERS.get(row.audience, row.audience)}", parts)
