"""The parser of minutes. The conversation is on Tuesday 24 November 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.minutes import (
    ActionLine,
    Line,
    Mark,
    action_places,
    parse,
    print_minutes,
    split_action,
    without_private,
)

DAY = date(2026, 11, 24)

ROOS = """\
Groot overleg over Roos

## Wat gaat er goed
- Roos gaat graag naar school
* "rekenen vind ik het fijnst"

## Waar maken we ons zorgen over
lezen gaat langzamer dan in september
? is het gehoor getest
! @ans: oefent elke dag 10 minuten > vr
! moeder: belt de logopedist > +2w
% moeder leek erg moe
= we vragen een onderzoek aan
"""

# Any text, and text that looks like minutes: marks, names, dates and blanks in every order.
PIECES = st.sampled_from(
    ["## ", "##", "! ", "!", "= ", "? ", "* ", "- ", "% ", "%", " ", "\n", "\n", "\t", ": ", " > ", ">", "@ans",
     "#roo", "moeder", "vr", "13-1", "\r", "\u2028", "\x00", "[/]", "\ud800", "1. ", "x"]
)  # fmt: skip
ANY_TEXT = st.one_of(
    st.text(st.characters(codec=None)), st.lists(st.one_of(PIECES, st.text(max_size=4))).map("".join)
)


def test_a_whole_text() -> None:
    parsed = parse(ROOS, DAY)
    assert [(point.title, point.line) for point in parsed.points] == [
        ("", 0),
        ("Wat gaat er goed", 2),
        ("Waar maken we ons zorgen over", 6),
    ]
    assert parsed.actions == (
        ActionLine(9, "@ans", "oefent elke dag 10 minuten", "vr", date(2026, 11, 27)),
        ActionLine(10, "moeder", "belt de logopedist", "+2w", date(2026, 12, 8)),
    )
    assert parsed.decisions == (Line(12, Mark.DECISION, "we vragen een onderzoek aan"),)
    assert parsed.questions == (Line(8, Mark.QUESTION, "is het gehoor getest"),)
    assert parsed.child == (Line(4, Mark.CHILD, '"rekenen vind ik het fijnst"'),)
    assert parsed.private == (Line(11, Mark.PRIVATE, "moeder leek erg moe"),)
    assert print_minutes(parsed) == ROOS


def test_an_empty_text_is_one_empty_line() -> None:
    parsed = parse("", DAY)
    assert parsed.lines == (Line(0, Mark.TEXT, ""),)
    assert parsed.points == ()


@pytest.mark.parametrize(
    ("raw", "mark", "text"),
    [
        ("## Punt", Mark.POINT, "Punt"),
        ("##", Mark.POINT, ""),
        ("!", Mark.ACTION, ""),
        ("!\tbellen", Mark.ACTION, "bellen"),
        ("-   veel blanks  ", Mark.ITEM, "veel blanks"),
        ("##Punt", Mark.TEXT, "##Punt"),
        ("# kop", Mark.TEXT, "# kop"),
        ("### kop", Mark.TEXT, "### kop"),
        ("!!", Mark.TEXT, "!!"),
        ("---", Mark.TEXT, "---"),
        ("**vet**", Mark.TEXT, "**vet**"),
        ("#roo is blij", Mark.TEXT, "#roo is blij"),
        ("wat leuk! zegt ze", Mark.TEXT, "wat leuk! zegt ze"),
        ("  - ingesprongen", Mark.TEXT, "  - ingesprongen"),
        (" ! geen afspraak", Mark.TEXT, " ! geen afspraak"),
        ("' dode toets", Mark.TEXT, "' dode toets"),
        ("~ dode toets", Mark.TEXT, "~ dode toets"),
    ],
)
def test_a_mark_counts_at_the_start_of_a_line_with_a_blank(raw: str, mark: Mark, text: str) -> None:
    assert parse(raw, DAY).lines == (Line(0, mark, text),)


@pytest.mark.parametrize(
    "raw",
    ["% geheim", "%geheim", "  % geheim", "\u200d% geheim", "%% geheim", "- % geheim", "! % geheim", "## % geheim",
     "  - % geheim", "1. % geheim", "> % geheim", "\xa0% geheim"],
)  # fmt: skip
def test_private_is_read_generously(raw: str) -> None:
    parsed = parse(raw, DAY)
    assert [(line.mark, line.text) for line in parsed.lines] == [(Mark.PRIVATE, "geheim")]
    assert print_minutes(without_private(parsed)) == ""


def test_a_percentage_is_not_private() -> None:
    assert not parse("50% gaat goed\n- 80 % van de klas", DAY).private


@pytest.mark.parametrize(
    ("text", "who", "what", "when"),
    [
        ("@ans: oefent elke dag > vr", "@ans", "oefent elke dag", "vr"),
        ("moeder: belt > +2w", "moeder", "belt", "+2w"),
        ("juf Ans: belt", "juf Ans", "belt", ""),
        ("juf ans: belt", "juf ans", "belt", ""),
        ("jij: belt", "jij", "belt", ""),
        ("ib'er: belt", "ib'er", "belt", ""),
        ("ouder(s): lezen voor", "ouder(s)", "lezen voor", ""),
        ("Jan-Peter en moeder: lezen", "Jan-Peter en moeder", "lezen", ""),
        ("mevr. De Vries: komt kijken", "mevr. De Vries", "komt kijken", ""),
        ("leerkracht groep 3/4/5: past aan", "leerkracht groep 3/4/5", "past aan", ""),
        ("@roos.d: leest", "@roos.d", "leest", ""),
        ("#sam @ans: oefent > vr", "@ans", "#sam: oefent", "vr"),
        ("@ans #sam #noa: lezen samen", "@ans", "#sam #noa: lezen samen", ""),
        ("#sam: oefent thuis", "", "#sam: oefent thuis", ""),
        ("Sam: 10 min lezen: elke dag > vr", "Sam", "10 min lezen: elke dag", "vr"),
        ("bellen", "", "bellen", ""),
        ("bellen > als het kan", "", "bellen", "als het kan"),
        ("bellen >vr", "", "bellen", "vr"),
        ("bellen >", "", "bellen", ""),
        ("a > b > vr", "", "a > b", "vr"),
    ],
)
def test_who_what_and_when(text: str, who: str, what: str, when: str) -> None:
    assert split_action(text, DAY)[:3] == (who, what, when)


@pytest.mark.parametrize(
    "text",
    ["13:00 bellen", "13: bellen", "prikkels: veel", "Prikkels: veel", "Let op: gehoor", "kinderen >10 jaar",
     "kijk op https://school.example/a: lezen", "https://school.example", "[@click=app.quit]x[/]: y", "[/]: y",
     "moeder belt morgen: nee", "Dit is klaar. Nu: bellen", "@: x", ": x", "de: x",
     "Een Heel Erg Lange Naam Die Nergens Op Slaat: x", "oefenen thuis: 5 keer"],
)  # fmt: skip
def test_what_is_nobody_and_no_moment(text: str) -> None:
    assert split_action(text, DAY) == ("", text, "", None)


@pytest.mark.parametrize(
    ("raw", "who", "when"),
    [
        ("! @ans: oefent > vr", "@ans", "vr"),
        ("!  moeder : belt  >  als het kan ", "moeder", "als het kan"),
        ("! #sam @ans: oefent met ans > vr", "@ans", "vr"),
        ("! @ans #sam: oefent", "@ans", ""),
        ("! #sam: oefent > vr", "", "vr"),
        ("! vr bellen > vr", "", "vr"),
        ("! bellen >13-1", "", "13-1"),
        ("! @ans:", "@ans", ""),
        ("!", "", ""),
    ],
)
def test_where_who_and_when_stand_in_the_line(raw: str, who: str, when: str) -> None:
    places = action_places(raw, DAY)
    assert places is not None
    assert raw[slice(*places.who_at)] == who if places.who_at else who == ""
    assert raw[slice(*places.when_at)] == when if places.when_at else when == ""
    assert places.when_at is None or places.when_at[0] >= raw.index(">")


@pytest.mark.parametrize("raw", ["@ans: x > vr", "- @ans: x", "% ! @ans: x", "!@ans: x", ""])
def test_only_a_promise_has_who_and_when(raw: str) -> None:
    assert action_places(raw, DAY) is None


@given(st.text("!#@:> \tansvr13-%\xa0"))
def test_the_places_say_what_the_parser_says(rest: str) -> None:
    raw = f"! {rest}"
    places = action_places(raw, DAY)
    if places is None:
        return
    who, _what, when, due = split_action(raw[1:].strip(), DAY)
    assert (places.who, places.due) == (who, due)
    assert ("" if places.when_at is None else raw[slice(*places.when_at)]) == when
    assert (places.who_at is None) == (who == "")


def test_a_moment_that_is_no_date_is_kept_to_ask_about() -> None:
    (action,) = parse("! bellen > zodra het kan", DAY).actions
    assert (action.when, action.due) == ("zodra het kan", None)


def test_a_promise_without_words_is_none_yet() -> None:
    assert parse("!\n! moeder:\n! > vr", DAY).actions == ()


def test_ib_is_the_next_working_day() -> None:
    assert parse("! bellen > ib", DAY, [1]).actions[0].due == date(2026, 12, 1)
    assert parse("! bellen > ib", DAY).actions[0].due is None


def test_dates_are_seen_from_the_day_of_the_conversation() -> None:
    assert parse("! bellen > 13-1", DAY).actions[0].due == date(2027, 1, 13)
    assert parse("! bellen > vr", date(2026, 12, 31)).actions[0].due == date(2027, 1, 1)


@given(ANY_TEXT)
def test_any_text_parses_and_every_line_is_one_line(text: str) -> None:
    parsed = parse(text, DAY, [1])
    assert [line.number for line in parsed.lines] == list(range(text.count("\n") + 1))
    in_points = sum(len(point.lines) for point in parsed.points)
    headings = sum(line.mark is Mark.POINT for line in parsed.lines)
    assert in_points + headings <= len(parsed.lines)


@given(ANY_TEXT)
def test_printing_and_parsing_again_changes_nothing(text: str) -> None:
    once = parse(text, DAY)
    again = parse(print_minutes(once), DAY)
    assert again == once
    assert print_minutes(again) == print_minutes(once)


@given(
    st.lists(
        st.tuples(st.sampled_from(["%", "% ", " %", "- % ", "! ", "", "## ", "? "]), ANY_TEXT), max_size=12
    )
)
def test_private_text_is_nowhere_in_the_public_minutes(lines: list[tuple[str, str]]) -> None:
    marked = [
        f"{mark}{text.replace(chr(10), ' ')}" + (" GEHEIM" if "%" in mark else "") for mark, text in lines
    ]
    public = without_private(parse("\n".join(marked), DAY))
    assert "GEHEIM" not in repr(public)
    assert "GEHEIM" not in print_minutes(public)
    assert public.private == ()


def test_very_long_lines_are_no_trouble() -> None:
    for line in (
        "! " + " >x" * 60_000,
        "! " + " > vr" * 60_000,
        "%" * 200_000,
        "- " * 100_000 + "%",
        "! " + ": " * 90_000,
    ):
        assert len(parse(line, DAY).lines) == 1


def test_without_private_keeps_the_numbers_of_the_other_lines() -> None:
    public = without_private(parse(ROOS, DAY))
    assert public.decisions[0].number == 12
    assert "moe" not in print_minutes(public).split()
    assert without_private(public) == public
