"""The locked door: the log of who did what is a chain that only grows, and a private note knows who wrote it.

With plain ALTER TABLE, so that the rows stay as they are. The lines that were there get their digests here; the rule is
that of `store/audit_chain.py`, written out, for that file may not be asked from here.
"""

import hashlib

from playhouse.migrate import SchemaMigrator
from playhouse.sqlcipher_ext import SqlCipherDatabase

_ONLY_GROWS = "BEGIN SELECT RAISE(ABORT, 'the audit log only grows'); END"
_STATEMENTS = (
    "ALTER TABLE audit_log ADD COLUMN digest VARCHAR(255) NOT NULL DEFAULT ''",
    "ALTER TABLE conversation ADD COLUMN writer VARCHAR(255) NOT NULL DEFAULT ''",
)
_TRIGGERS = (
    f"CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log {_ONLY_GROWS}",
    f"CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log {_ONLY_GROWS}",
)


def up(migrator: SchemaMigrator, db: SqlCipherDatabase) -> None:  # noqa: ARG001  # the runner hands both
    """Two columns, the digests of the lines that were there, and triggers that let the log only grow."""
    for statement in _STATEMENTS:
        db.execute_sql(statement)
    _fill(db)
    for statement in _TRIGGERS:
        db.execute_sql(statement)


def _fill(db: SqlCipherDatabase) -> None:
    lines = db.execute_sql(
        "SELECT id, at, who, action, subject, subject_id FROM audit_log ORDER BY id"
    ).fetchall()
    before = ""
    for number, at, who, action, subject, subject_id in lines:
        about = "" if subject_id is None else str(subject_id)
        text = "\x1f".join((before, str(at), who, action, subject, about))
        before = hashlib.sha256(text.encode()).hexdigest()
        db.execute_sql("UPDATE audit_log SET digest = ? WHERE id = ?", (before, number))
