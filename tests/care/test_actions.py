"""A promise keeps its history when the text around it changes."""

import itertools
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.actions import Known, action_line, begun, cut_off, joins, match, splits
from ibtui.care.minutes import ActionLine, split_action


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


def test_small_steps_make_no_other_promise_of_a_settled_one_either() -> None:
    def still(last: str, now: str) -> bool:
        settled = Known(1, "", last, False, settled=True, first=("", "ans: belt logopedist"))
        return match([settled], [line(now, "")])[0] == {0: 1}

    assert still("ans: be", "ans: b")
    assert still("ans: b", "ans: belt logop")
    assert still("ans: belt logopedist", "ans: belt logopedist maandag")
    assert still("ans: belt logopedist", "ans: belt de logopediste")
    assert not still("ans: belt ", "ans: belt o")
    assert not still("ans: belt o", "ans: belt ouders Sam")
    assert not still("ans: belt logopedist ouders", "ans: belt ouders")


def test_the_beginning_of_a_promise_is_told_from_the_whole() -> None:
    whole = line("belt de logopedist")
    assert begun(line("belt de"), whole)
    assert begun(line("moe", ""), whole)
    assert not begun(whole, whole)
    assert not begun(line("belt de logopedist nu"), whole)
    assert not begun(line("mailt"), whole)


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


# --- cut and joined ---

WHOLE = "bellen de logopedist en de huisarts"


def at_line(number: int, what: str, who: str = "ouders") -> ActionLine:
    return ActionLine(number, who, what, "", None)


def test_a_line_cut_in_two_is_the_old_one_and_a_part() -> None:
    before = [known(1, WHOLE), known(2, "leest elke dag voor")]
    after = [line("bellen de logopedist"), line("bellen de huisarts"), line("leest elke dag voor")]
    pairs, gone = match(before, after)
    assert (pairs, gone) == ({0: 1, 2: 2}, [])
    assert splits(before, after, pairs) == {1: 1}


def test_a_new_line_is_no_part_of_what_lost_nothing() -> None:
    before = [known(1, WHOLE)]
    after = [line(WHOLE), line("bellen de huisarts")]
    assert splits(before, after, match(before, after)[0]) == {}


def test_the_largest_of_many_parts_keeps_the_promise() -> None:
    before = [known(1, "bellen de logopedist, mailen juf Ans en halen de boekjes op", settled=True)]
    after = [line("mailen juf Ans"), line("bellen de logopedist"), line("halen de boekjes op")]
    pairs, gone = match(before, after)
    assert (pairs, gone) == ({1: 1}, [])
    assert splits(before, after, pairs) == {0: 1, 2: 1}


def test_what_a_line_break_cut_off_is_known_until_it_is_a_promise() -> None:
    assert cut_off(WHOLE, "bellen de logopedist", " en de huisarts > vr") == "en de huisarts"
    assert cut_off(WHOLE, "bellen de logopedist", "") == ""
    assert cut_off(WHOLE, "mailen", " en de huisarts") == ""
    before = [Known(1, "ouders", "bellen de logopedist", False, cut="en de huisarts")]
    after = [at_line(4, "bellen de logopedist"), at_line(5, "de huisarts")]
    assert splits(before, after, {0: 1}) == {1: 1}
    far = [at_line(4, "bellen de logopedist"), at_line(9, "de huisarts")]
    assert splits(before, far, {0: 1}) == {}


def test_a_line_joined_with_another_is_told() -> None:
    before = [known(1, "bellen de logopedist"), known(2, "bellen de huisarts")]
    after = [line(WHOLE)]
    pairs, gone = match(before, after)
    assert (pairs, gone) == ({0: 1}, [2])
    assert joins(before, after, pairs) == {2: 1}


def test_what_is_open_goes_before_what_is_done_when_they_are_joined() -> None:
    before = [known(1, "bellen de logopedist", settled=True), known(2, "bellen de huisarts")]
    assert match(before, [line(WHOLE)]) == ({0: 2}, [1])


def test_one_of_twins_that_goes_is_not_joined() -> None:
    before = [known(1, WHOLE), known(2, WHOLE)]
    after = [line(f"{WHOLE} en juf Ans")]
    assert joins(before, after, match(before, after)[0]) == {}


def test_a_line_that_comes_back_is_known_by_its_own_words_too() -> None:
    before = [Known(1, "meester Wim", "leest thuis voor", False, was=("moeder", "belt de logopedist"))]
    assert match(before, [line("belt de logopedist")]) == ({0: 1}, [])
    assert match(before, [line("leest thuis voor", "meester Wim")]) == ({0: 1}, [])


PLAIN = st.text(st.sampled_from("ab >:!é"), max_size=20).map(lambda text: " ".join(text.split()))


@given(
    st.sampled_from(["", "moeder", "@ans", "juf Ans"]),
    PLAIN,
    st.sampled_from(["", "vr", "+2w", "27-11-2026"]),
)
def test_a_promise_is_written_as_it_is_read(who: str, what: str, when: str) -> None:
    written = action_line(who, what, when)
    read_who, read_what, read_when, _due = split_action(written, date(2026, 11, 24))
    if what and (who or not read_who):
        assert (read_who, read_when) == (who, when)
        assert read_what == what


@given(KNOWN, st.lists(st.tuples(WHO, WORDS), max_size=8))
def test_a_part_is_new_and_what_is_joined_is_gone(
    before: list[tuple[str, str, bool, bool]], after: list[tuple[str, str]]
) -> None:
    items = [Known(number, *parts) for number, parts in enumerate(before, 100)]
    lines = [line(what, who) for who, what in after]
    pairs, gone = match(items, lines)
    parts, joined = splits(items, lines, pairs), joins(items, lines, pairs)
    assert not set(parts) & set(pairs)
    assert set(parts.values()) | set(joined.values()) <= set(pairs.values())
    assert set(joined) <= set(gone)
