"""The list: a cursor that skips headings and stays on its row, and text that is only text."""

import pytest
from textual.strip import Strip

from ibtui.widgets.rows import Row, Rows, heading
from ibtui.widgets.text import line, part
from tests.widgets.conftest import HOSTILE, BareApp, drawn, press

WEEK = [
    heading(line("ma 23")),
    Row("a", (line("eerste"),)),
    Row("b", (line("tweede"), line("met een tweede regel"))),
    heading(line("di 24")),
    Row("c", (line("derde"),)),
]


async def test_the_cursor_starts_on_the_first_row_and_skips_headings() -> None:
    rows = Rows()
    async with BareApp(rows).run_test() as pilot:
        rows.fill(WEEK)
        rows.focus()
        assert rows.chosen == "a"
        await press(pilot, "down", "down")
        assert rows.chosen == "c"
        await press(pilot, "up")
        assert rows.chosen == "b"


async def test_home_end_and_pages() -> None:
    rows = Rows()
    async with BareApp(rows).run_test(size=(40, 10)) as pilot:
        rows.fill([Row(f"r{number}", (line(f"rij {number}"),)) for number in range(100)])
        rows.focus()
        await press(pilot, "end")
        assert rows.chosen == "r99"
        assert "▸ rij 99" in drawn(pilot)
        await press(pilot, "home", "pagedown")
        assert rows.chosen == "r9"
        await press(pilot, "pageup")
        assert rows.chosen == "r0"


@pytest.mark.parametrize("tall", [False, True])
async def test_a_text_longer_than_the_screen_can_be_read_whole(tall: bool) -> None:
    """Of one row, or between two rows."""
    words = [f"zin {number:02}" for number in range(25)]
    text = [Row("lang", tuple(line(one) for one in words))] if tall else [heading(line(one)) for one in words]
    for keys, back in ((["down"] * 30, "pageup"), (["pagedown"] * 5, "up")):
        async with BareApp(rows := Rows()).run_test(size=(40, 10)) as pilot:
            rows.fill([Row("a", (line("eerste"),)), *text, Row("z", (line("laatste"),))])
            rows.focus()
            seen = drawn(pilot)
            for key in keys:
                await press(pilot, key)
                seen += drawn(pilot)
            assert [one for one in words if one not in seen] == []
            assert rows.chosen == "z"
            await press(pilot, *[back] * (30 if back == "up" else 5))
            assert rows.chosen == "a"


async def test_the_cursor_stays_on_its_row_when_the_list_changes() -> None:
    rows = Rows()
    async with BareApp(rows).run_test():
        rows.fill(WEEK, at="c")
        rows.fill([Row("new", (line("nieuw"),)), *WEEK])
        assert rows.chosen == "c"


async def test_when_its_row_is_gone_the_cursor_stays_near() -> None:
    rows = Rows()
    async with BareApp(rows).run_test():
        rows.fill(WEEK, at="b")
        rows.fill([row for row in WEEK if row.id != "b"])
        assert rows.chosen in ("a", "c")


async def test_an_empty_list_says_what_to_do_and_chooses_nothing() -> None:
    rows = Rows()
    async with BareApp(rows).run_test() as pilot:
        rows.fill([], empty=[line(part("Druk op n voor een nieuw gesprek.", "muted"))])
        rows.focus()
        await press(pilot, "down", "up", "end")
        assert rows.chosen == ""
        assert "Druk op n" in drawn(pilot)


async def test_the_chosen_row_has_a_sign_not_only_a_colour() -> None:
    rows = Rows()
    async with BareApp(rows).run_test() as pilot:
        rows.fill(WEEK, at="b")
        rows.focus()
        await pilot.pause()
        assert [row for row in drawn(pilot).split("\n") if "▸" in row] == ["▸ tweede"]


async def test_a_list_without_the_focus_shows_its_cursor_otherwise() -> None:
    rows = Rows()
    async with BareApp(rows).run_test() as pilot:
        rows.fill(WEEK, at="b")
        rows.blur()
        await pilot.pause()
        assert "▸" not in drawn(pilot)
        assert "› tweede" in drawn(pilot)


async def test_the_heading_above_the_first_row_is_in_sight() -> None:
    rows = Rows()
    async with BareApp(rows).run_test(size=(40, 3)) as pilot:
        rows.fill(WEEK)
        rows.focus()
        await press(pilot, "end", "home")
        assert drawn(pilot).startswith("ma 23")


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
async def test_hostile_text_is_drawn_as_text(text: str) -> None:
    rows = Rows()
    async with BareApp(rows).run_test(size=(40, 6)) as pilot:
        rows.fill([Row("x", (line(part(text, "strong")),))])
        await pilot.pause()
        picture = drawn(pilot)
        assert pilot.app.is_running
        assert not any(char in picture for char in "\x1b\x9b\x00\x07\u202e\u2066")
        if text.startswith("["):
            assert text[:30] in picture


async def test_a_click_chooses_and_a_click_on_the_chosen_row_opens() -> None:
    rows = Rows()
    opened: list[str] = []

    class Listening(BareApp):
        def on_rows_opened(self, event: Rows.Opened) -> None:
            opened.append(event.row_id)

    async with Listening(rows).run_test() as pilot:
        rows.fill(WEEK)
        await pilot.pause()
        await pilot.click(Rows, offset=(3, 5))
        assert (rows.chosen, opened) == ("c", [])
        await pilot.click(Rows, offset=(3, 5))
        assert opened == ["c"]


async def test_a_list_that_gets_too_long_has_its_scroll_bar_at_once() -> None:
    """Not after a first layout without it: then what was filled in is drawn two frames later."""
    rows = Rows()
    async with BareApp(rows).run_test(size=(40, 10)) as pilot:
        for count in (100, 3, 100):
            rows.fill([Row(f"r{number}", (line(f"rij {number}"),)) for number in range(count)])
            assert rows.show_vertical_scrollbar == (count > 10)
            await pilot.pause()
            assert rows.show_vertical_scrollbar == (count > 10)


async def test_a_line_is_drawn_once_while_the_list_scrolls(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = Rows()
    made: list[int] = []
    draw = Rows._drawn

    def drawn_(self: Rows, number: int, here: bool, active: bool, width: int) -> Strip:
        made.append(number)
        return draw(self, number, here, active, width)

    monkeypatch.setattr(Rows, "_drawn", drawn_)
    async with BareApp(rows).run_test(size=(40, 10)) as pilot:
        rows.fill([Row(f"r{number}", (line(f"rij {number}"),)) for number in range(300)])
        rows.focus()
        await press(pilot, *["down"] * 20)
        made.clear()
        await press(pilot, "down")
        assert set(made) == {20, 21}  # the row that was chosen, and the one that is
        assert "▸ rij 21" in drawn(pilot)
        await press(pilot, *["down"] * 250)
        assert len(rows._strips) <= 200
        rows.fill([Row(f"r{number}", (line(f"andere {number}"),)) for number in range(300)])
        await pilot.pause()
        assert "▸ andere 271" in drawn(pilot)
        assert "rij" not in drawn(pilot)


async def test_lines_that_were_drawn_follow_the_focus_the_width_and_the_theme() -> None:
    rows = Rows()
    async with BareApp(rows).run_test(size=(40, 10)) as pilot:
        rows.fill(WEEK)
        rows.focus()
        await pilot.pause()
        assert "▸ eerste" in drawn(pilot)
        ground = rows.render_line(2)
        pilot.app.set_focus(None)
        await pilot.pause()
        assert "› eerste" in drawn(pilot)
        assert rows.render_line(2).cell_length == ground.cell_length
        await pilot.resize_terminal(30, 10)
        await pilot.pause()
        assert rows.render_line(2).cell_length == 30
        before = rows.render_line(2)
        rows.notify_style_update()
        assert rows.render_line(2) is not before
        assert rows.render_line(2) == before
