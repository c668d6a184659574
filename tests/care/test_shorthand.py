"""The vangregel. Today is Tuesday 24 November 2026."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ibtui.care.shorthand import Quick, parse_quick

TODAY = date(2026, 11, 24)


def test_at_the_coffee_machine() -> None:
    assert parse_quick("#sam slaapt slecht @ans !bellen met ouders > di", TODAY) == Quick(
        text="sam slaapt slecht ans; bellen met ouders (di)",
        pupils=("sam",),
        people=("ans",),
        action="bellen met ouders",
        owner=None,
        when="di",
        due=date(2026, 12, 1),
        private=False,
        note="#sam slaapt slecht @ans",
    )


@pytest.mark.parametrize(
    ("line", "action", "owner"),
    [
        ("!@ans: oefent met #sam", "oefent met sam", "ans"),
        ("! moeder: belt > vr", "belt", "moeder"),
        ("#sam !samen met @ans bellen >di", "samen met ans bellen", "ans"),
        ("!bellen", "bellen", None),
        ("#sam slaapt slecht", None, None),
        ("sam is jarig! leuk", None, None),
        ("#sam !", None, None),
    ],
)
def test_the_action_and_its_owner(line: str, action: str | None, owner: str | None) -> None:
    quick = parse_quick(line, TODAY)
    assert (quick.action, quick.owner) == (action, owner)


def test_names_may_stand_anywhere_even_behind_the_date() -> None:
    quick = parse_quick("!bellen > di #sam, @ans.", TODAY)
    assert (quick.pupils, quick.people, quick.action, quick.due) == (
        ("sam",),
        ("ans",),
        "bellen",
        date(2026, 12, 1),
    )


def test_a_name_counts_once_and_may_be_made_longer() -> None:
    assert parse_quick("#sam en #sam en #noa.h, #jan-peter", TODAY).pupils == ("sam", "noa.h", "jan-peter")


@pytest.mark.parametrize("line", ["% #sam was moe", "%#sam was moe", "  % #sam was moe"])
def test_private(line: str) -> None:
    quick = parse_quick(line, TODAY)
    assert (quick.private, quick.text, quick.pupils) == (True, "sam was moe", ("sam",))


@pytest.mark.parametrize(
    "line",
    [
        "#sam %moeder leek moe",
        "#sam % moeder leek moe",
        "#sam%moeder leek moe",
        "#sam: % moeder leek moe",
        "#sam @ans, % moeder leek moe",
        "#sam en #noa %% moeder leek moe",
        "@ans \u200b% moeder leek moe",
        "% #sam % moeder leek moe",
        "#wie.dan.ook % moeder leek moe",
    ],
)
def test_private_behind_the_names_in_front(line: str) -> None:
    quick = parse_quick(line, TODAY)
    assert quick.private
    assert quick.text.endswith("moeder leek moe")
    assert quick.pupils + quick.people != ()


@pytest.mark.parametrize(
    "line",
    ["#sam 20% lager", "sam % moe", "#sam las % van de tekst", "#3 % van de groep", "#sam enkel % goed"],
)
def test_a_percent_sign_further_on_is_text(line: str) -> None:
    quick = parse_quick(line, TODAY)
    assert not quick.private
    assert "%" in quick.text and "%" in quick.note


def test_private_with_a_promise() -> None:
    quick = parse_quick("#sam % moeder leek moe !bellen > di", TODAY)
    assert (quick.private, quick.note, quick.action) == (True, "#sam moeder leek moe", "bellen")


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (
            "#sam moeder belt over 17-11. !stuurt verslag > di",
            "sam moeder belt over 17-11. Stuurt verslag (di)",
        ),
        ("moeder belt, ! ik: stuurt verslag", "moeder belt; ik: stuurt verslag"),
        ("#sam !bellen", "sam; bellen"),
    ],
)
def test_the_text_reads_as_a_sentence(line: str, text: str) -> None:
    assert parse_quick(line, TODAY).text == text


def test_a_date_without_an_action() -> None:
    assert parse_quick("#sam gesprek > vr", TODAY).due == date(2026, 11, 27)
    assert parse_quick("8 > 5", TODAY).text == "8 > 5"


def test_a_moment_that_is_no_date_is_kept() -> None:
    quick = parse_quick("!bellen > ooit", TODAY)
    assert (quick.action, quick.when, quick.due) == ("bellen", "ooit", None)


def test_the_next_working_day() -> None:
    assert parse_quick("!bellen > ib", TODAY, [3]).due == date(2026, 11, 26)
    assert parse_quick("!bellen > ib", TODAY).due is None


def test_what_only_looks_like_a_name() -> None:
    quick = parse_quick("mail a@b.example en #[@click=app.quit]x[/]", TODAY)
    assert (quick.pupils, quick.people) == ((), ())
    assert quick.text == "mail a@b.example en #[@click=app.quit]x[/]"


@given(st.one_of(st.text(), st.text("#@!%>: samvr\n")))
def test_any_line_will_do(line: str) -> None:
    quick = parse_quick(line, TODAY, [1])
    assert "\n" not in quick.text
    assert quick.action != ""
    assert quick.owner != ""
