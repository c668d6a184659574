"""Names in the editor: marked as they are meant, proposed while they are typed, taken with Tab, never guessed."""

import pytest
from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.care.minutes import parse
from ibtui.care.words import ConversationKind, PersonRole
from ibtui.screens.editor_names import Names
from ibtui.screens.editor_preview import promises
from ibtui.screens.editor_suggest import SuggestList
from ibtui.screens.minutes import MinutesScreen
from ibtui.store import groups, minutes, people, pupils, schools
from ibtui.store.actions import list_actions
from ibtui.store.conversations import ConversationDraft, add_conversation
from ibtui.store.people import PersonDraft
from ibtui.store.pupils import PupilDraft
from tests import hostile
from tests.screens import overleg
from tests.screens.conftest import TODAY, settled, shown
from tests.screens.test_minutes import area, opened, write
from tests.store.conftest import counted

Run = Pilot[None]


def started(text: str = "") -> int:
    """Minutes of a groot overleg about Roos with juf Ans and two Noa's, with this text."""
    return overleg.groot_overleg(schools.current(), f"{text}\n")


def proposed(pilot: Run) -> list[str]:
    return [one.name for one in pilot.app.screen.query_one(SuggestList).candidates]


def line(pilot: Run) -> str:
    return area(pilot).cursor_line()


def looks(pilot: Run, number: int, *, cursor_away: bool = True) -> dict[str, str]:
    """The parts of a line that are marked as a name or a moment, with how."""
    text = area(pilot)
    if cursor_away:
        text.move_cursor(text.document.end)
    words = text.document.get_line(number)
    drawn = text.get_line(number)
    found = {}
    for look in ("known", "doubt"):
        style = text.get_component_rich_style(f"notes--{look}", partial=True)
        for span in drawn.spans:
            if span.style == style and span.end - span.start > 1:
                found[words[span.start : span.end]] = look
    return found


async def at_the_end(pilot: Run, number: int) -> MinutesScreen:
    screen = await opened(pilot, number)
    area(pilot).move_cursor(area(pilot).document.end)
    await settled(pilot)
    return screen


# ── marks ────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("! @ans: oefent > vr", {"@ans": "known"}),
        ("! moeder: belt > ooit", {"moeder": "known", "ooit": "doubt"}),
        ("! @noa: belt", {"@noa": "doubt"}),
        ("! Noa: belt", {"Noa": "doubt"}),
        ("! de huisarts: kijkt", {}),
        ("! #sam @ans: oefent met @piet", {"#sam": "known", "@ans": "known", "@piet": "doubt"}),
        ("met @ans, #roos en #wie", {"@ans": "known", "#roos": "known", "#wie": "doubt"}),
        ("- @ans. belt > ooit", {"@ans": "known"}),
        ("% @ans vindt #roos lief", {}),
        ("!@ans belt", {"@ans": "known"}),
        ("mail ans@school.nl, groep #3", {}),
    ],
)
async def test_what_is_known_and_what_is_a_question_looks_so(
    empty_app: IbApp, text: str, marked: dict[str, str]
) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, started(text))
        assert looks(pilot, 0) == marked


async def test_a_question_is_underlined_so_that_it_shows_without_colour(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, started())
        assert area(pilot).get_component_rich_style("notes--doubt", partial=True).underline


async def test_the_marks_say_what_the_lines_under_the_text_say(empty_app: IbApp) -> None:
    number = started()
    for who in ("@ans", "@noa", "Noa", "@piet", "moeder", "de huisarts", "ik", "juf @ans", "@wie.dan.ook"):
        text = f"! {who}: doet iets > ooit"
        names = Names(schools.current(), minutes.load(number).conversation_id)
        (promise,) = promises(parse(text, TODAY), TODAY, names.meant, names.called, names.about)
        doubts = [text[span.start : span.end] for span in names.spans(text) if span.look == "doubt"]
        assert (who in doubts) == (not promise.who_clear), who
        assert "ooit" in doubts
        assert not promise.when_clear


async def test_what_is_being_typed_is_no_question_yet_and_is_when_you_go_on(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await at_the_end(pilot, started())
        await write(pilot, "met @piet")
        assert looks(pilot, 1, cursor_away=False) == {}
        await write(pilot, " en")
        assert looks(pilot, 1, cursor_away=False) == {"@piet": "doubt"}


async def test_a_new_colleague_is_known_at_once(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, started("met @piet"))
        assert looks(pilot, 0) == {"@piet": "doubt"}
        people.add_person(empty_app.school.id, PersonDraft(PersonRole.COLLEAGUE, "Piet", "", "Wit"))
        screen.refresh_view()
        assert looks(pilot, 0) == {"@piet": "known"}


async def test_nothing_is_asked_of_the_store_while_typing_a_name(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        screen = await at_the_end(pilot, started("! @ans: oefent > vr"))
        assert screen.flush()
        text = area(pilot)
        with counted() as asked:
            text.replace("met #no", *text.selection, maintain_selection_offset=False)
            text.on_text_area_selection_changed()
            for number in range(text.document.line_count):
                text.get_line(number)
            text.action_take_name(1)
        assert asked == []


# ── proposals ────────────────────────────────────────────────────────────────────
async def test_just_an_at_sign_proposes_who_sits_at_the_table(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await at_the_end(pilot, started())
        await write(pilot, "! @")
        assert proposed(pilot)[:2] == ["Ans de Wit", "Marieke Bos"]
        assert "▸ Ans de Wit · leerkracht groep 5" in shown(pilot)
        assert "Marieke Bos · moeder" in shown(pilot)


async def test_tab_makes_who_of_a_promise_and_you_type_on(empty_app: IbApp) -> None:
    number = started()
    async with empty_app.run_test(size=(80, 24)) as pilot:
        screen = await at_the_end(pilot, number)
        await write(pilot, "! @an")
        await pilot.press("tab")
        await write(pilot, "oefent elke dag > vr")
        assert line(pilot) == "! @Ans: oefent elke dag > vr"
        assert screen.flush()
    (item,) = list_actions(schools.current().id)
    assert item.owner == "juf Ans"


async def test_tab_again_takes_the_next_one_and_shift_tab_goes_back(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await at_the_end(pilot, started())
        await write(pilot, "met @no")
        assert proposed(pilot) == ["Noa Bos", "Noa Hof"]
        for key, text in (
            ("tab", "met @Noa.B"),
            ("tab", "met @Noa.H"),
            ("tab", "met @Noa.B"),
            ("shift+tab", "met @Noa.H"),
        ):
            await pilot.press(key)
            assert line(pilot) == text
            assert len(proposed(pilot)) == 2
        await write(pilot, " en")
        assert proposed(pilot) == []


async def test_one_tab_is_one_step_back(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await at_the_end(pilot, started())
        await write(pilot, "! @an")
        await pilot.press("tab")
        await settled(pilot)
        await pilot.press("ctrl+z")
        assert line(pilot) == "! @an"
        await pilot.press("ctrl+y")
        assert line(pilot) == "! @Ans: "


async def test_typing_on_narrows_and_a_blank_ends_it(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await at_the_end(pilot, started())
        await write(pilot, "met @no")
        await write(pilot, "a.h")
        assert proposed(pilot) == ["Noa Hof"]
        await write(pilot, " ")
        assert proposed(pilot) == []
        assert line(pilot) == "met @noa.h "


@pytest.mark.parametrize("typed", ["zoe", "zoë", "ZOË", "kuc"])
async def test_accents_and_dead_keys(empty_app: IbApp, typed: str) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        number = started()
        pupils.add_pupil(empty_app.school.id, PupilDraft("Zoë", "", "Küçük"), TODAY)
        await at_the_end(pilot, number)
        await write(pilot, f"#{typed}")
        await pilot.press("tab")
        assert line(pilot) == "#Zoë"


async def test_enter_arrows_and_esc_do_what_they_always_do(empty_app: IbApp) -> None:
    number = started()
    async with empty_app.run_test(size=(80, 24)) as pilot:
        screen = await at_the_end(pilot, number)
        await write(pilot, "! @no\n- @no")
        assert area(pilot).document.lines[-2:] == ["! @no", "- @no"]
        await pilot.press("up")
        assert area(pilot).cursor_location[0] == 1
        await write(pilot, " @no")
        assert proposed(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert pilot.app.screen is not screen
    assert minutes.load(number).text == "\n! @no @no\n- @no"


async def test_tab_without_a_name_types_nothing(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await at_the_end(pilot, started())
        for text in ("Roos", " @xyz", " jan@", " #", " #3"):
            await write(pilot, text)
            await pilot.press("tab", "shift+tab")
        assert line(pilot) == "Roos @xyz jan@ # #3"
        assert area(pilot).has_focus


async def test_a_heading_proposes_nobody(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await at_the_end(pilot, started())
        for char in "## Wat":
            await write(pilot, char)
            assert proposed(pilot) == []


async def test_going_by_a_known_name_proposes_nobody_and_by_a_double_one_asks(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, started("met @ans en @noa, vandaag"))
        text = area(pilot)
        for column, names in ((7, []), (14, ["Noa Bos", "Noa Hof"]), (16, ["Noa Bos", "Noa Hof"]), (17, [])):
            text.move_cursor((0, column))
            await settled(pilot)
            assert proposed(pilot) == names, column
        text.move_cursor((0, 14))
        await settled(pilot)
        await pilot.press("tab", "tab")
        assert line(pilot) == "met @ans en @Noa.H, vandaag"
        assert looks(pilot, 0) == {"@ans": "known", "@Noa.H": "known"}


async def test_who_without_an_at_sign_that_is_double_asks_too(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, started("! Noa: belt > vr"))
        area(pilot).move_cursor((0, 5))
        await settled(pilot)
        assert proposed(pilot) == ["Noa Bos", "Noa Hof"]
        await pilot.press("tab")
        assert line(pilot) == "! @Noa.B: belt > vr"


async def test_fixed_minutes_propose_nobody(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        number = started("met @noa")
        minutes.fix(number, minutes.load(number).version)
        await opened(pilot, number)
        area(pilot).move_cursor((0, 8))
        await settled(pilot)
        await pilot.press("tab")
        assert proposed(pilot) == []
        assert line(pilot) == "met @noa"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (50, 12)])
async def test_the_list_is_beside_the_line_that_is_typed_and_moves_no_text(
    empty_app: IbApp, size: tuple[int, int]
) -> None:
    async with empty_app.run_test(size=size) as pilot:
        await at_the_end(pilot, started("\n".join(f"regel {number}" for number in range(60))))
        before = area(pilot).region
        await write(pilot, "met @")
        await settled(pilot)
        names = pilot.app.screen.query_one(SuggestList)
        cursor = area(pilot).cursor_screen_offset
        assert area(pilot).region == before
        assert names.region.height == len(proposed(pilot)) > 2
        assert cursor.y not in range(names.region.y, names.region.bottom)
        assert names.region.y == cursor.y + 1 or names.region.bottom == cursor.y
        assert names.region.x >= 0
        assert names.region.right <= size[0]
        assert names.region.bottom <= size[1]
        assert "met @" in shown(pilot)


async def test_hostile_names_are_proposed_as_text(empty_app: IbApp) -> None:
    number = started()
    school = schools.current()
    for text in ("Kwaad [/]", "Kwaad [@click=app.quit]x[/]"):
        pupils.add_pupil(school.id, PupilDraft(text), TODAY)
    raw = pupils.add_pupil(school.id, PupilDraft("Kwaadst"), TODAY)
    from ibtui.store.models import Pupil

    Pupil.update(last_name="\x1b]52;c;x\x07").where(Pupil.id == raw).execute()
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await at_the_end(pilot, number)
        await write(pilot, "#kwaa")
        assert len(proposed(pilot)) == 3
        screen = shown(pilot)
        assert "Kwaad [/]" in screen
        assert "[@click=app.quit]x[/]" in screen
        assert hostile.acts_on_a_terminal(screen.replace("\n", "")) == []
        await pilot.press("tab")
        assert len(line(pilot)) > len("#kwaa")


async def test_a_groepsbespreking_names_whom_a_promise_is_about(empty_app: IbApp) -> None:
    school = schools.current()
    overleg.table(school)
    group = groups.groups(school.id, TODAY)[0].id
    talk = add_conversation(
        school.id, ConversationDraft(ConversationKind.GROUP_REVIEW, TODAY, group_id=group)
    )
    number = minutes.start(talk).id
    async with empty_app.run_test(size=(120, 40)) as pilot:
        screen = await at_the_end(pilot, number)
        await write(pilot, "! #sa")
        await pilot.press("tab")
        await write(pilot, " @an")
        await pilot.press("tab")
        await write(pilot, "oefent > vr")
        assert line(pilot) == "! #Sam @Ans: oefent > vr"
        assert screen.flush()
        screen.refresh_view()
        await settled(pilot)
        assert "over Sam Hof" in shown(pilot)
        assert "Ans de Wit · vr 27 nov" in shown(pilot)
    (item,) = list_actions(school.id)
    assert (item.owner, item.about) == ("juf Ans", "Sam Hof")
