"""The one way to write, and the way back.

`write` is one IMMEDIATE transaction that leaves one line in the audit log. Inside it a `Change` adds, edits,
bins and removes rows and remembers what they were, so that `undo_last` can bring them back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import field
from typing import TypeVar

from peewee import IntegrityError

from ibtui.errors import Conflict, Missing, StoreError
from ibtui.store import audit_chain, database
from ibtui.store.models import Binnable, Row
from ibtui.values import dataclass

RowType = TypeVar("RowType", bound=Row)
_KEEP_STEPS = 50


@dataclass(slots=True)
class _Touched:
    """One row of a change: what it was and what became of it."""

    model: type[Row]
    row_id: int
    before: dict[str, object] | None  # None: the row was made by this change
    after: int | None = None  # its version when the change was done; None: not written
    removed: bool = False

    @property
    def written(self) -> bool:
        return self.removed or self.after is not None


@dataclass(slots=True)
class Change:
    """One change under way. `label` is Dutch and is what `u` says it took back: "gesprek verplaatst"."""

    label: str
    undoable: bool = True
    joins: bool = False
    _touched: dict[tuple[str, int], _Touched] = field(default_factory=dict)
    _subject: tuple[str, int] | None = None
    _when_undone: list[Callable[[], None]] = field(default_factory=list)

    def when_undone(self, action: Callable[[], None]) -> None:
        """Do this too when the change is taken back, in the same transaction: what no row of it remembers."""
        self._when_undone.append(action)

    def add(self, row: RowType) -> RowType:
        """Insert a new row."""
        row.save(force_insert=True)
        self._remember(row, None).after = row.version
        return row

    def edit(
        self, model: type[RowType], row_id: int, version: int | None = None, *, binned: bool = False
    ) -> RowType:
        """Fetch a row to change it; finish with `save`, `bin` or `remove`.

        Raises `Missing` when it is gone, or in the bin and not `binned`; `Conflict` when it no longer has this
        `version`.
        """
        row = model.get_or_none(model.id == row_id)
        if row is None or (getattr(row, "deleted_at", None) is not None and not binned):
            raise Missing(
                "Dit is er niet meer", "Iemand heeft het verwijderd. Het scherm laat nu zien wat er is."
            )
        check_version(version, row.version)
        self._remember(row, dict(row.__data__))
        return row

    def save(self, row: Row) -> None:
        """Write an edited row; its version grows. Nothing is written when nothing changed."""
        touched = self._remember(row, None)
        if touched.after is None and touched.before == row.__data__:
            return
        self.touch(row)

    def touch(self, row: Row) -> None:
        """Write a row although nothing in itself changed: what belongs to it did."""
        row.version += 1
        row.changed_at = database.now()
        row.save()
        self._remember(row, None).after = row.version

    def bin(self, row: Binnable) -> None:
        """Put a row, fetched by `edit`, in the bin."""
        row.deleted_at = database.now()
        self.save(row)

    def remove(self, row: Row) -> None:
        """Delete a row of a linking table (attendance and the like)."""
        touched = self._remember(row, dict(row.__data__))
        row.delete_instance()
        touched.after, touched.removed = None, True

    def about(self, row: Row) -> None:
        """Name the row that the audit line is about, when it isn't the first one touched."""
        self._subject = _key(row)

    def _remember(self, row: Row, before: dict[str, object] | None) -> _Touched:
        key = _key(row)
        if self._subject is None:
            self._subject = key
        return self._touched.setdefault(key, _Touched(type(row), int(row.id), before))

    def _audit(self) -> None:
        name, row_id = self._subject or ("", 0)
        if self.joins and audit_chain.goes_on(
            database.now(), database.who(), self.label, name, row_id or None
        ):
            return
        audit_chain.append(database.now(), database.who(), self.label, name, row_id or None)


_steps: list[Change] = []


@contextmanager
def write(label: str, *, undoable: bool = True, joins: bool = False) -> Iterator[Change]:
    """One transaction, one audit line. `label`: Dutch, in the past tense, never content.

    `joins`: one of a run of saves while somebody types; the run leaves a line at most each ten minutes.

    Not to be nested: a function that writes inside another's write takes the `Change` as an argument.
    Raises `StoreError` and its kinds; then nothing was written. A change that changed nothing leaves no line.
    """
    if database.connection().in_transaction():
        raise RuntimeError("write() inside write(): hand the Change over instead")
    change = Change(label, undoable, joins)
    with database.transaction():
        yield change
        idle = change._touched and not any(touched.written for touched in change._touched.values())
        if not idle:
            change._audit()
    if undoable and not idle and change._touched:
        _steps.append(change)
        del _steps[:-_KEEP_STEPS]


def overwrite(model: type[Row], row_id: int, version: int, values: dict[str, object]) -> bool:
    """Write a row again in the run of a change that has its audit line: one statement, nothing fetched.

    False, and nothing written, when the row no longer has this `version` or is gone. Can't be undone.
    """
    fresh = {**values, "version": version + 1, "changed_at": database.now()}
    fields = model._meta.fields
    columns = ", ".join(f'"{fields[name].column_name}" = ?' for name in fresh)
    # By hand: Peewee takes as long to write this statement as SQLite to do it, and it runs at each letter.
    statement = f'UPDATE "{model._meta.table_name}" SET {columns} WHERE id = ? AND version = ?'  # noqa: S608
    given = [fields[name].db_value(value) for name, value in fresh.items()]
    with database.transaction():
        done = database.connection().execute_sql(statement, (*given, row_id, version))
    return int(done.rowcount) == 1


def check_version(seen: int | None, now: int) -> None:
    """`Conflict` when the row that a form was filled from has been changed since. `seen` None: don't care."""
    if seen is not None and seen != now:
        raise Conflict(
            "Dit is intussen in een andere sessie veranderd",
            "Er is niets bewaard. Kijk eerst wat er nu staat en doe het dan opnieuw.",
        )


def can_undo() -> bool:
    """Whether this session has a change to take back."""
    return bool(_steps)


def undo_size() -> int:
    """How many rows `undo_last` would take back."""
    return len(_steps[-1]._touched) if _steps else 0


def forget_steps() -> None:
    """Start with an empty history (another database was opened)."""
    _steps.clear()


Steps = tuple[Change, ...]
"""A history that was laid aside."""


def lay_aside() -> Steps:
    """The history, for when the same database is opened again; until then there is none."""
    steps = tuple(_steps)
    _steps.clear()
    return steps


def take_up(steps: Steps) -> None:
    """Go on with a history that was laid aside."""
    _steps[:] = steps


def undo_last() -> str:
    """Take back this session's last change; returns its label.

    Raises `Conflict` when somebody changed the same row since (nothing is taken back then, and the step
    before it is next) and `StoreError` when there is nothing to undo.
    """
    if not _steps:
        raise StoreError("Er is niets om ongedaan te maken")
    change = _steps[-1]
    renewed: dict[tuple[str, int], tuple[int, int]] = {}
    try:
        with database.transaction():
            for key, touched in reversed(change._touched.items()):
                try:
                    versions = _take_back(touched)
                except IntegrityError as error:  # another session's rows now lean on it, or took its place
                    raise _conflict() from error
                if versions is not None:
                    renewed[key] = versions
            for action in change._when_undone:
                action()
            Change(f"ongedaan: {change.label}", False, _subject=change._subject)._audit()
    except Conflict:
        _steps.remove(change)
        raise
    _steps.remove(change)
    _recognise(renewed)
    return change.label


def _take_back(touched: _Touched) -> tuple[int, int] | None:
    """Undo one row; the versions (it had before the change, it has now) when it was an edited row."""
    if touched.removed:
        if touched.before is not None:  # None: made and removed by the same change
            touched.model.insert(touched.before).execute()
        return None
    if touched.after is None:
        return None
    row = touched.model.get_or_none(touched.model.id == touched.row_id)
    if row is None or row.version != touched.after:
        raise _conflict()
    if touched.before is None:
        _unmake(row)
        return None
    was = int(str(touched.before["version"]))
    for name, value in touched.before.items():
        if name not in touched.model.undo_leaves:
            setattr(row, name, value)
    row.version = touched.after + 1
    row.changed_at = database.now()
    row.save()
    return was, row.version


def _recognise(renewed: dict[tuple[str, int], tuple[int, int]]) -> None:
    """Older changes of the same rows must still know them by their new versions."""
    for step in _steps:
        for key, (was, version) in renewed.items():
            older = step._touched.get(key)
            if older is not None and older.after == was:
                older.after = version


def _unmake(row: Row) -> None:
    if isinstance(row, Binnable):
        row.deleted_at = database.now()
        row.version += 1
        row.save()
    else:
        row.delete_instance()


def _conflict() -> Conflict:
    return Conflict(
        "Dit is daarna nog veranderd",
        "Er is niets teruggezet. Kijk eerst wat er nu staat.",
    )


def _key(row: Row) -> tuple[str, int]:
    return row._meta.table_name, int(row.id)
