"""The log: a chain that only grows, pages to read, and a head that shows what a chain alone can't."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import IntegrityError

from ibtui.care.log_words import KINDS, SUBJECTS, which
from ibtui.settings import Home
from ibtui.store import audit, audit_chain, database, minutes
from ibtui.store.audit import Broken, Head
from ibtui.store.conversations import ConversationDraft, add_conversation, cancel
from ibtui.store.models import TABLES, AuditLog, Row
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import TODAY, home_in
from tests.store.table import Table

MARK = "zwaluwstaart"


@pytest.fixture
def kept(school: SchoolInfo, tmp_path: Path) -> Iterator[Home]:
    """A school with a log of ten lines of two people, and its home."""
    for number in range(9):
        audit.note("sleutel bekeken", "", number)
    yield home_in(tmp_path)


def spoil(statement: str, *values: object) -> None:
    """What somebody does who has the key and knows SQL: first the triggers go."""
    store = database.connection()
    for name in ("audit_log_no_update", "audit_log_no_delete"):
        store.execute_sql(f"DROP TRIGGER IF EXISTS {name}")
    store.execute_sql(statement, values)


class TestTheChain:
    def test_is_whole_after_every_kind_of_write(self, school: SchoolInfo) -> None:
        number = add_conversation(school.id, ConversationDraft("telefoon", TODAY))
        cancel(number)
        audit.note("reservekopie gemaakt")
        assert audit.verify() is None

    def test_lets_no_line_be_changed_or_removed(self, kept: Home) -> None:
        with pytest.raises(IntegrityError, match="only grows"):
            AuditLog.update(who="ander").where(AuditLog.id == 3).execute()
        with pytest.raises(IntegrityError, match="only grows"):
            AuditLog.delete().where(AuditLog.id == 3).execute()
        assert audit.verify() is None

    def test_shows_each_field_that_was_edited(self, kept: Home) -> None:
        for field, value in (
            ("at", "2020-01-01 09:00:00"), ("who", "ander"), ("action", "iets"), ("subject", "pupil"),
            ("subject_id", 99), ("digest", "0" * 64),
        ):  # fmt: skip
            was = (
                database.connection().execute_sql(f"SELECT {field} FROM audit_log WHERE id = 5").fetchone()[0]
            )
            spoil(f"UPDATE audit_log SET {field} = ? WHERE id = 5", value)
            found = audit.verify()
            assert found is not None and found.line == 5, field
            spoil(f"UPDATE audit_log SET {field} = ? WHERE id = 5", was)
        assert audit.verify() is None

    def test_shows_a_line_that_was_taken_out(self, kept: Home) -> None:
        spoil("DELETE FROM audit_log WHERE id = 4")
        assert audit.verify() == Broken(5, "Het logboek is veranderd, bij regel 5")

    def test_shows_the_first_line_taken_out(self, kept: Home) -> None:
        spoil("DELETE FROM audit_log WHERE id = 1")
        assert audit.verify() == Broken(2, "Het logboek is veranderd, bij regel 2")

    def test_shows_a_line_that_was_put_in(self, kept: Home) -> None:
        spoil("UPDATE audit_log SET id = id + 1000 WHERE id > 4")
        spoil(
            "INSERT INTO audit_log (id, at, who, action, subject, digest) "
            "SELECT 5, at, who, 'ongedaan', subject, digest FROM audit_log WHERE id = 4"
        )
        found = audit.verify()
        assert found is not None and found.line == 5

    def test_does_not_take_the_words_of_one_field_for_those_of_the_next(self) -> None:
        at = dt.datetime(2026, 11, 24, 9)
        assert audit_chain.digest("", at, "ib1", "a", "bc", None) != audit_chain.digest(
            "", at, "ib1", "ab", "c", None
        )

    def test_a_write_that_fails_leaves_no_gap(self, kept: Home) -> None:
        last = audit.head().count
        with pytest.raises(ZeroDivisionError), database.transaction():
            audit_chain.append(database.now(), "ib1", "afgebroken")
            1 / 0  # noqa: B018
        audit.note("reservekopie gemaakt")
        assert audit.head().count == last + 1


class TestTheHead:
    def test_shows_a_tail_that_was_cut_off(self, kept: Home) -> None:
        assert audit.keep_head(kept)
        spoil("DELETE FROM audit_log WHERE id > 8")
        assert audit.verify() is None, "the chain alone can't see it"
        found = audit.verify_here()
        assert found == Broken(None, "Aan het eind van het logboek ontbreken 2 regels")

    def test_shows_a_log_that_was_written_anew(self, kept: Home) -> None:
        audit.keep_head(kept)
        spoil("DELETE FROM audit_log WHERE id > 8")
        for _number in range(6):
            audit.note("gesprek gewijzigd")
        found = audit.verify_here()
        assert found is not None and found.title.startswith("Het logboek is opnieuw geschreven")
        assert audit.verify() is None, "the chain alone can't see it"

    def test_goes_on_when_the_log_does(self, kept: Home) -> None:
        audit.keep_head(kept)
        audit.note("reservekopie gemaakt")
        assert audit.verify_here() is None
        assert audit.keep_head(kept)
        assert audit.kept_head(kept) == audit.head() == Head(11, audit.head().digest)

    def test_is_not_written_over_while_the_log_does_not_go_on_from_it(self, kept: Home) -> None:
        audit.keep_head(kept)
        before = audit.kept_head(kept)
        spoil("DELETE FROM audit_log WHERE id > 8")
        assert not audit.keep_head(kept)
        assert audit.kept_head(kept) == before

    def test_is_written_anew_by_a_restore(self, kept: Home) -> None:
        audit.keep_head(kept)
        spoil("DELETE FROM audit_log WHERE id > 8")
        assert audit.keep_head(kept, anew=True)
        assert audit.verify_here() is None

    def test_is_for_nobody_else_to_read_and_holds_no_words(self, kept: Home) -> None:
        audit.keep_head(kept)
        path = kept.database.parent / audit.HEAD_NAME
        assert path.stat().st_mode & 0o777 == 0o600
        assert set(json.loads(path.read_text())) == {"count", "digest", "at"}

    @pytest.mark.parametrize(
        "spoilt", ["", "{", "[]", '{"count": true, "digest": "x"}', '{"count": 3}', "\xff"]
    )
    def test_that_can_not_be_read_is_none(self, kept: Home, spoilt: str) -> None:
        (kept.database.parent / audit.HEAD_NAME).write_text(spoilt, "latin-1")
        assert audit.kept_head(kept) is None
        assert audit.keep_head(kept)
        assert audit.kept_head(kept) == audit.head()

    def test_is_kept_when_the_store_is_closed(self, kept: Home) -> None:
        last = audit.head()
        audit.close()
        assert not database.is_open()
        assert audit.kept_head(kept) == last
        audit.close()

    def test_of_an_empty_log(self, empty_store: Path) -> None:
        spoil("DELETE FROM audit_log")
        assert audit.head() == Head(0, "")
        assert audit.fits(Head(0, "")) and audit.verify([Head(0, "")]) is None

    def test_a_disk_that_refuses_does_not_stop_the_closing(
        self, kept: Home, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = kept.database.parent / audit.HEAD_NAME
        path.mkdir()
        audit.close()
        assert not database.is_open()


class TestReading:
    def test_the_newest_first_a_page_at_a_time(self, kept: Home) -> None:
        first = audit.lines(limit=4)
        second = audit.lines(limit=4, before=first[-1].id)
        assert [one.id for one in (*first, *second)] == [10, 9, 8, 7, 6, 5, 4, 3]

    def test_by_user(self, kept: Home, monkeypatch: pytest.MonkeyPatch) -> None:
        with monkeypatch.context() as patch:
            patch.setattr(database, "who", lambda: "ib2")
            audit.note("reservekopie gemaakt")
        assert [one.action for one in audit.lines(who="ib2")] == ["reservekopie gemaakt"]
        assert audit.people() == sorted({database.who(), "ib2"})

    def test_by_day_both_inclusive(self, school: SchoolInfo, monkeypatch: pytest.MonkeyPatch) -> None:
        for day in (1, 2, 3):
            monkeypatch.setattr(database, "now", lambda day=day: dt.datetime(2030, 1, day, 23, 59, 59))
            audit.note(f"dag {day}")
        found = audit.lines(since=dt.date(2030, 1, 2), until=dt.date(2030, 1, 3))
        assert [one.action for one in found] == ["dag 3", "dag 2"]
        assert [one.action for one in audit.lines(since=dt.date(2030, 1, 1), until=dt.date(2030, 1, 1))] == [
            "dag 1"
        ]

    def test_by_kind(self, school: SchoolInfo) -> None:
        number = add_conversation(school.id, ConversationDraft("telefoon", TODAY))
        audit.note("reservekopie gemaakt")
        found = audit.lines(subjects=KINDS["gesprekken"])
        assert [(one.action, which(one.subject, one.subject_id)) for one in found] == [
            ("gesprek toegevoegd", f"gesprek {number}")
        ]

    def test_holds_nothing_of_what_was_written(self, school: SchoolInfo) -> None:
        add_conversation(school.id, ConversationDraft("telefoon", TODAY, purpose=MARK, place=MARK))
        assert MARK not in repr(audit.lines())


class TestANote:
    def test_is_a_line_of_its_own(self, school: SchoolInfo) -> None:
        audit.note("slot ingetrokken", "", 2)
        last = audit.lines(limit=1)[0]
        assert (last.action, last.subject, last.subject_id, last.who) == (
            "slot ingetrokken",
            "",
            2,
            database.who(),
        )

    def test_is_left_out_when_the_store_is_closed(self, school: SchoolInfo) -> None:
        database.close_store()
        assert not audit.note_if_open("wachtwoord gewijzigd")


def test_every_table_has_a_word_and_a_kind() -> None:
    """So that no line of the log ever shows an English name."""
    tables = {table._meta.table_name for table in TABLES if issubclass(table, Row)}
    assert set(SUBJECTS) == tables
    assert {name for names in KINDS.values() for name in names} == tables | {""}
    assert sum(map(len, KINDS.values())) == len(tables) + 1, "each table is of one kind"


def test_a_last_line_that_was_spoilt_stops_nobody_from_typing(laid: Table) -> None:
    text = minutes.start(laid.overleg)
    saved = minutes.save(text.id, "eerste woorden", text.version)
    spoil("UPDATE audit_log SET at = 'gisteren' WHERE id = (SELECT max(id) FROM audit_log)")
    minutes.save(text.id, "eerste woorden en meer", saved.version)
    assert minutes.load(text.id).text == "eerste woorden en meer"
