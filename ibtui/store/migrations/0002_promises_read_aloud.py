"""What reading aloud and splitting lines need to know of an action item.

With plain ALTER TABLE: the migrator would build the table anew, and its search triggers would be lost.
"""

from playhouse.migrate import SchemaMigrator
from playhouse.sqlcipher_ext import SqlCipherDatabase

_COLUMNS = (
    "confirmed_on DATE",  # read to the table, and the table agreed
    "gone_line TEXT NOT NULL DEFAULT ''",  # its line as it stood before it went out of the text
    "cut_off TEXT NOT NULL DEFAULT ''",  # what a line break cut off its line
)


def up(migrator: SchemaMigrator, db: SqlCipherDatabase) -> None:  # noqa: ARG001  # the runner hands both
    """Three columns more on the action items; existing rows get nothing in them."""
    for column in _COLUMNS:
        db.execute_sql(f"ALTER TABLE action_item ADD COLUMN {column}")
