"""The export log tells who got a document and who didn't, about whom it is, what was let through, and whether the file
still lies there.

With plain ALTER TABLE, so that the rows stay as they are. Of a document of before this nobody knows where it lies, and
it is about the pupils that its conversation has now.
"""

from playhouse.migrate import SchemaMigrator
from playhouse.sqlcipher_ext import SqlCipherDatabase

_COLUMNS = (
    "agency_id INTEGER REFERENCES agency (id)",
    "folder VARCHAR(255) NOT NULL DEFAULT ''",
    "digest VARCHAR(255) NOT NULL DEFAULT ''",
    "size INTEGER NOT NULL DEFAULT 0",
    "status VARCHAR(255) NOT NULL DEFAULT ''",
    "ground VARCHAR(255) NOT NULL DEFAULT ''",
    "checked_at DATETIME",
    "stops INTEGER NOT NULL DEFAULT 0",
    "asks INTEGER NOT NULL DEFAULT 0",
    "removed_at DATETIME",
    "removed_how VARCHAR(255) NOT NULL DEFAULT ''",
    "missed_on DATE",
)
_ROW = (
    "id INTEGER NOT NULL PRIMARY KEY, created_at DATETIME NOT NULL, changed_at DATETIME NOT NULL, "
    "version INTEGER NOT NULL, export_id INTEGER NOT NULL REFERENCES export_log (id), "
)
_TABLES = (
    f"CREATE TABLE export_pupil ({_ROW}pupil_id INTEGER NOT NULL REFERENCES pupil (id), "
    "name VARCHAR(255) NOT NULL)",
    f"CREATE TABLE export_recipient ({_ROW}person_id INTEGER REFERENCES person (id), "
    "name VARCHAR(255) NOT NULL, reason TEXT NOT NULL, got INTEGER NOT NULL)",
    f"CREATE TABLE export_pass ({_ROW}rule VARCHAR(255) NOT NULL, level VARCHAR(255) NOT NULL, "
    "line INTEGER NOT NULL, why TEXT NOT NULL)",
)
_INDEXES = (
    "CREATE INDEX export_log_agency_id ON export_log (agency_id)",
    "CREATE INDEX export_pupil_export_id ON export_pupil (export_id)",
    "CREATE INDEX export_pupil_pupil_id ON export_pupil (pupil_id)",
    "CREATE INDEX export_recipient_export_id ON export_recipient (export_id)",
    "CREATE INDEX export_recipient_person_id ON export_recipient (person_id)",
    "CREATE INDEX export_pass_export_id ON export_pass (export_id)",
)
_PUPILS = (
    "INSERT INTO export_pupil (created_at, changed_at, version, export_id, pupil_id, name) "
    "SELECT log.created_at, log.created_at, 1, log.id, pupil.id, "
    "TRIM(pupil.first_name || ' ' || TRIM(pupil.infix || ' ' || pupil.last_name)) "
    "FROM export_log AS log JOIN conversation_pupil AS link ON link.conversation_id = log.conversation_id "
    "JOIN pupil ON pupil.id = link.pupil_id ORDER BY log.id, link.id"
)


def up(migrator: SchemaMigrator, db: SqlCipherDatabase) -> None:  # noqa: ARG001  # the runner hands both
    """Columns on the log, and three tables beside it; of existing rows only the pupils are filled in."""
    for column in _COLUMNS:
        db.execute_sql(f"ALTER TABLE export_log ADD COLUMN {column}")
    for statement in (*_TABLES, *_INDEXES, _PUPILS):
        db.execute_sql(statement)
