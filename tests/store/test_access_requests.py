"""A request to read the file of a child, its term, and the papers that were made for it."""

import datetime as dt

from ibtui.store import access_requests, change, deadlines, exports
from ibtui.store.access_requests import CHECK, COPY, RequestRow, WrittenPaper
from ibtui.store.models import AccessRequest, AuditLog, Deadline
from tests.store.table import TODAY, Table


def terms(laid: Table) -> list[tuple[dt.date, dt.date | None]]:
    return [(row.due_on, row.done_on) for row in Deadline.select().where(Deadline.pupil == laid.roos)]


def asked(laid: Table) -> RequestRow:
    return access_requests.ask(laid.roos, laid.mother, TODAY, "per mail")


def test_a_request_starts_a_term_of_four_weeks(laid: Table) -> None:
    row = asked(laid)
    assert (row.asked_by, row.relation, row.custody, row.note) == (
        "Fleur van Dijk",
        "moeder",
        "ja",
        "per mail",
    )
    assert row.due_on == TODAY + dt.timedelta(weeks=4)
    assert terms(laid) == [(row.due_on, None)]
    assert access_requests.open_request(laid.roos) == row


def test_asking_again_within_an_open_request_is_that_request(laid: Table) -> None:
    first = asked(laid)
    again = access_requests.ask(laid.roos, laid.mother, TODAY + dt.timedelta(days=3))
    assert again.id == first.id
    assert AccessRequest.select().count() == 1
    assert len(terms(laid)) == 1


def test_another_parent_has_a_request_of_their_own(laid: Table) -> None:
    asked(laid)
    other = access_requests.ask(laid.roos, laid.father, TODAY)
    assert (other.asked_by, other.custody) == ("Karim Bos", "nee")
    assert len(terms(laid)) == 2


def test_both_are_open_the_newest_first(laid: Table) -> None:
    mother = asked(laid)
    father = access_requests.ask(laid.roos, laid.father, TODAY)
    assert [row.id for row in access_requests.open_requests(laid.roos)] == [father.id, mother.id]
    access_requests.give(father.id, TODAY)
    assert access_requests.open_requests(laid.roos) == [mother]


def test_asking_again_leaves_no_line_in_the_audit_log(laid: Table) -> None:
    asked(laid)
    before = AuditLog.select().count()
    asked(laid)
    assert AuditLog.select().count() == before


def test_who_asked_may_be_said_later_and_the_term_stays(laid: Table) -> None:
    row = access_requests.ask(laid.roos, None, TODAY)
    access_requests.say_who(row.id, laid.mother)
    (now,) = access_requests.open_requests(laid.roos)
    assert (now.id, now.asked_by, now.due_on) == (row.id, "Fleur van Dijk", row.due_on)
    change.undo_last()
    assert access_requests.open_requests(laid.roos)[0].asked_by == ""
    assert len(terms(laid)) == 1


def test_giving_the_copy_settles_the_term(laid: Table) -> None:
    row = asked(laid)
    access_requests.give(row.id, TODAY, row.version)
    assert access_requests.open_request(laid.roos) is None
    assert terms(laid) == [(row.due_on, TODAY)]
    change.undo_last()
    assert terms(laid) == [(row.due_on, None)]


def test_a_request_that_is_off_takes_its_term_along(laid: Table) -> None:
    row = asked(laid)
    access_requests.withdraw(row.id, row.version)
    assert access_requests.requests(laid.roos) == []
    assert deadlines.deadlines(laid.school, pupil_id=laid.roos) == []
    change.undo_last()
    assert [one.id for one in access_requests.requests(laid.roos)] == [row.id]
    assert len(deadlines.deadlines(laid.school, pupil_id=laid.roos)) == 1


class TestLog:
    def test_the_copy_is_found_back_at_the_child_and_among_what_lies_there(self, laid: Table) -> None:
        row = asked(laid)
        number = access_requests.log(
            row, WrittenPaper(COPY, "2026 inzage 1 kopie.docx", "/papieren", "ab", 12)
        )
        for found in (
            exports.exports_of_pupil(laid.roos), exports.exports(laid.school), exports.lying(laid.school)
        ):  # fmt: skip
            assert [(one.id, one.about, one.went_to, one.kind) for one in found] == [
                (number, "Roos van Dijk", "Fleur van Dijk", "dossier, inzage")
            ]
        assert access_requests.requests(laid.roos)[0].file_name == "2026 inzage 1 kopie.docx"

    def test_the_list_for_school_went_to_nobody(self, laid: Table) -> None:
        access_requests.log(asked(laid), WrittenPaper(CHECK, "na te kijken.docx", "/papieren", "ab", 12))
        (found,) = exports.lying(laid.school)
        assert (found.people, found.went_to) == ((), "alleen voor jou")
        assert access_requests.requests(laid.roos)[0].file_name == ""

    def test_of_whom_nobody_said_the_name_it_isnt_for_school_only(self, laid: Table) -> None:
        row = access_requests.ask(laid.roos, None, TODAY)
        access_requests.log(row, WrittenPaper(COPY, "kopie.docx", "/papieren", "ab", 12))
        assert exports.lying(laid.school)[0].went_to == "wie het vroeg"

    def test_it_is_in_the_audit_log_without_a_name(self, laid: Table) -> None:
        access_requests.log(asked(laid), WrittenPaper(COPY, "kopie.docx", "/papieren", "ab", 12))
        last = AuditLog.select().order_by(AuditLog.id.desc()).first()
        assert last.action == "dossier in Word gezet"
        assert last.subject == "export_log"

    def test_a_copy_that_never_came_is_not_told_of(self, laid: Table) -> None:
        row = asked(laid)
        first, paper = (WrittenPaper(COPY, name, "/papieren", "ab", 12) for name in ("een.docx", "twee.docx"))
        access_requests.log(row, first)
        row = access_requests.requests(laid.roos)[0]
        access_requests.take_back(access_requests.log(row, paper), row, paper)
        assert access_requests.requests(laid.roos)[0].file_name == "een.docx"
        assert [one.file_name for one in exports.lying(laid.school)] == ["een.docx"]

    def test_undo_goes_past_it(self, laid: Table) -> None:
        row = asked(laid)
        access_requests.log(row, WrittenPaper(COPY, "kopie.docx", "/papieren", "ab", 12))
        assert change.can_undo()
        assert len(exports.lying(laid.school)) == 1
