"""The rules of the terms, as a school keeps them: from `0` by `r`."""

import datetime as dt

from ibtui.app import IbApp
from ibtui.store import deadlines, pupils, schools, term_rules
from ibtui.store.deadlines import DeadlineDraft
from ibtui.store.pupils import PupilDraft
from tests.screens.conftest import TODAY, rows, said, shown, typed

NARROW = (80, 24)


async def test_another_number_counts_the_running_terms_again(empty_app: IbApp) -> None:
    school = schools.current().id
    roos = pupils.add_pupil(school, PupilDraft("Roos", "van", "Dijk"), TODAY)
    deadlines.add(school, DeadlineDraft("opp_vaststellen", TODAY, roos))
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "0", "r", "t")
        assert (
            "het OPP vaststellen" in shown(pilot) and "6 weken" in shown(pilot) and "1 loopt" in shown(pilot)
        )
        await typed(pilot, "e", "=4", "ctrl+s")
        assert said(pilot) == "Bewaard. 1 termijn opnieuw geteld."
        assert deadlines.deadlines(school)[0].due_on == TODAY + dt.timedelta(weeks=4)
        assert "anders dan meegebracht" in shown(pilot)
        await typed(pilot, "delete")
        assert said(pilot) == "Weer zoals ibtui hem meebracht. 1 termijn opnieuw geteld."
        await typed(pilot, "delete")
        assert "al zoals ibtui hem meebracht" in said(pilot)
        await typed(pilot, "b")
        assert "passendonderwijs" in shown(pilot)


async def test_a_rule_whose_number_is_a_proposal_says_so(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(pilot, "0", "r", "t")
        assert shown(pilot).count("termijn: voorstel") == 2


async def test_a_term_of_the_schools_own_comes_and_goes(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        await typed(
            pilot, "0", "r", "t", "n", "=ouders bellen", "tab", "=de eerste schooldag", "tab", "=1", "ctrl+s"
        )
        assert said(pilot).startswith("Eigen termijn gemaakt")
        assert "ouders bellen" in shown(pilot) and rows(pilot).chosen.startswith("regel:eigen")
        await typed(pilot, "delete")
        assert said(pilot) == "Eigen termijn weggedaan"
    assert not any(rule.own for rule in term_rules.rules(schools.current().id).values())


async def test_the_menu_of_the_school_opens_each(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=NARROW) as pilot:
        for key, screen in (("t", "termijnregels"), ("s", "stukken"), ("b", "bewaarlijst")):
            await typed(pilot, "0", "r", key)
            assert getattr(empty_app.screen, "SCREEN", "") == screen
            await typed(pilot, "escape")
