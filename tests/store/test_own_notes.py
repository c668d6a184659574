"""A private note is its writer's alone: for somebody else on the same database it is as if it weren't there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

import pytest

from ibtui.care.catching_up import Section
from ibtui.errors import BadInput, Missing
from ibtui.store import (
    actions,
    agencies,
    agenda,
    concern_rows,
    concerns,
    conversations,
    database,
    day_close,
    dossier,
    forget,
    glance,
    handover,
    minutes,
    private_notes,
    promises,
    promoting,
    quiet,
    revisions,
    search,
    seating,
    since,
    timeline,
)
from ibtui.store.concerns import ConcernDraft, add_concern
from ibtui.store.conversations import ConversationDraft, add_conversation
from ibtui.store.models import Conversation
from ibtui.store.quick import quick_note
from tests.store.conftest import home_in
from tests.store.table import TODAY, Table

MONDAY = dt.date(2026, 11, 23)
MARK = "zwaluwstaart"
TEXT = f"{MARK} van de ib'er\n% {MARK} van binnen\n! {MARK} doen"


@dataclass(frozen=True, slots=True)
class Note:
    """A private note of ib1 about Roos and her concern, with a text and a promise."""

    table: Table
    concern: int
    folder: Path
    be: Callable[[str], None]

    def write(self) -> int:
        """As ib1: the conversation's number."""
        self.be("ib1")
        draft = ConversationDraft(
            "telefoon", TODAY, dt.time(13, 30), pupil_ids=(self.table.roos,), concern_id=self.concern,
            person_ids=(self.table.doctor,), purpose=f"bellen over {MARK}", status="gehouden", audience="privé",
        )  # fmt: skip
        number = add_conversation(self.table.school, draft)
        text = minutes.start(number)
        minutes.save(text.id, TEXT, text.version)
        return number


@pytest.fixture
def note(laid: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Note:
    def be(name: str) -> None:
        monkeypatch.setattr(database, "who", lambda: name)

    be("ib2")
    draft = ConcernDraft("lezen", "leest traag", pupil_id=laid.roos, level=2)
    return Note(laid, add_concern(laid.school, draft, TODAY), tmp_path, be)


def _talk(note: Note) -> Conversation:
    return Conversation.get_by_id(note.table.overleg)


_READERS: dict[str, Callable[[Note], object]] = {
    "the week": lambda note: conversations.week(note.table.school, MONDAY),
    "the talks of a pupil": lambda note: conversations.of_pupil(note.table.roos),
    "the list of minutes": lambda note: minutes.list_minutes(note.table.school),
    "the list of minutes with a word": lambda note: minutes.list_minutes(note.table.school, text=MARK),
    "search": lambda note: [(hit.kind, hit.id) for hit in search.find(note.table.school, MARK)],
    "open promises": lambda note: actions.open_actions(note.table.school, TODAY),
    "all promises": lambda note: actions.list_actions(note.table.school),
    "the promises of a concern": lambda note: actions.of_concern(note.concern),
    "the overview of promises": lambda note: promises.open_promises(note.table.school),
    "what stays at the end of a day": lambda note: _left(note),
    "the timeline of a concern": lambda note: concern_rows.timeline(note.concern),
    "the list of concerns": lambda note: concerns.concerns(note.table.school),
    "the last contact of heavy concerns": lambda note: quiet.last_contacts(_heavy(note)),
    "the agencies": lambda note: agencies.agencies(note.table.school),
    "the story of a child": lambda note: timeline.page(note.table.roos, TODAY),
}  # fmt: skip
_NEVER: dict[str, Callable[[Note], object]] = {
    "the agenda": lambda note: agenda.text_for(_talk(note)),
    "one child at a glance": lambda note: glance.glance(note.table.roos, TODAY).agreed,
    "the file": lambda note: dossier.dossier(note.table.roos).entries,
    "the handover": lambda note: handover.handover(note.table.school, TODAY),
}
"""What shows nobody's private notes, not even one's own."""


def _heavy(note: Note) -> list[concern_rows.ConcernRow]:
    """As if nothing is known but what is said of the pupil herself."""
    return [replace(row, level=4, last_contact=None) for row in concerns.concerns(note.table.school)]


def _left(note: Note) -> object:
    """Roos's talk at one o'clock stands in it too: that it overlaps with the note is told to the writer only."""
    return day_close.day(note.table.school, home_in(note.folder), dt.datetime(2026, 11, 24, 15))


@pytest.mark.parametrize("name", _READERS)
def test_for_somebody_else_it_is_as_if_it_were_not_there(note: Note, name: str) -> None:
    reader = _READERS[name]
    before = reader(note)
    note.write()
    assert reader(note) != before, "its writer sees it"
    note.be("ib2")
    assert reader(note) == before
    assert MARK not in repr(before)


def _ends(number: int) -> dt.date:
    day = Conversation.get_by_id(number).expires_on
    assert day is not None
    return day


def test_that_it_expires_is_told_to_its_writer_only(note: Note) -> None:
    number = note.write()
    ends = _ends(number)
    private_notes.warn(note.table.school, ends - dt.timedelta(days=10))
    soon = ends + dt.timedelta(days=1)
    for who, told in (("ib1", [number]), ("ib2", [])):
        note.be(who)
        news = since.gather(note.table.school, ends, (0, 3)).news
        assert [row.id for row in private_notes.expiring(note.table.school, soon, warned=True)] == told
        assert [item.id for item in news if item.section is Section.PRIVATE] == told


def test_what_is_for_others_holds_nobodys_notes(note: Note) -> None:
    note.write()
    for who in ("ib1", "ib2"):
        note.be(who)
        for name, reader in _NEVER.items():
            assert MARK not in repr(reader(note)), name


def test_by_its_number_it_is_not_there_either(note: Note) -> None:
    number = note.write()
    seat = seating.invite(number, note.table.ans)
    text = minutes.start(number)
    item = actions.of_conversation(number)[0]
    minutes.save(text.id, "weg ermee", text.version)
    earlier = revisions.earlier(text.id)
    note.be("ib2")
    draft = ConversationDraft("telefoon", TODAY)
    looks: tuple[Callable[[], object], ...] = (
        lambda: conversations.conversation(number),
        lambda: minutes.load(text.id),
        lambda: minutes.start(number),
        lambda: minutes.save(text.id, "iets anders", text.version + 1),
        lambda: minutes.overrule(text.id, "iets anders"),
        lambda: actions.action(item.id),
        lambda: revisions.revisions(text.id),
        lambda: revisions.earlier(text.id),
        *(partial(revisions.text_of, one) for one in earlier),
        lambda: promoting.note(number),
        lambda: promoting.promote(number, "feiten die ieder mag lezen"),
        lambda: private_notes.keep_until(number, TODAY + dt.timedelta(days=9), TODAY),
        lambda: conversations.edit_conversation(number, draft),
        lambda: conversations.move(number, TODAY, None),
        lambda: conversations.set_held(number, False),
        lambda: conversations.cancel(number),
        lambda: conversations.bin_conversation(number),
        lambda: minutes.fix(text.id),
        lambda: minutes.mark_sent(text.id),
        lambda: minutes.bin_minutes(text.id),
        lambda: actions.set_done(item.id, True, TODAY),
        lambda: actions.edit_action(item.id, actions.ActionDraft("iets anders")),
        lambda: actions.bin_action(item.id),
        lambda: seating.all_present(number),
        lambda: seating.invite(number, note.table.ans),
        lambda: seating.invite_pupil(number, note.table.sam),
        lambda: seating.set_presence(seat, "afwezig"),
        lambda: seating.uninvite(seat),
    )
    for look in looks:
        with pytest.raises(Missing):
            look()
    note.be("ib1")
    assert conversations.conversation(number).row.status == "gehouden"


def test_the_writer_is_who_made_it_by_every_door(note: Note) -> None:
    school, roos = note.table.school, note.table.roos
    note.be("ib1")
    made = {
        "form": add_conversation(school, ConversationDraft("telefoon", TODAY)),
        "vangregel": quick_note(school, "%#roos denkt aan later", TODAY).conversation_id,
        "shell": minutes.load(
            minutes.from_text(school, roos, "telefoon", TODAY, None, "tekst")
        ).conversation_id,
    }
    assert {name: Conversation.get_by_id(number).writer for name, number in made.items()} == dict.fromkeys(
        made, "ib1"
    )


def test_a_note_of_before_is_for_everybody(note: Note) -> None:
    number = note.write()
    Conversation.update(writer="").where(Conversation.id == number).execute()
    note.be("ib2")
    assert conversations.conversation(number).row.purpose == f"bellen over {MARK}"


def test_in_the_dossier_it_is_for_everybody(note: Note) -> None:
    number = note.write()
    promoting.promote(number, "Ouders belden over het lezen thuis.")
    note.be("ib2")
    assert conversations.conversation(number).row.audience == "dossier"


class TestMakingPrivate:
    def test_what_she_made_herself(self, note: Note) -> None:
        note.be("ib1")
        number = add_conversation(note.table.school, ConversationDraft("telefoon", TODAY))
        conversations.edit_conversation(number, ConversationDraft("telefoon", TODAY, audience="privé"))
        note.be("ib2")
        with pytest.raises(Missing):
            conversations.conversation(number)

    def test_what_somebody_else_made_stays_for_all(self, note: Note) -> None:
        note.be("ib1")
        number = add_conversation(note.table.school, ConversationDraft("telefoon", TODAY))
        note.be("ib2")
        with pytest.raises(BadInput, match="Alleen wie dit gesprek maakte"):
            conversations.edit_conversation(number, ConversationDraft("telefoon", TODAY, audience="privé"))
        assert conversations.conversation(number).row.audience == "dossier"

    def test_what_was_made_before_that_was_kept_becomes_hers(self, note: Note) -> None:
        number = add_conversation(note.table.school, ConversationDraft("telefoon", TODAY))
        Conversation.update(writer="").where(Conversation.id == number).execute()
        note.be("ib1")
        conversations.edit_conversation(number, ConversationDraft("telefoon", TODAY, audience="privé"))
        note.be("ib2")
        with pytest.raises(Missing):
            conversations.conversation(number)


class TestWhatGoesForAllNotes:
    def test_the_file_counts_them(self, note: Note) -> None:
        before = dossier.dossier(note.table.roos).private_notes
        note.write()
        note.be("ib2")
        assert dossier.dossier(note.table.roos).private_notes == before + 1

    def test_they_expire_whoever_is_there(self, note: Note) -> None:
        number = note.write()
        ends = _ends(number)
        note.be("ib2")
        assert private_notes.warn(note.table.school, ends - dt.timedelta(days=10)) == 1
        assert private_notes.expire(note.table.school, ends + dt.timedelta(days=20)) == 1
        row = Conversation.get_by_id(number)
        assert (row.purpose, row.writer) == ("", "ib1"), "its open promise stays, and stays hers"
        assert actions.list_actions(note.table.school) == []

    def test_they_go_with_a_child_that_is_forgotten(self, note: Note) -> None:
        number = note.write()
        note.be("ib2")
        forget.forget(note.table.roos, TODAY)
        assert Conversation.get_or_none(Conversation.id == number) is None

    def test_forgetting_shows_no_line_of_them(self, note: Note) -> None:
        number = note.write()
        text = minutes.start(number)
        minutes.save(text.id, f"{MARK}: ook Sam was erbij, en sam zag het", text.version)
        note.be("ib2")
        assert MARK not in repr(forget.plan(note.table.sam, TODAY))
