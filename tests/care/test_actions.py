"""A promise keeps its history when the text around it changes."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.actions import Known, match
from ibtui.care.minutes import ActionLine


def line(what: str, who: str = "moeder") -> ActionLine:
    return ActionLine(0, who, what, "", None)


def known(
    number: int, what: str, who: str = "moeder", *, binned: bool = False, settled: bool = False
) -> Known:
    return Known(number, who, what, binned, settled)


def test_the_same_words_in_another_order() -> None:
    before = [known(1, "belt de logopedist"), known(2, "leest elke dag voor")]
    after = [line("leest elke dag voor"), line("Belt de logopedist")]
    assert match(before, after) == ({0: 2, 1: 1}, [])


def test_a_new_line_in_between() -> None:
    before = [known(1, "belt de logopedist"), known(2, "leest elke dag voor")]
    after = [line("belt de logopedist"), line("koopt een bril"), line("leest elke dag voor")]
    assert match(before, after) == ({0: 1, 2: 2}, [])


def test_changed_wording_goes_to_the_most_alike() -> None:
    before = [known(1, "oefent elke dag 10 minuten lezen"), known(2, "oefent elke dag 10 minuten rekenen")]
    after = [line("oefent elke dag 15 minuten rekenen"), line("oefent elke dag 15 minuten lezen")]
    assert match(before, after) == ({0: 2, 1: 1}, [])


def test_another_owner_keeps_the_promise() -> None:
    assert match([known(1, "belt de logopedist")], [line("belt de logopedist", "vader")]) == ({0: 1}, [])


def test_a_line_that_is_gone_is_told() -> None:
    before = [known(1, "belt de logopedist"), known(2, "leest elke dag voor")]
    assert match(before, [line("leest elke dag voor")]) == ({0: 2}, [1])
    assert match(before, []) == ({}, [1, 2])


def test_a_line_that_comes_back_is_the_old_one() -> None:
    before = [known(1, "belt de logopedist", binned=True)]
    assert match(before, [line("belt de logopedist")]) == ({0: 1}, [])
    assert match(before, []) == ({}, [])


def test_a_live_item_goes_before_a_binned_one() -> None:
    before = [known(1, "belt de logopedist", binned=True), known(2, "belt de logopedist")]
    assert match(before, [line("belt de logopedist")]) == ({0: 2}, [])


def test_the_same_words_twice_are_two_promises() -> None:
    before = [known(1, "belt"), known(2, "belt")]
    assert match(before, [line("belt"), line("belt"), line("belt")]) == ({0: 1, 1: 2}, [])


def test_while_somebody_types_it_stays_one_promise() -> None:
    typed = ["b", "be", "belt", "belt de logo", "belt de logopedist"]
    for before, after in itertools.pairwise(typed):
        assert match([known(1, before)], [line(after)]) == ({0: 1}, [])
    assert match([known(1, "moe", who="")], [line("belt")]) == ({0: 1}, [])


def test_a_rewritten_line_of_the_same_person_stays_the_same_promise() -> None:
    assert match([known(1, "belt de logopedist")], [line("vraagt een bril")]) == ({0: 1}, [])
    assert match([known(1, "belt de logopedist")], [line("vraagt een bril", "vader")]) == ({}, [1])


def test_a_settled_promise_never_becomes_another_one() -> None:
    before = [known(1, "belt de logopedist", settled=True)]
    assert match(before, [line("vraagt een bril")]) == ({}, [1])
    assert match(before, [line("belt de logopediste")]) == ({0: 1}, [])


def test_a_bare_place_revives_nothing_from_the_bin() -> None:
    assert match([known(1, "belt de logopedist", binned=True)], [line("vraagt een bril")]) == ({}, [])


WORDS = st.sampled_from(["belt", "belt de logopedist", "leest voor", "leest elke dag voor", "x", ""])
WHO = st.sampled_from(["", "moeder", "@ans"])
KNOWN = st.lists(st.tuples(WHO, WORDS, st.booleans(), st.booleans()), max_size=8)


@given(KNOWN, st.lists(st.tuples(WHO, WORDS), max_size=8))
def test_every_item_has_one_fate(
    before: list[tuple[str, str, bool, bool]], after: list[tuple[str, str]]
) -> None:
    items = [Known(number, *parts) for number, parts in enumerate(before, 100)]
    pairs, gone = match(items, [line(what, who) for who, what in after])
    assert len(set(pairs.values())) == len(pairs)
    assert not set(pairs.values()) & set(gone)
    assert set(pairs) <= set(range(len(after)))
    assert {item.id for item in items if not item.binned} <= set(pairs.values()) | set(gone)


def test_very_many_lines_are_no_trouble() -> None:
    before = [known(number, f"belt de logopedist over punt {number}") for number in range(1_000)]
    after = [line(f"mailt juf Ans en de directie, zaak {number * 7}", "vader") for number in range(1_000)]
    pairs, gone = match(before, after)
    assert len(pairs) + len(gone) == 1_000
