"""Who is meant in the minutes of one conversation, and who is proposed."""

import pytest

from ibtui.care.names import Nobody, Several
from ibtui.care.words import ConversationKind, PersonRole
from ibtui.store import conversations, minutes
from ibtui.store.conversations import ConversationDraft
from ibtui.store.groups import GroupDraft, add_group
from ibtui.store.models import ActionItem
from ibtui.store.people import PersonDraft, add_person
from ibtui.store.pupils import PupilDraft, add_pupil
from ibtui.store.schools import SchoolInfo
from ibtui.store.whois import WhoIs
from tests import hostile
from tests.store.conftest import counted
from tests.store.table import TODAY, Table, lay


@pytest.fixture
def table(school: SchoolInfo) -> Table:
    return lay(school.id)


@pytest.fixture
def other_group(table: Table) -> int:
    """Sam Bakker, Zoë and Zoe of another group, whom the conversations are not about."""
    group = add_group(table.school, GroupDraft("6/7/8", (table.wim,)), TODAY)
    for first, last in (("Sam", "Bakker"), ("Zoë", "Kok"), ("Zoe", "Smit")):
        add_pupil(table.school, PupilDraft(first, "", last, group, "7"), TODAY)
    return group


def review(table: Table) -> int:
    """A groepsbespreking of Roos' and Sam Hof's group."""
    draft = ConversationDraft(
        ConversationKind.GROUP_REVIEW, TODAY, group_id=table.group, person_ids=(table.ans,)
    )
    return conversations.add_conversation(table.school, draft)


def texts(who_is: WhoIs, mark: str, typed: str) -> list[str]:
    return [one.text for one in who_is.candidates(mark, typed)]


def full_names(match: object) -> list[str]:
    assert isinstance(match, Several)
    return [one.full for one in match.named]


def test_a_pupil_is_looked_for_nearby_first_and_then_in_the_whole_school(
    table: Table, other_group: int
) -> None:
    overleg, group = WhoIs.of(table.overleg), WhoIs.of(review(table))
    assert overleg.pupil("roo") == group.pupil("roo") == table.roos
    assert group.pupil("sam") == table.sam
    assert full_names(overleg.pupil_meant("sam")) == ["Sam Bakker", "Sam Hof"]
    assert overleg.pupil("sam.b") == group.pupil("sam.b") != table.sam
    assert full_names(group.pupil_meant("zoë")) == ["Zoë Kok", "Zoe Smit"]
    assert group.pupil_meant("piet") == Nobody("piet")


@pytest.mark.parametrize(
    "line", ["! #sam @ans: oefent > vr", "! @ans #sam: oefent > vr", "! @ans: #sam oefent > vr"]
)
def test_a_promise_in_a_groepsbespreking_about_one_child(table: Table, line: str) -> None:
    started = minutes.start(review(table))
    minutes.save(started.id, line, started.version)
    (item,) = ActionItem.select()
    assert (item.pupil_id, item.owner_id, item.group_id) == (table.sam, table.ans, None)
    assert "sam" in item.what


def test_a_promise_that_names_two_children_is_about_the_group(table: Table) -> None:
    who_is = WhoIs.of(review(table))
    assert who_is.subject("#sam en #roos lezen samen") == (None, table.group)
    assert who_is.subject("#sam helpt #Sam.Hof") == (table.sam, None)
    assert who_is.subject("#wie leest") == (None, table.group)


def test_a_heading_that_is_a_pupil_wins_from_a_name_in_the_words(table: Table) -> None:
    who_is = WhoIs.of(review(table))
    assert who_is.subject("belt met #sam", "Roos van Dijk") == (table.roos, None)
    assert who_is.subject("#sam en #roos lezen samen", "Roos") == (table.roos, None)
    assert who_is.subject("belt met #sam", "Afspraken") == who_is.subject("belt met #sam")


def test_who_sits_at_the_table_comes_first_with_what_they_are_there(table: Table) -> None:
    found = WhoIs.of(table.overleg).candidates("@", "")
    assert [(one.name, one.hint) for one in found][:3] == [
        ("Ans de Boer", "leerkracht"),
        ("Fleur van Dijk", "moeder"),
        ("GGD, jeugdarts", "jeugdarts"),
    ]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("an", "@Ans"),
        ("boe", "@Ans"),
        ("moe", "@moeder"),
        ("gg", "@GGD"),
        ("jeugd", "@jeugdarts"),
        ("wi", "@Wim"),
    ],
)
def test_what_tab_types_for_who_is_meant(table: Table, typed: str, text: str) -> None:
    who_is = WhoIs.of(table.overleg)
    first = who_is.candidates("@", typed)[0]
    assert first.text == text
    assert who_is.owner(first.text) == first.id


def test_two_with_the_same_first_name_get_as_much_of_their_last_name_as_it_takes(table: Table) -> None:
    add_person(table.school, PersonDraft(PersonRole.COLLEAGUE, "Ans", "", "Prins"))
    who_is = WhoIs.of(table.overleg)
    assert texts(who_is, "@", "an") == ["@Ans", "@Ans.P"]  # the one at the table has no need of it
    wim = add_person(table.school, PersonDraft(PersonRole.COLLEAGUE, "Wim", "", "Postma"))
    who_is = WhoIs.of(table.overleg)
    assert texts(who_is, "@", "wi") == ["@Wim.Postma", "@Wim.Prins"]
    assert who_is.owner("@Wim.Postma") == wim


def test_accents_are_found_without_and_typed_with(table: Table, other_group: int) -> None:
    who_is = WhoIs.of(review(table))
    assert texts(who_is, "#", "zoe") == texts(who_is, "#", "ZOË") == ["#Zoë.K", "#Zoe.S"]


def test_of_two_with_the_very_same_name_neither_is_proposed(table: Table) -> None:
    for _ in range(2):
        add_pupil(table.school, PupilDraft("Noa", "", "Kok", table.group, "5"), TODAY)
    assert texts(WhoIs.of(review(table)), "#", "noa") == []


def test_hostile_names_are_proposed_only_as_a_name_that_finds_them(table: Table) -> None:
    for text in hostile.ALL:
        add_pupil(table.school, PupilDraft(text, "", text, table.group, "5"), TODAY)
    who_is = WhoIs.of(review(table)).load()
    for typed in ("", *hostile.ALL, "bold", "klik", "een", "gezin", "學"):
        for one in who_is.candidates("#", typed):
            assert who_is.named("#", one.text[1:]) == one.id
            assert hostile.acts_on_a_terminal(one.text) == []


def test_loading_takes_a_fixed_number_of_queries_and_after_it_none(table: Table, other_group: int) -> None:
    with counted() as few:
        who_is = WhoIs.of(table.overleg).load()
    for number in range(30):
        add_pupil(table.school, PupilDraft(f"Kind{number}", "", "Smit", other_group, "7"), TODAY)
        add_person(table.school, PersonDraft(PersonRole.COLLEAGUE, f"Mens{number}", "", "Smit"))
    with counted() as many:
        who_is = WhoIs.of(table.overleg).load()
    assert len(few) == len(many)
    with counted() as asked:
        who_is.candidates("@", "s")
        who_is.candidates("#", "s")
        who_is.meant("moeder")
        who_is.meant("ik")
        who_is.subject("#sam")
        who_is.called(table.wim)
        who_is.pupil_called(table.sam)
    assert asked == []


def test_who_is_not_at_the_table_is_called_in_full(table: Table) -> None:
    who_is = WhoIs.of(table.overleg)
    assert who_is.called(table.ans) == "juf Ans"
    assert who_is.called(table.wim) == "Wim Prins"
