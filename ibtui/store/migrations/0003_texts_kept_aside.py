"""Which earlier texts were written beside another session's, and never were the text of the minutes themselves."""

from playhouse.migrate import SchemaMigrator
from playhouse.sqlcipher_ext import SqlCipherDatabase


def up(migrator: SchemaMigrator, db: SqlCipherDatabase) -> None:  # noqa: ARG001  # the runner hands both
    """One column more on the earlier texts. Of those that are there nobody knows: they count as ordinary ones."""
    db.execute_sql("ALTER TABLE revision ADD COLUMN aside INTEGER NOT NULL DEFAULT 0")
