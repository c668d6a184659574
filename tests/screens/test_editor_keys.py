"""The keys while a talk goes on: from point to point, the time, the pupil's card, and keys that no terminal eats."""

import datetime as dt

import pytest
from textual._xterm_parser import XTermParser
from textual.events import Key
from textual.widgets import Input

from ibtui.app import IbApp
from ibtui.care.words import ConversationKind
from ibtui.commands import COMMANDS, commands_of
from ibtui.screens import editor_moves
from ibtui.screens.editor_text import NotesArea
from ibtui.screens.help import HelpScreen
from ibtui.screens.minutes import MinutesScreen
from ibtui.screens.pupil import PupilScreen
from ibtui.store import actions, conversations, groups, minutes, schools
from ibtui.store.conversations import ConversationDraft
from ibtui.widgets.picker import PickScreen
from tests.screens import overleg
from tests.screens.conftest import rows, said, settled, shown
from tests.screens.test_minutes import Run, area, opened, stored, write

AGENDA = "".join(
    f"## {title}\n\n"
    for title in (
        "Waarom zitten we bij elkaar", "Wat gaat er goed", "Wat vindt het kind zelf", "Wat vertellen de ouders",
        "Wat ziet de school", "Afspraken",
    )
)  # fmt: skip
"""A text with only its headings, as a talk begins."""

EDITOR = [item for item in COMMANDS if "verslag" in item.where]

EATEN = {f"ctrl+{letter}" for letter in "hijmsqab"} | {
    "ctrl+left_square_bracket", "ctrl+backslash", "ctrl+c", "ctrl+v", "tab", "enter", "f10", "f11", "f12",
}  # fmt: skip
"""Keys that are another key (Ctrl+H is Backspace), stop the terminal's output, belong to tmux or screen or to
the window, or that everyone uses for something else in a text."""


async def press(pilot: Run, *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


def on(pilot: Run, kind: type[object]) -> bool:
    """Whether a screen of this kind is shown."""
    return isinstance(pilot.app.screen, kind)


def here(pilot: Run) -> str:
    """The line that the cursor is on."""
    return str(area(pilot).document.get_line(area(pilot).cursor_location[0]))


# ── where a jump goes ──────────────────────────────────────────────────────────
POINTS = ["boven het eerste punt", "## Goed", "- leest graag", "", "## Ouders", "", "## Afspraken"]


@pytest.mark.parametrize(("row", "then"), [(0, 1), (1, 4), (3, 4), (4, 6), (6, 1)])
def test_the_next_point_is_the_first_heading_below_and_after_the_last_the_first(row: int, then: int) -> None:
    assert editor_moves.next_heading(POINTS, row) == then


@pytest.mark.parametrize(("row", "then"), [(0, 6), (1, 6), (3, 6), (4, 1), (5, 1), (6, 4)])
def test_the_previous_point_is_the_one_before_the_point_you_are_in(row: int, then: int) -> None:
    assert editor_moves.previous_heading(POINTS, row) == then


def test_a_text_without_points_has_nowhere_to_jump() -> None:
    lines = ["gewone tekst", "### geen punt", "#roos", "##geen punt", "## % privé"]
    assert editor_moves.next_heading(lines, 0) is None
    assert editor_moves.previous_heading(lines, 0) is None


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (["## Ouders", "", "## Afspraken"], (1, 0)),
        (["## Ouders", "- slaapt slecht", "", "## Afspraken"], (2, 0)),
        (["## Ouders", "- een", "", "- twee", "", "", "## Afspraken"], (4, 0)),
        (["## Ouders", "- slaapt slecht", "## Afspraken"], (1, 15)),
        (["## Ouders", "## Afspraken"], (0, 9)),
        (["## Ouders", "- slaapt slecht"], (1, 15)),
        (["## Ouders", "- slaapt slecht", ""], (2, 0)),
        (["## Ouders"], (0, 9)),
    ],
)
def test_a_jump_goes_to_where_you_would_go_on_typing(lines: list[str], place: tuple[int, int]) -> None:
    assert editor_moves.place_to_type(lines, 0) == place


async def test_what_the_parents_tell_is_two_keys_away_and_typed_under_its_heading(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        number = overleg.groot_overleg(schools.current(), AGENDA)
        await opened(pilot, number)
        await press(pilot, *["ctrl+n"] * 3)
        await write(pilot, "- ze slaapt slecht")
        await press(pilot, "ctrl+u")
        await write(pilot, '* "ik vind het wel leuk"')
        await press(pilot, "ctrl+n", "enter")
        await write(pilot, "- thuis leest ze niet")
        await press(pilot, "escape")
    text = stored(number)
    assert "## Wat vertellen de ouders\n- ze slaapt slecht\n- thuis leest ze niet\n## Wat ziet" in text
    assert '## Wat vindt het kind zelf\n* "ik vind het wel leuk"\n##' in text


async def test_a_long_message_does_not_hide_the_line_you_are_on(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, overleg.groot_overleg(schools.current(), "- regel\n" * 40))
        screen, text = pilot.app.screen, area(pilot)
        assert isinstance(screen, MinutesScreen)
        text.move_cursor((0, 0))
        await settled(pilot)
        text.move_cursor((text.size.height - 1, 0))  # the lowest line in sight
        await settled(pilot)
        before = text.size.height
        screen.say("Dit is een bericht dat te lang is voor een regel, zodat het er twee nodig heeft. " * 2)
        await settled(pilot)
        assert text.size.height < before, "the message took no row"
        assert text.scroll_offset.y <= text.cursor_location[0] < text.scroll_offset.y + text.size.height


async def test_the_points_go_round_both_ways(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, overleg.groot_overleg(schools.current(), AGENDA))
        lines = area(pilot).document.lines
        places = [area(pilot).cursor_location]
        for _ in range(5):
            await press(pilot, "ctrl+n")
            places.append(area(pilot).cursor_location)
        assert [lines[row - 1] for row, _column in places] == [line for line in lines if line]
        await press(pilot, "ctrl+n")
        assert area(pilot).cursor_location == places[0]
        await press(pilot, "ctrl+u")
        assert area(pilot).cursor_location == places[-1]


async def test_a_text_without_points_says_how_to_make_one(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, overleg.groot_overleg(schools.current(), "Gewone tekst.\n"))
        for key in ("ctrl+n", "ctrl+u"):
            await press(pilot, key)
            assert "regel die met ## begint" in said(pilot)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (80, 14)])
async def test_after_a_jump_the_heading_and_room_to_type_are_in_sight(
    empty_app: IbApp, size: tuple[int, int]
) -> None:
    """Also with lines that wrap, forwards, backwards and around."""
    point = "\n".join(["- " + "een lange zin over van alles " * 5] * 2)
    text = "".join(f"## Punt {number}\n{point}\n\n" for number in range(1, 13))
    async with empty_app.run_test(size=size) as pilot:
        await opened(pilot, overleg.groot_overleg(schools.current(), text))
        for key in ("ctrl+n",) * 14 + ("ctrl+u",) * 14:
            await press(pilot, key)
            notes = area(pilot)
            row = notes.cursor_location[0]
            heading = next(at for at in range(row, -1, -1) if notes.document.get_line(at).startswith("## "))
            assert notes.document.get_line(heading) + " " in shown(pilot).replace("\n", " \n")
            below = notes.wrapped_document.location_to_offset(notes.cursor_location).y - notes.scroll_y
            assert 0 <= below < notes.scrollable_content_region.height
            if row < notes.document.line_count - 10:
                assert notes.scrollable_content_region.height - below > 3


# ── the time ───────────────────────────────────────────────────────────────────
async def test_the_time_is_put_where_you_type_and_taken_back_with_one_key(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, overleg.groot_overleg(schools.current(), "## Waarom\n"))
        await press(pilot, "ctrl+t")
        await write(pilot, "moeder komt binnen")
        assert here(pilot) == "13:24 moeder komt binnen"
        await press(pilot, "ctrl+t")
        assert here(pilot) == "13:24 moeder komt binnen 13:24 "
        await press(pilot, "ctrl+z")
        assert here(pilot) == "13:24 moeder komt binnen"


async def test_the_time_takes_the_place_of_what_is_selected(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, overleg.groot_overleg(schools.current(), "om toen klaar"))
        area(pilot).move_cursor((0, 3))
        await press(pilot, *["shift+right"] * 5, "ctrl+t")
        assert area(pilot).text == "om 13:24 klaar"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("13:24 !", "! "), ("13:24 =", "= 13:24 "), ("9:05 ?", "? 9:05 "), ("13:24 *", "* 13:24 "),
        ("13:24 %", "% 13:24 "), ("13:24 ##", "## 13:24 "), ("13:24  =", "= 13:24 "),
        ("13:24", None), ("13:24 #", None), ("13:24 klaar!", None), ("13:24 zo !", None), ("om 13:24 !", None),
        ("! 13:24 !", None), ("!", None), ("", None), ("13:24!", None),
    ],
)  # fmt: skip
def test_a_mark_after_a_time_goes_first(before: str, after: str | None) -> None:
    assert editor_moves.mark_first(before) == after


async def test_a_promise_typed_after_the_time_is_taken(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        number = overleg.groot_overleg(schools.current(), "## Afspraken\n")
        await opened(pilot, number)
        await press(pilot, "ctrl+end", "ctrl+t")
        await write(pilot, "! @ans: na de tijd > vr")
        assert here(pilot) == "! @ans: na de tijd > vr"
        await press(pilot, "enter", "ctrl+t")
        await write(pilot, "= we beginnen")
        assert here(pilot) == "= 13:24 we beginnen"
        await press(pilot, "escape")
    assert [(row.what, row.owner) for row in actions.of_minutes(number)] == [("na de tijd", "juf Ans")]


async def test_ctrl_z_gives_back_what_was_typed_after_the_time(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, overleg.groot_overleg(schools.current(), "## Waarom\n"))
        await press(pilot, "ctrl+end", "ctrl+t")
        await write(pilot, "! ")
        assert here(pilot) == "! "
        await press(pilot, "ctrl+z")
        assert here(pilot) == "13:24 ! "
        await write(pilot, "let op")
        assert here(pilot) == "13:24 ! let op"


def test_the_time_is_that_of_the_clock() -> None:
    before = dt.datetime.now()
    assert before <= IbApp.now(IbApp.__new__(IbApp)) <= dt.datetime.now()


# ── the pupil's card ───────────────────────────────────────────────────────────
async def test_the_card_lies_over_the_text_and_esc_goes_on_where_you_were(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        number = overleg.groot_overleg(schools.current(), overleg.TEXT)
        await opened(pilot, number)
        area(pilot).move_cursor((1, 5))
        await write(pilot, "X")
        await pilot.press("ctrl+l")  # at once: what was typed is saved first
        await settled(pilot)
        assert on(pilot, PupilScreen)
        assert "Roos van Dijk" in shown(pilot)
        assert "- RooXs gaat" in stored(number)
        await press(pilot, "escape")
        assert on(pilot, MinutesScreen)
        assert area(pilot).has_focus
        assert area(pilot).cursor_location == (1, 6)
        await press(pilot, "ctrl+z")
        assert here(pilot).startswith("- Roos gaat")


async def test_of_several_pupils_you_choose_the_card(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        school = schools.current()
        roos, sam = overleg.table(school)
        draft = ConversationDraft(ConversationKind.PUPIL_REVIEW, overleg.TODAY, pupil_ids=(roos, sam))
        number = minutes.start(conversations.add_conversation(school.id, draft)).id
        await opened(pilot, number)
        await press(pilot, "ctrl+l")
        assert on(pilot, PickScreen)
        await press(pilot, "s", "enter")
        assert on(pilot, PupilScreen)
        assert "Sam Hof" in shown(pilot)
        await press(pilot, "escape")
        assert on(pilot, MinutesScreen)


async def test_in_a_groepsbespreking_you_choose_from_the_group(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        school = schools.current()
        overleg.table(school)
        group = groups.groups(school.id, overleg.TODAY)[0].id
        draft = ConversationDraft(ConversationKind.GROUP_REVIEW, overleg.TODAY, group_id=group)
        await opened(pilot, minutes.start(conversations.add_conversation(school.id, draft)).id)
        await press(pilot, "ctrl+l")
        assert "Roos van Dijk" in shown(pilot)
        assert "Sam Hof" in shown(pilot)


async def test_a_talk_about_nobody_says_that_there_is_no_card(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        school = schools.current()
        draft = ConversationDraft(ConversationKind.TEAM, overleg.TODAY)
        await opened(pilot, minutes.start(conversations.add_conversation(school.id, draft)).id)
        await press(pilot, "ctrl+l")
        assert on(pilot, MinutesScreen)
        assert "gaat niet over een leerling" in said(pilot)


async def test_the_verslag_that_is_open_under_the_card_is_not_opened_twice(empty_app: IbApp) -> None:
    """From the card back to the same verslag is back to the same text, with its undo."""
    async with empty_app.run_test(size=(80, 24)) as pilot:
        number = overleg.groot_overleg(schools.current(), overleg.TEXT)
        editor = await opened(pilot, number)
        await write(pilot, "Nog iets.")
        await press(pilot, "ctrl+l")
        rows(pilot).choose(f"gesprek:{minutes.load(number).conversation_id}")
        await press(pilot, "a")
        assert pilot.app.screen is editor
        await press(pilot, "ctrl+z")
        assert area(pilot).text == overleg.TEXT


# ── the keys themselves ────────────────────────────────────────────────────────
def test_no_key_of_the_editor_is_one_that_terminals_eat() -> None:
    assert not {item.key for item in EDITOR} & EATEN


def test_no_two_commands_of_the_editor_share_a_key() -> None:
    keys = [item.key for item in commands_of("verslag")]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("command", EDITOR, ids=lambda item: item.id)
def test_every_key_reaches_its_command_from_within_the_text(command: object) -> None:
    """A TextArea has uses of its own for Ctrl+U and Ctrl+E; the editor's command wins."""
    item = next(one for one in EDITOR if one is command)
    bound = NotesArea._merge_bindings().key_to_bindings[item.key]
    assert bound[-1].action == f"screen.run('{item.id}')"
    assert callable(getattr(MinutesScreen, f"do_{item.id}"))


@pytest.mark.parametrize(
    ("sent", "key"),
    [
        ("\x0e", "ctrl+n"), ("\x15", "ctrl+u"), ("\x14", "ctrl+t"), ("\x07", "ctrl+g"), ("\x0f", "ctrl+o"),
        ("\x12", "ctrl+r"), ("\x0c", "ctrl+l"), ("\x06", "ctrl+f"), ("\x05", "ctrl+e"), ("\x1a", "ctrl+z"),
        ("\x19", "ctrl+y"), ("\x10", "ctrl+p"),
        ("\x1bOP", "f1"), ("\x1b[11~", "f1"), ("\x1b[[A", "f1"),
        ("\x1bOQ", "f2"), ("\x1b[12~", "f2"), ("\x1b[[B", "f2"),
        ("\x1bOS", "f4"), ("\x1b[14~", "f4"), ("\x1b[[D", "f4"),
    ],
)  # fmt: skip
def test_what_xterm_putty_and_the_console_send_is_that_key(sent: str, key: str) -> None:
    found = [event.key for event in XTermParser().feed(sent) if isinstance(event, Key)]
    assert found == [key]
    assert key in {item.key for item in commands_of("verslag")}


async def test_the_key_bar_of_a_draft_fits_eighty_columns(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, overleg.groot_overleg(schools.current()))
        assert shown(pilot).split("\n")[-1] == (
            " ^N punt  ^T tijd  ^G aanwezig  ^O overzicht  ^R voorlezen  F1 hulp  Esc terug"
        )


async def test_the_key_bar_of_a_fixed_verslag_says_what_can_still_be_done(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        number = overleg.groot_overleg(schools.current(), overleg.TEXT)
        minutes.fix(number)
        await opened(pilot, number)
        assert shown(pilot).split("\n")[-1].startswith(" F2 nieuwe versie  ^E Word  F4 eerder")
        assert shown(pilot).split("\n")[-1].endswith("F1 hulp  Esc terug")
        await press(pilot, "ctrl+n")
        assert here(pilot).startswith("= we vragen") or not here(pilot)  # reading goes by the same keys
        for key in ("ctrl+t", "ctrl+g"):
            await press(pilot, key)
            assert "vastgesteld" in said(pilot)
        assert area(pilot).text == overleg.TEXT
        await press(pilot, "f2")
        assert "Groot overleg v2" in shown(pilot)


async def test_help_and_the_palette_name_every_key_of_the_editor(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 60)) as pilot:
        await opened(pilot, overleg.groot_overleg(schools.current()))
        offered = [item for item in EDITOR if item.id != "correct"]
        await press(pilot, "f1")
        assert on(pilot, HelpScreen)
        assert {item.id for item in offered} <= set(rows(pilot).ids)
        await press(pilot, "escape", "ctrl+p")
        assert on(pilot, PickScreen)
        assert (
            len(rows(pilot).ids) == len(offered) + 3
        )  # and the lock, the colours and drawing again, which are everywhere
        pilot.app.screen.query_one(Input).value = "tijd"
        await press(pilot, "enter")
        assert "13:24 " in area(pilot).text


async def test_esc_leaves_at_once_with_everything_saved(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        number = overleg.groot_overleg(schools.current(), "## Waarom\n")
        await opened(pilot, number)
        await pilot.press(*"laatste", "ctrl+t", "escape")
        await settled(pilot)
        assert not on(pilot, MinutesScreen)
    assert stored(number) == "## Waarom\nlaatste 13:24 "


async def test_ctrl_end_and_ctrl_home_go_to_the_ends_of_the_text(empty_app: IbApp) -> None:
    number = overleg.groot_overleg(schools.current(), AGENDA + "het einde")
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, number)
        await press(pilot, "ctrl+home")
        assert area(pilot).cursor_location == (0, 0)
        await press(pilot, "ctrl+end")
        assert area(pilot).cursor_location == area(pilot).document.end
