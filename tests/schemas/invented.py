"""The few rows that every kept sample has, by table and bare column. Nobody in them exists.

Columns that a schema doesn't have are left out; columns that aren't named here get something plain. Rows are numbered
from 1. What is here may only grow: a sample that was kept is never made anew.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

MOMENT = dt.datetime(2026, 11, 20, 15, 30)
"""When all of it was written."""

MINUTES = """## Wie zijn er
Sam vertelt zelf hoe het gaat. Achter de school staat een zilverpopulier.
## Lezen
* Sam wil graag een boek over haaien
! Marit: belt de bibliotheek > 27-11
= we lezen drie keer per week tien minuten
? wil vader meelezen
- einde om half vier"""

ROWS: Mapping[str, tuple[Mapping[str, Any], ...]] = {
    "school": (
        {"name": "OEFENSCHOOL De Kade", "brin": "00XX", "network": "Oefenverband", "coordinator_name": "Marit Oefen",
         "working_days": "0,3", "levels": 4},
    ),
    "school_year": ({"label": "2026-2027", "starts_on": "2026-08-01", "ends_on": "2027-07-31"},),
    "agency": ({"name": "Oefenpraktijk Klank", "kind": "logopedie", "phone": "000-0000000"},),
    "person": (
        {"role": "ib'er", "first_name": "Marit", "last_name": "Oefen"},
        {"role": "leerkracht", "first_name": "Anouk", "infix": "de", "last_name": "Proef"},
        {"role": "ouder/verzorger", "first_name": "Joris", "last_name": "Verzonnen", "phone": "000-0000001"},
        {"role": "instantie", "first_name": "Bo", "last_name": "Klank", "agency_id": 1},
    ),
    "pupil": (
        {"first_name": "Sam", "infix": "van", "last_name": "Verzonnen", "birth_date": "2017-05-04", "level": 2},
        {"first_name": "Zoë", "last_name": "Bedacht", "level": 1},
        {"first_name": "Weg", "last_name": "Gelegd", "deleted_at": "2026-11-19 12:00:00"},
    ),
    "pupil_level": ({"level": 2, "since": "2026-09-01"},),
    "school_group": ({"name": "groep 5"},),
    "group_teacher": ({"person_id": 2, "days": "ma di wo"},),
    "placement": (
        {"year": "5", "from_on": "2026-08-24"},
        {"pupil_id": 2, "year": "5", "from_on": "2026-08-24"},
    ),
    "guardianship": ({"person_id": 3, "relation": "vader", "custody": "ja", "gets_minutes": 1},),
    "concern": (
        {"pupil_id": 1, "category": "lezen", "summary": "leest hakkelend", "level": 2, "status": "in beeld",
         "raised_by_id": 2, "opened_on": "2026-10-01"},
        {"group_id": 1, "category": "gedrag", "summary": "onrust na de pauze", "level": 1, "status": "signaal",
         "opened_on": "2026-10-05"},
    ),
    "concern_event": ({"day": "2026-10-08", "kind": "notitie", "audience": "dossier", "text": "leest thuis mee"},),
    "conversation": (
        {"kind": "groot overleg", "status": "gehouden", "planned": 1, "day": "2026-11-20", "start": "14:30:00",
         "duration": 60, "place": "kamer 2", "purpose": "lezen van Sam", "concern_id": 1, "audience": "dossier"},
        {"kind": "notitie", "status": "gehouden", "day": "2026-11-20", "purpose": "voor mezelf", "audience": "privé",
         "expires_on": "2027-01-01"},
    ),
    "conversation_pupil": ({}, {"conversation_id": 2}),
    "attendance": ({"person_id": 2, "presence": "aanwezig"}, {"pupil_id": 1, "presence": "aanwezig"}),
    "minutes": (
        {"edition": 1, "status": "vastgesteld", "text": MINUTES, "fixed_at": "2026-11-20 15:30:00", "in_search": 1},
        {"conversation_id": 2, "edition": 1, "status": "concept", "text": "moet ik nog overdenken", "in_search": 1},
    ),
    "revision": ({"text": "## Wie zijn er", "saved_at": "2026-11-20 14:40:00", "who": "marit"},),
    "action_item": (
        {"minutes_id": 1, "conversation_id": 1, "pupil_id": 1, "concern_id": 1, "owner_id": 1, "owner_text": "Marit",
         "what": "belt de bibliotheek", "due_on": "2026-11-27", "due_text": "27-11", "status": "open"},
        {"what": "sleutel terugbrengen", "status": "gedaan", "done_on": "2026-11-19", "moved": 2},
    ),
    "referral": ({"contact_id": 4, "concern_id": 1, "status": "loopt", "reason": "spreekt onduidelijk",
                  "asked_on": "2026-10-12"},),
    "consent": ({"agency_id": 1, "given_by_id": 3, "what": "verslag van het gesprek", "given_on": "2026-10-12",
                 "content_agreed": "ja", "transfer_agreed": "ja"},),
    "cycle_step": ({"kind": "groepsbespreking", "period": "1", "group_id": 1, "due_on": "2026-12-04"},),
    "deadline": ({"pupil_id": 1, "rule": "eigen", "due_on": "2026-12-18", "reason": "we wachten op de logopedist"},),
    "export_log": ({"conversation_id": 1, "minutes_id": 1, "audience": "ouders", "recipients": "Joris Verzonnen",
                    "edition": 1, "file_name": "2026-11-20-groot-overleg.docx", "who": "marit"},),
    "audit_log": (
        {"who": "marit", "action": "school gemaakt", "subject": "school", "subject_id": 1},
        {"who": "marit", "action": "verslag bewaard", "subject": "minutes", "subject_id": 1},
        {"who": "marit", "action": "begonnen", "subject": ""},
    ),
    "export_pupil": ({"name": "Sam van Verzonnen"},),
    "export_recipient": ({"person_id": 3, "name": "Joris Verzonnen", "got": 1},),
    "export_pass": ({"rule": "ander kind", "level": "vraag", "line": 2},),
    "school_text": ({"key": "jaarplan"},),
    "free_days": ({"name": "kerstvakantie", "from_on": "2026-12-21", "until_on": "2027-01-01", "source": "eigen"},),
    "goal": ({"title": "iedereen leest elke dag", "status": "loopt", "owner_id": 1},),
    "observation": ({"teacher_id": 2, "group_id": 1, "writer": "marit", "shared": 0},),
    "visit": ({"who": "marit", "day": "2026-11-20"},),
    "seen_line": ({"who": "marit", "key": "sinds", "stamp": "1", "day": "2026-11-20"},),
    "term_rule": ({"key": "eigen", "amount": 6, "unit": "weken", "active": 1, "name": "bellen met ouders",
                   "counts_from": "het gesprek", "kind": "eigen afspraak", "source": "ons eigen plan"},),
    "approach": ({"concern_id": 1, "by_id": 2, "minutes": 10, "how_often": "drie keer per week"},),
    "application": ({"agency_id": 1, "concern_id": 1, "kind": "onderzoek dyslexie", "status": "in voorbereiding"},),
    "application_paper": ({"name": "leesgeschiedenis", "position": 1},),
    "opp": ({"status": "concept", "reason": "besluit over extra hulp"},),
    "opp_signature": ({"person_id": 3, "agreed": "ja"},),
    "opp_evaluation": ({"present": "Joris, Anouk"},),
    "absence": ({"minutes": 120, "unauthorised": 1, "note": "te laat"},),
    "safety_record": ({"writer": "marit"},),
    "safety_step": ({"step": 1, "who": "marit"},),
    "told": ({"person_id": 3, "name": "Joris Verzonnen", "purpose": "leren lezen", "how": "gesprek",
              "told_on": "2026-11-20"},),
    "parent_question": ({"asked_by_id": 3},),
    "parent_view": ({"person_id": 3, "kind": "eigen kijk"},),
    "access_request": ({"asked_by_id": 3, "note": "hele dossier"},),
    "forgotten": ({"pupils": 1, "what": "bewaartermijn"},),
}  # fmt: skip
