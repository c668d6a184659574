"""The care cycle: the plan of a year, days without school, goals, observations of lessons, and what somebody has read.

With plain ALTER TABLE, so that the rows stay as they are. The days on which somebody worked before this are those of
the audit log, so that "sinds vorige keer" knows them at once.
"""

from playhouse.migrate import SchemaMigrator
from playhouse.sqlcipher_ext import SqlCipherDatabase

_ROW = (
    "id INTEGER NOT NULL PRIMARY KEY, created_at DATETIME NOT NULL, changed_at DATETIME NOT NULL, "
    "version INTEGER NOT NULL, "
)
_BINNABLE = _ROW + "deleted_at DATETIME, "
_SCHOOL = "school_id INTEGER NOT NULL REFERENCES school (id), "
_TABLES = (
    f"CREATE TABLE school_text ({_ROW}{_SCHOOL}key VARCHAR(255) NOT NULL, text TEXT NOT NULL)",
    f"CREATE TABLE free_days ({_BINNABLE}{_SCHOOL}name VARCHAR(255) NOT NULL, from_on DATE NOT NULL, "
    "until_on DATE NOT NULL, source VARCHAR(255) NOT NULL)",
    f"CREATE TABLE goal ({_BINNABLE}{_SCHOOL}title VARCHAR(255) NOT NULL, why TEXT NOT NULL, "
    "owner_id INTEGER REFERENCES person (id), status VARCHAR(255) NOT NULL, due_on DATE, evaluate_on DATE, "
    "evaluated_on DATE, evaluation TEXT NOT NULL)",
    f"CREATE TABLE observation ({_BINNABLE}{_SCHOOL}teacher_id INTEGER NOT NULL REFERENCES person (id), "
    "group_id INTEGER REFERENCES school_group (id), conversation_id INTEGER REFERENCES conversation (id), "
    "writer VARCHAR(255) NOT NULL, shared INTEGER NOT NULL, day DATE NOT NULL, question TEXT NOT NULL, "
    "seen TEXT NOT NULL, meaning TEXT NOT NULL, talk TEXT NOT NULL, agreed TEXT NOT NULL, look_again_on DATE, "
    "looked_again_on DATE)",
    f"CREATE TABLE visit ({_ROW}{_SCHOOL}who VARCHAR(255) NOT NULL, day DATE NOT NULL)",
    f"CREATE TABLE seen_line ({_ROW}{_SCHOOL}who VARCHAR(255) NOT NULL, key VARCHAR(255) NOT NULL, "
    "stamp VARCHAR(255) NOT NULL, day DATE NOT NULL)",
)
_COLUMNS = (
    ("cycle_step", "goal_id INTEGER REFERENCES goal (id)"),
    ("cycle_step", "title VARCHAR(255) NOT NULL DEFAULT ''"),
    ("cycle_step", "starts_on DATE"),
    ("cycle_step", "plan_line VARCHAR(255) NOT NULL DEFAULT ''"),
    ("cycle_step", "note TEXT NOT NULL DEFAULT ''"),
    ("action_item", "waiting_since DATE"),
    ("action_item", "dropped_because TEXT NOT NULL DEFAULT ''"),
)
_INDEXES = (
    "CREATE UNIQUE INDEX school_text_school_id_key ON school_text (school_id, key)",
    "CREATE INDEX school_text_school_id ON school_text (school_id)",
    "CREATE INDEX free_days_school_id ON free_days (school_id)",
    "CREATE INDEX free_days_from_on ON free_days (from_on)",
    "CREATE INDEX goal_school_id ON goal (school_id)",
    "CREATE INDEX goal_owner_id ON goal (owner_id)",
    "CREATE INDEX cycle_step_goal_id ON cycle_step (goal_id)",
    "CREATE INDEX observation_school_id ON observation (school_id)",
    "CREATE INDEX observation_teacher_id ON observation (teacher_id)",
    "CREATE INDEX observation_group_id ON observation (group_id)",
    "CREATE INDEX observation_conversation_id ON observation (conversation_id)",
    "CREATE INDEX visit_school_id ON visit (school_id)",
    "CREATE UNIQUE INDEX visit_school_id_who_day ON visit (school_id, who, day)",
    "CREATE INDEX seen_line_school_id ON seen_line (school_id)",
    "CREATE UNIQUE INDEX seen_line_school_id_who_key ON seen_line (school_id, who, key)",
)
_VISITS = (
    "INSERT INTO visit (created_at, changed_at, version, school_id, who, day) "
    "SELECT MAX(log.at), MAX(log.at), 1, (SELECT MIN(id) FROM school), log.who, DATE(log.at) "
    "FROM audit_log AS log WHERE EXISTS (SELECT 1 FROM school) GROUP BY log.who, DATE(log.at)"
)


def up(migrator: SchemaMigrator, db: SqlCipherDatabase) -> None:  # noqa: ARG001  # the runner hands both
    """New tables, and columns on the steps of the calendar and on promises."""
    for statement in _TABLES:
        db.execute_sql(statement)
    for table, column in _COLUMNS:
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN {column}")
    for statement in (*_INDEXES, _VISITS):
        db.execute_sql(statement)
