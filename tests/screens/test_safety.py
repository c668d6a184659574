"""`M` on a pupil: the meldcode. What stands there stands nowhere else."""

from textual.pilot import Pilot

from ibtui.app import IbApp
from ibtui.care.meldcode import WEIGHINGS
from ibtui.screens.safety import SafetyScreen
from ibtui.store import safety, schools, search
from ibtui.store.safety import StepDraft
from tests.screens.conftest import TODAY, said, settled, shown
from tests.screens.help_school import ROOS, keyed, roos

NARROW = (80, 24)
MARK = "blauweplekmarker"


async def opened(pilot: Pilot[None]) -> SafetyScreen:
    """The screen of Roos."""
    screen = SafetyScreen(ROOS)
    await settled(pilot)
    pilot.app.push_screen(screen)
    await settled(pilot)
    return screen


async def test_empty_it_says_what_to_press_and_begins_nothing(empty_app: IbApp) -> None:
    roos()
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        screen = shown(pilot)
        assert "Druk op n voor stap 1" in screen
        assert "staat nergens anders" in screen
        assert "Afgeschermd · Roos" in screen
        assert "meldcode" not in screen.casefold(), "who looks over her shoulder reads no such word"
        assert "van Dijk" not in screen
        await keyed(pilot, "n", "escape")
        assert safety.records(ROOS) == []


async def test_facts_what_was_heard_and_what_one_thinks_stand_apart(empty_app: IbApp) -> None:
    roos()
    async with empty_app.run_test(size=(100, 40)) as pilot:
        await opened(pilot)
        await keyed(
            pilot,
            "n",
            "tab",
            "tab",
            "=juf Ans",
            "tab",
            f"={MARK}",
            "tab",
            "=van Roos zelf",
            "tab",
            "=ik twijfel",
        )
        await keyed(pilot, "tab", "=overleggen", "ctrl+s")
        (card,) = safety.records(ROOS)
        step = card.steps[0]
        assert (step.step, step.facts, step.heard, step.meaning) == (1, MARK, "van Roos zelf", "ik twijfel")
        lines = [line.split() for line in shown(pilot).splitlines()]
        assert ["feiten", MARK] in lines
        assert ["wat", "ik", "denk", "ik", "twijfel"] in lines
        assert "volgende stap" in shown(pilot)
        assert "✓ Stap 1" in shown(pilot)
        await keyed(pilot, "n")
        assert "2 overleg" in shown(pilot), "the next step is proposed"
        await keyed(pilot, "escape", "e", "tab", "tab", "=, meester Bo", "ctrl+s", "delete", "u")
        assert safety.records(ROOS)[0].steps[0].who == "juf Ans, meester Bo"


async def test_reported_closed_and_open_again(empty_app: IbApp) -> None:
    roos()
    safety.add_step(safety.open_record(ROOS, TODAY), StepDraft(4, TODAY, facts=MARK))
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await keyed(pilot, "w")
        assert WEIGHINGS[0].split(" ")[0] in shown(pilot)
        assert "De vijf stappen van de meldcode" in shown(pilot)
        await keyed(pilot, "escape", "x", "m", "ctrl+s")
        assert safety.records(ROOS)[0].reported_on == TODAY
        await keyed(pilot, "x", "a", "ctrl+s")
        assert said(pilot).startswith("Opgeschreven")
        await keyed(pilot, "x", "s", "ctrl+s")
        assert "× afgesloten" in shown(pilot)
        assert MARK in shown(pilot), "what was written can still be read"
        await keyed(pilot, "x", "o")
        assert safety.records(ROOS)[0].closed_on is None


async def test_what_was_begun_by_mistake_goes_whole_and_comes_back(empty_app: IbApp) -> None:
    roos()
    safety.begin(ROOS, TODAY, StepDraft(1, TODAY, facts=MARK))
    async with empty_app.run_test(size=NARROW) as pilot:
        await opened(pilot)
        await keyed(pilot, "home", "delete")
        assert "sluit het dan af met x" in " ".join(shown(pilot).casefold().split()), "it asks first"
        await keyed(pilot, "t")
        assert len(safety.records(ROOS)) == 1
        await keyed(pilot, "delete", "w")
        assert safety.records(ROOS) == []
        assert MARK not in shown(pilot)
        assert "nog niets opgeschreven" in shown(pilot)
        await keyed(pilot, "u")
        assert safety.records(ROOS)[0].steps[0].facts == MARK
        assert MARK in shown(pilot)


async def test_it_stands_on_no_other_screen(empty_app: IbApp) -> None:
    roos()
    safety.add_step(safety.open_record(ROOS, TODAY), StepDraft(1, TODAY, facts=MARK, decision=MARK, who=MARK))
    assert search.find(schools.current().id, MARK) == []
    async with empty_app.run_test(size=(120, 40)) as pilot:
        for key in ("1", "2", "3", "4", "5", "6", "0"):
            await keyed(pilot, key)
            assert MARK not in shown(pilot)
        pilot.app.show("leerling", ROOS)  # type: ignore[attr-defined]
        await settled(pilot)
        assert MARK not in shown(pilot)
        await keyed(pilot, "r")
        assert MARK not in shown(pilot)
