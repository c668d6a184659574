"""The ways in which somebody with the key and SQL can spoil the log; each inside a transaction of who calls it."""

from __future__ import annotations

import random
from collections.abc import Callable

from ibtui.store import audit_chain, database

Trial = Callable[[random.Random, int], None]
"""Spoils a log of so many lines."""

_FIELDS = ("at", "who", "action", "subject", "subject_id", "digest")


def sql(statement: str, *values: object) -> list[tuple[object, ...]]:
    """Past every rule of the store."""
    found: list[tuple[object, ...]] = database.connection().execute_sql(statement, values).fetchall()
    return found


def drop_triggers() -> None:
    """What somebody does first who means it."""
    for name in ("audit_log_no_update", "audit_log_no_delete"):
        sql(f"DROP TRIGGER IF EXISTS {name}")


def _edit(chance: random.Random, last: int) -> None:
    field, number = chance.choice(_FIELDS), chance.randint(1, last)
    was = sql(f"SELECT {field} FROM audit_log WHERE id = ?", number)[0][0]
    text = str(was or "")
    place = chance.randrange(len(text) + 1)
    other = text[:place] + chance.choice("abz019") + text[place + chance.randint(0, 1) :]
    value: object = chance.randint(1000, 2000) if field == "subject_id" else other
    if str(value) == text:
        value = f"{text}x"
    sql(f"UPDATE audit_log SET {field} = ? WHERE id = ?", value, number)


def _shift(chance: random.Random, last: int) -> None:
    """The words of one field into the next: together they say the same letters."""
    number = chance.randint(1, last)
    sql(
        "UPDATE audit_log SET who = who || substr(action, 1, 1), action = substr(action, 2) WHERE id = ?",
        number,
    )


def _take_out(chance: random.Random, last: int) -> None:
    first = chance.randint(1, last - 1)
    sql("DELETE FROM audit_log WHERE id BETWEEN ? AND ?", first, min(first + chance.randint(0, 5), last - 1))


def _swap(chance: random.Random, last: int) -> None:
    """Two lines change places, each with its digest."""
    one = chance.randint(1, last - 1)
    two = chance.randint(one + 1, last)
    for before, after in ((one, -1), (two, one), (-1, two)):
        sql("UPDATE audit_log SET id = ? WHERE id = ?", after, before)


def _put_in(chance: random.Random, last: int) -> None:
    """A line between, with a digest that fits the line before it; those after it move up."""
    number = chance.randint(1, last - 1)
    sql("UPDATE audit_log SET id = -id WHERE id > ?", number)
    sql("UPDATE audit_log SET id = 1 - id WHERE id < 0")
    before = str(sql("SELECT digest FROM audit_log WHERE id = ?", number)[0][0])
    line = ("2026-01-01 09:00:00", "ander", "zorg gesloten", "concern", 1)
    values = (number + 1, *line, audit_chain.link(before, line))
    sql(
        "INSERT INTO audit_log (id, at, who, action, subject, subject_id, digest) VALUES (?, ?, ?, ?, ?, ?, ?)",
        *values,
    )


def _cut(chance: random.Random, last: int) -> None:
    sql("DELETE FROM audit_log WHERE id > ?", last - chance.randint(1, 40))


def _cut_and_go_on(chance: random.Random, last: int) -> None:
    """The tail goes, and the program writes new lines after it."""
    _cut(chance, last)
    for number in range(chance.randint(1, 80)):
        audit_chain.append(database.now(), "ander", "gesprek gewijzigd", "conversation", number)


def _write_anew(chance: random.Random, last: int) -> None:
    """A line is changed, and every digest after it is counted anew: the chain itself is sound."""
    number = chance.randint(1, last)
    sql("UPDATE audit_log SET who = 'ander' WHERE id = ?", number)
    told = sql("SELECT digest FROM audit_log WHERE id = ?", number - 1)
    before = str(told[0][0]) if told else audit_chain.START
    ask = "SELECT id, at, who, action, subject, subject_id FROM audit_log WHERE id >= ? ORDER BY id"
    for key, *line in sql(ask, number):
        before = audit_chain.link(before, line)
        sql("UPDATE audit_log SET digest = ? WHERE id = ?", before, key)


BY_CHAIN: dict[str, Trial] = {
    "a field is edited": _edit,
    "words go to the next field": _shift,
    "lines are taken out": _take_out,
    "two lines change places": _swap,
    "a line is put in": _put_in,
}
BY_HEAD: dict[str, Trial] = {
    "the tail is cut off": _cut,
    "the tail is cut off and the log goes on": _cut_and_go_on,
    "every digest is counted anew": _write_anew,
}
