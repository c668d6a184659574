"""The trade's words: typed in part, understood whole."""

import pytest

from ibtui.care import words
from ibtui.care.words import ConversationKind, Custody, PersonRole, match_word
from ibtui.errors import BadInput


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("groot overleg", ConversationKind.LARGE_MEETING),
        ("Groot", ConversationKind.LARGE_MEETING),
        (" TEL ", ConversationKind.PHONE),
        ("ouder", ConversationKind.PARENT_TALK),
        ("instantie", ConversationKind.AGENCY_TALK),
        ("téam", ConversationKind.TEAM),
    ],
)
def test_first_letters_are_enough(typed: str, kind: ConversationKind) -> None:
    assert match_word(ConversationKind, typed) is kind


def test_a_whole_word_beats_the_beginning_of_another() -> None:
    assert match_word(PersonRole, "ib'er") is PersonRole.COORDINATOR
    assert match_word(Custody, "ja") is Custody.YES


@pytest.mark.parametrize("typed", ["gesprek", "gro"])
def test_more_than_one_is_asked_back(typed: str) -> None:
    with pytest.raises(BadInput) as caught:
        match_word(ConversationKind, typed)
    assert "Kies uit" in caught.value.hint


@pytest.mark.parametrize("typed", ["borrel", "", "  "])
def test_none_names_all_choices(typed: str) -> None:
    with pytest.raises(BadInput) as caught:
        match_word(ConversationKind, typed)
    assert all(kind.value in caught.value.hint for kind in ConversationKind)


def test_words_of_one_list_are_never_alike() -> None:
    for enum in (words.ConversationKind, words.ActionStatus, words.ConcernCategory, words.ConcernStatus):
        for member in enum:
            assert match_word(enum, member.value) is member
