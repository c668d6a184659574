"""School, Groep and Leerling: adding, changing, taking away and looking, by keyboard alone."""

import datetime as dt

import pytest

from ibtui.app import IbApp
from ibtui.care.words import PersonRole
from ibtui.screens.forms.person import edit_person_form
from ibtui.screens.group import GroupScreen
from ibtui.screens.pupil import PupilScreen
from ibtui.store import concerns, conversations, groups, people, pupils
from ibtui.store.concerns import ConcernDraft
from ibtui.store.conversations import ConversationDraft
from ibtui.store.groups import GroupDraft
from ibtui.store.guardians import GuardianDraft
from ibtui.store.people import PersonDraft
from ibtui.store.pupils import PupilDraft
from ibtui.store.schools import current
from tests.screens.conftest import TODAY, rows, said, settled, shown, typed

SIZES = [(80, 24), (120, 40)]


@pytest.fixture
def small_app(empty_app: IbApp) -> IbApp:
    """One group with its teacher and two pupils; Roos has two parents, a concern and a conversation."""
    school = current().id
    ans = people.add_person(
        school, PersonDraft(PersonRole.TEACHER, "Ans", "de", "Wit", salutation="juf", phone="06-00000001")
    )
    group = groups.add_group(school, GroupDraft("3/4/5", (ans,)), TODAY)
    roos = pupils.add_pupil(school, PupilDraft("Roos", "van", "Dijk", group, "5", 2), TODAY)
    pupils.add_pupil(school, PupilDraft("Sam", "", "Hof", group, "3"), TODAY)
    for first, relation, custody in (("Karim", "vader", "ja"), ("Petra", "moeder", "onbekend")):
        person = PersonDraft(
            PersonRole.GUARDIAN, first, "van", "Dijk", language="Arabisch", interpreter=first == "Karim"
        )
        pupils.add_guardian(roos, GuardianDraft(person, relation, custody))
    concerns.add_concern(school, ConcernDraft("lezen", "leest nog spellend", pupil_id=roos), TODAY)
    conversations.add_conversation(
        school,
        ConversationDraft("oudergesprek", TODAY, dt.time(14, 15), purpose="kennismaken", pupil_ids=(roos,)),
    )
    return empty_app


async def test_an_empty_school_says_how_to_begin(empty_app: IbApp) -> None:
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "0")
        assert "1 Eerst een groep: druk op n, dan g." in shown(pilot)
        await typed(pilot, "n", "g", "=1/2", "ctrl+s")
        assert "✓ Eerst een groep" in shown(pilot)
        assert rows(pilot, "#list").chosen.startswith("groep:")


@pytest.mark.parametrize("size", SIZES)
async def test_the_school_shows_groups_and_team(small_app: IbApp, size: tuple[int, int]) -> None:
    async with small_app.run_test(size=size) as pilot:
        await settled(pilot)
        await typed(pilot, "0", "down")
        screen = shown(pilot)
        assert "OEFENSCHOOL De Wilgenhoek" in screen
        for words in ("groep 3/4/5", "juf Ans", "2 leerlingen", "1 zorg", "Ans de Wit (juf Ans)"):
            assert words in screen
        assert ("Sam Hof" in screen) == (size[0] > 100)


async def test_the_school_itself_is_changed_on_its_own_line_and_u_takes_it_back(small_app: IbApp) -> None:
    async with small_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "0", "e", "tab", "tab", "end", "=, vr", "ctrl+s")
        assert current().working_days == (1, 3, 4)
        assert "dinsdag, donderdag en vrijdag" in shown(pilot)
        await typed(pilot, "u")
        assert small_app.school.working_days == (1, 3)


async def test_a_group_that_goes_leaves_its_pupils_within_reach(small_app: IbApp) -> None:
    async with small_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "0", "down", "delete")
        assert "zonder groep" in shown(pilot)
        assert "2 leerlingen" in shown(pilot)
        await typed(pilot, "u")
        assert "groep 3/4/5" in shown(pilot)


async def test_the_school_line_cannot_be_deleted(small_app: IbApp) -> None:
    async with small_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "0", "delete")
        assert said(pilot) != ""
        assert current().name == "OEFENSCHOOL De Wilgenhoek"


async def test_f_shows_all_pupils(small_app: IbApp) -> None:
    async with small_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "0", "f")
        assert "Alle leerlingen  2 leerlingen" in shown(pilot)
        await typed(pilot, "enter")
        assert isinstance(small_app.screen, PupilScreen)


async def test_several_pupils_are_added_to_a_group_in_a_row(small_app: IbApp) -> None:
    async with small_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "0", "down", "enter")
        assert isinstance(small_app.screen, GroupScreen)
        assert "OEFENSCHOOL · Groep 3/4/5" in shown(pilot)
        await typed(pilot, "n", "=Noa Hof")
        assert "= voornaam Noa · achternaam Hof" in shown(pilot)
        await typed(pilot, "ctrl+s", "n", "=Jan-Peter Kok", "ctrl+s")
        assert "Jan-Peter Kok toegevoegd. Met n voeg je de volgende toe." in said(pilot)
        found = pupils.pupils(current().id)
        assert [(row.name, row.group) for row in found] == [
            ("Jan-Peter Kok", "3/4/5"), ("Noa Hof", "3/4/5"), ("Roos van Dijk", "3/4/5"), ("Sam Hof", "3/4/5"),
        ]  # fmt: skip


@pytest.mark.parametrize("size", SIZES)
async def test_a_pupil_shows_gezag_in_words_and_who_needs_an_interpreter(
    small_app: IbApp, size: tuple[int, int]
) -> None:
    async with small_app.run_test(size=size) as pilot:
        await settled(pilot)
        small_app.show("leerling", pupils.pupils(current().id)[0].id)
        await settled(pilot)
        screen = shown(pilot)
        for words in (
            "OEFENSCHOOL · Roos van Dijk", "groep 3/4/5 · leerjaar 5 · niveau 2", "gezag: ja", "gezag: onbekend",
            "tolk nodig: Arabisch", "leest nog spellend", "oudergesprek",
        ):  # fmt: skip
            assert words in screen


async def test_a_guardian_is_added_changed_and_taken_away(small_app: IbApp) -> None:
    roos = pupils.pupils(current().id)[0].id
    async with small_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        small_app.show("leerling", roos)
        await settled(pilot)
        await typed(pilot, "p", "=Oma Dijk", "enter", "=oma", "enter", "n", "ctrl+s")
        assert [row.relation for row in pupils.guardians(roos)] == ["vader", "moeder", "oma"]
        assert "gezag: nee" in shown(pilot)
        await typed(pilot, "e", "ctrl+s")
        assert pupils.guardians(roos)[2].name == "Oma Dijk"
        await typed(pilot, "delete")
        assert len(pupils.guardians(roos)) == 2
        await typed(pilot, "u")
        assert len(pupils.guardians(roos)) == 3


async def test_a_parent_of_a_brother_is_chosen_and_stays_one_person(small_app: IbApp) -> None:
    sam = pupils.pupils(current().id)[1].id
    async with small_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        small_app.show("leerling", sam)
        await settled(pilot)
        await typed(pilot, "p", "shift+tab", "k", "enter")
        await typed(pilot, "tab", "=stiefvader", "ctrl+s")
        [father] = pupils.guardians(sam)
        assert father.name == "Karim van Dijk"
        assert len(people.people(current().id, [PersonRole.GUARDIAN])) == 2


async def test_every_row_of_a_pupil_opens_and_comes_back(small_app: IbApp) -> None:
    async with small_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        small_app.show("leerling", pupils.pupils(current().id)[0].id)
        await settled(pilot)
        for row in rows(pilot, "#card").ids:
            rows(pilot, "#card").choose(row)
            await typed(pilot, "enter")
            assert not isinstance(small_app.screen, PupilScreen), row
            await typed(pilot, "escape")
            assert isinstance(small_app.screen, PupilScreen), row
            assert rows(pilot, "#card").chosen == row


async def test_a_pupil_that_goes_closes_its_screen(small_app: IbApp) -> None:
    async with small_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "0", "down", "enter", "enter", "delete")
        assert isinstance(small_app.screen, GroupScreen)
        assert "Leerling weggedaan" in said(pilot)
        assert len(pupils.pupils(current().id)) == 1


async def test_markup_in_names_is_shown_as_text(small_app: IbApp) -> None:
    group = groups.groups(current().id, TODAY)[0].id
    pupils.add_pupil(current().id, PupilDraft("[bold]X[/]", "", "[@click=app.quit]y[/]", group), TODAY)
    async with small_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await typed(pilot, "0", "down", "enter")
        assert "[bold]X[/] [@click=app" in shown(pilot)
        await typed(pilot, "home", "down", "e")
        assert "[bold]X[/]" in shown(pilot)


async def test_editing_a_parent_as_a_person_keeps_what_that_form_does_not_ask(empty_app: IbApp) -> None:
    person = PersonDraft(PersonRole.GUARDIAN, "Karim", "", "Hof", salutation="meneer", function="voogd")
    karim = people.add_person(current().id, person)
    async with empty_app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        empty_app.open_screen(edit_person_form(empty_app, people.person(karim)))
        await settled(pilot)
        await typed(pilot, "=x", "ctrl+s")
        row = people.person(karim)
        assert "x" in row.first_name
        assert (row.salutation, row.function) == ("meneer", "voogd")
