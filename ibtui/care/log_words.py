"""What the log calls things: the tables of the store as Dutch words, and the kinds that one can choose from."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

SUBJECTS: Mapping[str, str] = MappingProxyType({
    "school": "school", "school_year": "schooljaar", "agency": "instantie", "person": "persoon",
    "pupil": "leerling", "pupil_level": "niveau", "school_group": "groep", "group_teacher": "leerkracht van een groep",
    "placement": "plaats in een groep", "guardianship": "ouder of verzorger", "concern": "zorg",
    "concern_event": "gebeurtenis", "conversation": "gesprek", "conversation_pupil": "leerling bij een gesprek",
    "attendance": "plaats aan tafel", "minutes": "verslag", "revision": "eerdere tekst", "action_item": "afspraak",
    "referral": "verwijzing", "consent": "toestemming", "school_text": "tekst van de school",
    "free_days": "vrije dagen", "goal": "doel", "cycle_step": "stap", "observation": "lesbezoek",
    "visit": "werkdag", "seen_line": "gelezen regel", "deadline": "termijn", "term_rule": "regel voor een termijn",
    "approach": "aanpak", "application": "aanvraag", "application_paper": "stuk bij een aanvraag",
    "opp": "opp", "opp_signature": "handtekening", "opp_evaluation": "evaluatie van een opp",
    "absence": "verzuim", "safety_record": "afgeschermd dossier", "safety_step": "stap in een afgeschermd dossier",
    "told": "wie iets weet", "parent_question": "vraag van ouders", "parent_view": "kijk van ouders",
    "access_request": "inzage", "forgotten": "vergeten leerling", "export_log": "document",
    "export_pupil": "leerling bij een document", "export_recipient": "wie een document kreeg",
    "export_pass": "doorgelaten regel",
})  # fmt: skip
"""Each table of the store, as a word."""

OTHER = "sleutels, kopieën en de rest"
"""The kind of a line that is about no table: unlocking, a slot, a backup."""

KINDS: Mapping[str, tuple[str, ...]] = MappingProxyType({
    "gesprekken": ("conversation", "conversation_pupil", "attendance", "observation"),
    "verslagen": ("minutes", "revision"),
    "afspraken": ("action_item",),
    "zorgen": ("concern", "concern_event", "approach", "goal", "opp", "opp_signature", "opp_evaluation"),
    "leerlingen en ouders": ("pupil", "pupil_level", "placement", "guardianship", "told", "parent_question",
                             "parent_view", "absence", "access_request", "forgotten"),
    "instanties": ("agency", "referral", "consent", "application", "application_paper"),
    "afgeschermde dossiers": ("safety_record", "safety_step"),
    "documenten": ("export_log", "export_pupil", "export_recipient", "export_pass"),
    "school en termijnen": ("school", "school_year", "school_group", "group_teacher", "person", "school_text",
                            "free_days", "cycle_step", "deadline", "term_rule", "visit", "seen_line"),
    OTHER: ("",),
})  # fmt: skip
"""The kinds of lines that one can choose, and the tables of each."""


def which(subject: str, subject_id: int | None) -> str:
    """Which thing a line is about: "gesprek 12"; "" when it is about none. Never what it says."""
    word = SUBJECTS.get(subject, subject)
    return word if subject_id is None else f"{word} {subject_id}".strip()
