"""What differs between two texts, and two changed texts brought together."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.difference import DiffRow, Kind, difference, in_words, matching, merge

TEXTS = st.lists(st.sampled_from(["", "a", "b", "- c", "! ans: belt", "een regel"]), max_size=12).map(
    "\n".join
)


def plain(rows: list[DiffRow]) -> list[str]:
    """Rows as people write a difference: "- old", "+ new", "  same"."""
    found: list[str] = []
    for row in rows:
        old, new = ("".join(piece.text for piece in side) for side in (row.old, row.new))
        found += {
            Kind.SAME: [f"  {old}"],
            Kind.OLD: [f"- {old}"],
            Kind.NEW: [f"+ {new}"],
            Kind.CHANGED: [f"~ {old} => {new}"],
            Kind.FOLDED: [f"… {row.count}"],
        }[row.kind]
    return found


# --- the rows ---


def test_a_line_that_came_and_a_line_that_went() -> None:
    assert plain(difference("een\ntwee\ndrie", "een\ndrie\nvier")) == ["  een", "- twee", "  drie", "+ vier"]


def test_a_reworded_line_stands_beside_what_it_became_with_the_other_words_marked() -> None:
    (row,) = difference("- lezen gaat langzaam in de klas", "- lezen gaat vlot in de klas")
    assert row.kind is Kind.CHANGED
    assert [piece.text for piece in row.old if piece.changed] == ["langzaam"]
    assert [piece.text for piece in row.new if piece.changed] == ["vlot"]


def test_words_that_changed_together_are_one_stretch() -> None:
    (row,) = difference(
        "moeder belt morgen vroeg de arts van school", "moeder belt volgende week de arts van school"
    )
    assert [piece.text for piece in row.old if piece.changed] == ["morgen vroeg"]


def test_lines_that_have_nothing_in_common_are_not_paired() -> None:
    rows = difference("het weer is mooi", "Roos leest graag")
    assert plain(rows) == ["- het weer is mooi", "+ Roos leest graag"]


def test_a_reworded_line_is_found_behind_a_new_one() -> None:
    rows = difference("juf Ans oefent elke dag", "= besluit\njuf Ans oefent elke week")
    assert plain(rows) == ["+ = besluit", "~ juf Ans oefent elke dag => juf Ans oefent elke week"]


def test_long_runs_of_equal_lines_are_folded_but_for_the_nearest() -> None:
    text = [f"regel {number}" for number in range(20)]
    rows = difference("\n".join(text), "\n".join([*text[:10], "erbij", *text[10:]]))
    assert plain(rows) == [
        "… 8", "  regel 8", "  regel 9", "+ erbij", "  regel 10", "  regel 11", "… 8",
    ]  # fmt: skip
    assert len(difference("\n".join(text), "", around=None)) == 20


def test_an_empty_text_has_no_lines() -> None:
    assert plain(difference("", "een\ntwee")) == ["+ een", "+ twee"]
    assert difference("", "") == []


@given(TEXTS, TEXTS)
def test_the_rows_hold_both_texts_whole(old: str, new: str) -> None:
    rows = difference(old, new, around=None)
    for side, text in (("old", old), ("new", new)):
        absent = Kind.NEW if side == "old" else Kind.OLD
        lines = [
            "".join(piece.text for piece in getattr(row, side)) for row in rows if row.kind is not absent
        ]
        assert lines == (text.split("\n") if text else [])


# --- long texts ---


class Counted(str):
    """A line that counts how often it is compared."""

    compared = 0

    def __eq__(self, other: object) -> bool:
        Counted.compared += 1
        return str.__eq__(self, str(other))

    __hash__ = str.__hash__


def test_two_long_texts_never_cost_more_than_the_limit() -> None:
    chance = random.Random(3)  # the same in every run
    for words in (["", "a", "b"], [f"regel {number}" for number in range(4000)]):
        old, new = ([Counted(chance.choice(words)) for _ in range(3000)] for _ in range(2))
        Counted.compared = 0
        matching(old, new, 50_000)
        assert Counted.compared < 200_000, "3,000 × 3,000 would be nine million"


def test_one_changed_line_in_a_long_text_is_found_exactly() -> None:
    lines = [f"regel {number % 50}" for number in range(3000)]
    changed = [*lines[:1500], "heel iets anders", *lines[1501:]]
    rows = difference("\n".join(lines), "\n".join(changed))
    assert [row.kind for row in rows if row.kind is not Kind.SAME] == [
        Kind.FOLDED,
        Kind.OLD,
        Kind.NEW,
        Kind.FOLDED,
    ]


def test_a_moved_chapter_is_all_that_differs() -> None:
    lines = [f"zin nummer {number}" for number in range(3000)]
    moved = [*lines[100:], *lines[:100]]
    assert (
        sum(row.kind is not Kind.SAME for row in difference("\n".join(lines), "\n".join(moved), around=None))
        == 200
    )


def test_one_very_long_line_is_compared_too() -> None:
    (row,) = difference("woord " * 30_000, "woord " * 29_999 + "anders ")
    assert [piece.text for piece in row.new if piece.changed] == ["anders"]


# --- in words ---


def test_a_difference_is_said_in_lines() -> None:
    assert in_words("a\nb", "a\nb") == "gelijk"
    assert in_words("a", "a\nb\nc") == "2 regels korter"
    assert in_words("a\nb", "b") == "1 regel langer"
    assert in_words("a\nb\nc", "a\nx\ny") == "2 regels anders"
    assert in_words("a\nb", "x\nb\nc") == "1 regel anders, 1 regel korter"
    assert in_words("a\n" * 400, "b") == "1 regel anders, 400 regels langer"
    assert in_words("a\nb", "b\na") == "andere volgorde"


# --- bringing together ---


def test_changes_in_two_places_come_together() -> None:
    base = "## Goed\n- lezen\n\n## Zorg\n- rekenen\n"
    mine = "## Goed\n- lezen gaat vlot\n\n## Zorg\n- rekenen\n"
    theirs = "## Goed\n- lezen\n\n## Zorg\n- rekenen\n! ans: belt\n"
    assert merge(base, mine, theirs) == "## Goed\n- lezen gaat vlot\n\n## Zorg\n- rekenen\n! ans: belt\n"
    assert merge(base, theirs, mine) == merge(base, mine, theirs)


def test_changes_of_the_same_line_are_not_guessed_at() -> None:
    assert merge("a\nb\nc", "a\nmijn\nc", "a\nander\nc") is None


def test_lines_added_in_the_same_place_are_not_guessed_at() -> None:
    assert merge("a", "a\nmijn", "a\nander") is None


def test_a_line_changed_here_and_removed_there_is_not_guessed_at() -> None:
    assert merge("a\nb\nc", "a\nb anders\nc", "a\nc") is None


def test_the_same_change_on_both_sides_is_one_change() -> None:
    assert merge("a\nb\nc\nd\ne", "a\nx\nc\nd\ne", "a\nx\nc\nd\ny") == "a\nx\nc\nd\ny"


@given(TEXTS, TEXTS)
def test_what_only_one_changed_is_taken(base: str, changed: str) -> None:
    assert merge(base, changed, base) == changed
    assert merge(base, base, changed) == changed
    assert merge(base, changed, changed) == changed


@given(TEXTS, TEXTS, TEXTS)
def test_nothing_that_either_added_is_lost(base: str, mine: str, theirs: str) -> None:
    merged = merge(base, mine, theirs)
    if merged is None:
        return
    lines, before = merged.split("\n"), base.split("\n")
    for text in (mine, theirs):
        assert set(text.split("\n")) - set(before) <= set(lines)
    assert merge(base, theirs, mine) == merged
