"""The story of one child: help and route, terms, consent, who was told, and the right to read and to be forgotten.

With plain ALTER TABLE, so that the rows stay as they are. A pupil is found by her other names too, so the triggers that
keep the search index for pupils are made again.
"""

from playhouse.migrate import SchemaMigrator
from playhouse.sqlcipher_ext import SqlCipherDatabase

_ROW = (
    "id INTEGER NOT NULL PRIMARY KEY, created_at DATETIME NOT NULL, changed_at DATETIME NOT NULL, "
    "version INTEGER NOT NULL, "
)
_BINNABLE = _ROW + "deleted_at DATETIME, "
_SCHOOL = "school_id INTEGER NOT NULL REFERENCES school (id), "
_PUPIL = "pupil_id INTEGER NOT NULL REFERENCES pupil (id), "
_CONCERN = "concern_id INTEGER REFERENCES concern (id)"
_HEARD = (
    "heard_on DATE, heard_how VARCHAR(255) NOT NULL, heard_words TEXT NOT NULL, "
    "not_heard_because VARCHAR(255) NOT NULL"
)
_TABLES = (
    f"CREATE TABLE term_rule ({_ROW}{_SCHOOL}key VARCHAR(255) NOT NULL, amount INTEGER NOT NULL, "
    "unit VARCHAR(255) NOT NULL, active INTEGER NOT NULL, name VARCHAR(255) NOT NULL, "
    "counts_from VARCHAR(255) NOT NULL, kind VARCHAR(255) NOT NULL, source VARCHAR(255) NOT NULL)",
    f"CREATE TABLE approach ({_BINNABLE}{_PUPIL}{_CONCERN}, what TEXT NOT NULL, how_often VARCHAR(255) NOT NULL, "
    "minutes INTEGER NOT NULL, method VARCHAR(255) NOT NULL, by_id INTEGER REFERENCES person (id), "
    "by_text VARCHAR(255) NOT NULL, since DATE NOT NULL, until DATE, effect TEXT NOT NULL, evaluate_on DATE, "
    "evaluated_on DATE)",
    f"CREATE TABLE application ({_BINNABLE}{_PUPIL}{_CONCERN}, agency_id INTEGER REFERENCES agency (id), "
    "kind VARCHAR(255) NOT NULL, status VARCHAR(255) NOT NULL, what TEXT NOT NULL, started_on DATE NOT NULL, "
    "complete_on DATE, decided_on DATE, outcome TEXT NOT NULL, valid_from DATE, valid_until DATE, "
    "category VARCHAR(255) NOT NULL, note TEXT NOT NULL)",
    f"CREATE TABLE application_paper ({_ROW}application_id INTEGER NOT NULL REFERENCES application (id), "
    "name VARCHAR(255) NOT NULL, ticked_on DATE, position INTEGER NOT NULL)",
    f"CREATE TABLE opp ({_BINNABLE}{_PUPIL}status VARCHAR(255) NOT NULL, reason VARCHAR(255) NOT NULL, "
    "base_on DATE NOT NULL, begins_on DATE, fixed_on DATE, closed_on DATE, destination TEXT NOT NULL, "
    "hindering TEXT NOT NULL, helping TEXT NOT NULL, support TEXT NOT NULL, deviations TEXT NOT NULL, "
    f"document VARCHAR(255) NOT NULL, {_HEARD})",
    f"CREATE TABLE opp_signature ({_ROW}opp_id INTEGER NOT NULL REFERENCES opp (id), "
    "person_id INTEGER NOT NULL REFERENCES person (id), agreed VARCHAR(255) NOT NULL, signed_on DATE, "
    "reason TEXT NOT NULL)",
    f"CREATE TABLE opp_evaluation ({_BINNABLE}opp_id INTEGER NOT NULL REFERENCES opp (id), day DATE NOT NULL, "
    f"present VARCHAR(255) NOT NULL, result TEXT NOT NULL, next_step TEXT NOT NULL, {_HEARD})",
    f"CREATE TABLE absence ({_BINNABLE}{_PUPIL}day DATE NOT NULL, minutes INTEGER NOT NULL, "
    "unauthorised INTEGER NOT NULL, note VARCHAR(255) NOT NULL, reported_on DATE)",
    f"CREATE TABLE safety_record ({_BINNABLE}{_PUPIL}writer VARCHAR(255) NOT NULL, opened_on DATE NOT NULL, "
    "closed_on DATE, reported_on DATE)",
    f"CREATE TABLE safety_step ({_BINNABLE}record_id INTEGER NOT NULL REFERENCES safety_record (id), "
    "step INTEGER NOT NULL, day DATE NOT NULL, who VARCHAR(255) NOT NULL, facts TEXT NOT NULL, heard TEXT NOT NULL, "
    "meaning TEXT NOT NULL, decision TEXT NOT NULL, next_on DATE)",
    f"CREATE TABLE told ({_BINNABLE}{_PUPIL}person_id INTEGER REFERENCES person (id), "
    "agency_id INTEGER REFERENCES agency (id), name VARCHAR(255) NOT NULL, what TEXT NOT NULL, "
    "purpose VARCHAR(255) NOT NULL, how VARCHAR(255) NOT NULL, told_on DATE, told_by VARCHAR(255) NOT NULL, "
    f"ground VARCHAR(255) NOT NULL, consent_id INTEGER REFERENCES consent (id), {_CONCERN}, "
    "conversation_id INTEGER REFERENCES conversation (id))",
    f"CREATE TABLE parent_question ({_BINNABLE}{_PUPIL}asked_by_id INTEGER REFERENCES person (id), "
    "asked_on DATE NOT NULL, question TEXT NOT NULL, answered_on DATE, "
    "answered_by_id INTEGER REFERENCES person (id), answer TEXT NOT NULL)",
    f"CREATE TABLE parent_view ({_BINNABLE}{_PUPIL}person_id INTEGER REFERENCES person (id), "
    "conversation_id INTEGER REFERENCES conversation (id), kind VARCHAR(255) NOT NULL, day DATE NOT NULL, "
    "text TEXT NOT NULL)",
    f"CREATE TABLE access_request ({_BINNABLE}{_PUPIL}asked_by_id INTEGER REFERENCES person (id), "
    "asked_on DATE NOT NULL, given_on DATE, file_name VARCHAR(255) NOT NULL, note VARCHAR(255) NOT NULL)",
    f"CREATE TABLE forgotten ({_ROW}{_SCHOOL}day DATE NOT NULL, pupils INTEGER NOT NULL, what VARCHAR(255) NOT NULL, "
    "backups_until DATE)",
)
_TEXT = "VARCHAR(255) NOT NULL DEFAULT ''"
_COLUMNS = (
    ("pupil", f"also_called {_TEXT}"),
    ("pupil", f"left_to {_TEXT}"),
    ("pupil", f"hold_because {_TEXT}"),
    ("pupil", "hold_since DATE"),
    ("guardianship", f"note {_TEXT}"),
    ("conversation", "warned_on DATE"),
    ("referral", "question TEXT NOT NULL DEFAULT ''"),
    ("referral", "parents_told_on DATE"),
    ("deadline", f"subject {_TEXT}"),
    ("deadline", f"note {_TEXT}"),
    ("deadline", "moved INTEGER NOT NULL DEFAULT 0"),
)
_INDEXED = {
    "term_rule": ("school_id",),
    "approach": ("pupil_id", "concern_id", "by_id"),
    "application": ("pupil_id", "concern_id", "agency_id"),
    "application_paper": ("application_id",),
    "opp": ("pupil_id",),
    "opp_signature": ("opp_id", "person_id"),
    "opp_evaluation": ("opp_id",),
    "absence": ("pupil_id",),
    "safety_record": ("pupil_id",),
    "safety_step": ("record_id",),
    "told": ("pupil_id", "person_id", "agency_id", "consent_id", "concern_id", "conversation_id"),
    "parent_question": ("pupil_id", "asked_by_id", "answered_by_id"),
    "parent_view": ("pupil_id", "person_id", "conversation_id"),
    "access_request": ("pupil_id", "asked_by_id"),
    "forgotten": ("school_id",),
}
_UNIQUE = (
    "CREATE UNIQUE INDEX term_rule_school_id_key ON term_rule (school_id, key)",
    "CREATE UNIQUE INDEX opp_signature_opp_id_person_id ON opp_signature (opp_id, person_id)",
)
_FOUND_BY = ("first_name", "infix", "last_name", "also_called")
_DROP = "DELETE FROM search_index WHERE rowid = old.id * 16 + 1;"
_PUT = (
    "INSERT INTO search_index (rowid, title, body) SELECT new.id * 16 + 1, "
    "new.first_name || ' ' || new.infix || ' ' || new.last_name, new.also_called WHERE new.deleted_at IS NULL;"
)
_CHANGED = " OR ".join(f"old.{name} IS NOT new.{name}" for name in (*_FOUND_BY, "deleted_at"))
_SEARCH = (
    "DROP TRIGGER pupil_search_new",
    "DROP TRIGGER pupil_search_edit",
    f"CREATE TRIGGER pupil_search_new AFTER INSERT ON pupil BEGIN {_PUT} END",
    f"CREATE TRIGGER pupil_search_edit AFTER UPDATE OF {', '.join(_FOUND_BY)}, deleted_at ON pupil "
    f"WHEN {_CHANGED} BEGIN {_DROP} {_PUT} END",
)


def up(migrator: SchemaMigrator, db: SqlCipherDatabase) -> None:  # noqa: ARG001  # the runner hands both
    """New tables, columns on some that were there, and the pupils' part of the search index."""
    for statement in _TABLES:
        db.execute_sql(statement)
    for table, column in _COLUMNS:
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN {column}")
    for table, columns in _INDEXED.items():
        for column in columns:
            db.execute_sql(f"CREATE INDEX {table}_{column} ON {table} ({column})")
    for statement in (*_UNIQUE, *_SEARCH):
        db.execute_sql(statement)
