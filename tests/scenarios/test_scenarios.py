"""The scenarios of an ib'er's day around one child: each is the whole job, key by key, with the keys it takes."""

import datetime as dt

from ibtui.app import IbApp
from ibtui.care.words import ConversationKind, ConversationStatus
from ibtui.store import access_requests, actions, conversations, minutes, told
from tests.scenarios.keys import Hand
from tests.scenarios.practice import FRIDAY, NEXT_IB_DAY, SMALL, logged, overleg, pupil, words_of
from tests.screens.conftest import TODAY
from tests.screens.overleg import TEXT


async def test_02_what_a_teacher_says_at_the_coffee_machine_is_kept_in_one_line(practice_app: IbApp) -> None:
    async with practice_app.run_test(size=SMALL) as pilot:
        hand = Hand(pilot)
        await hand.already()
        await hand.press("v")
        await hand.text("#sam slaapt slecht @ans !bellen ouders > di")
        assert "over Sam Ünal-de Boer · met Ans de Groot" in hand.reads
        await hand.press("enter")
        assert hand.message == "Bewaard als gesprek leerkracht · 1 afspraak"
        hand.took(2)
    row = next(row for row in conversations.of_pupil(pupil("Sam Ünal-de Boer")) if row.day == TODAY)
    assert (row.kind, row.status, row.planned) == (
        ConversationKind.TEACHER_TALK,
        ConversationStatus.HELD,
        False,
    )
    assert [seat.name for seat in conversations.conversation(row.id).seats] == ["Ans de Groot"]
    (promise,) = actions.of_conversation(row.id)
    assert (promise.what, promise.owner, promise.due_on) == ("bellen ouders", "jij", NEXT_IB_DAY)


async def test_03_todays_groot_overleg_has_an_agenda_with_what_is_still_open(practice_app: IbApp) -> None:
    async with practice_app.run_test(size=SMALL) as pilot:
        hand = Hand(pilot)
        await hand.already()
        await hand.press("a")
        assert "Roos van Dijk" in hand.title
        assert hand.message == "Onderaan staat wat er nog ligt."
        hand.took(3)
    number = overleg().minutes_id
    assert number is not None
    agenda = minutes.load(number).text
    for waits in (
        "toestemming vragen voor overleg met Leespraktijk",
        "het OPP evalueren met de ouders",
        "Roos zelf vragen wat helpt",
        "zet het leesdossier klaar",
    ):
        assert waits in agenda, waits


async def test_04_during_the_overleg_two_promises_are_noted_at_their_point(practice_app: IbApp) -> None:
    async with practice_app.run_test(size=SMALL) as pilot:
        hand = Hand(pilot)
        await hand.already()
        await hand.press("a")
        for said in (
            "- we kijken samen vooruit",
            "- Roos leest graag voor",
            "* ik wil een eigen boek",
            "",
            "",
            "",
            "",
        ):
            await hand.text(said)
            await hand.press("ctrl+n")
        for promise in ("@ans: oefent elke dag 10 minuten > vr", "ik: bel de leespraktijk > ib"):
            await hand.press("!", "space")
            await hand.text(promise)
            await hand.press("enter")
        assert "2 afspraken" in hand.reads
        hand.took(4)
        await hand.already("escape")
    row = overleg()
    assert row.minutes_id is not None
    text = minutes.load(row.minutes_id).text
    assert "## Wat gaat er goed\n- Roos leest graag voor\n" in text
    assert "## Afspraken\n! @ans: oefent elke dag" in text
    found = [(item.what, item.owner, item.due_on) for item in actions.of_conversation(row.id)]
    assert found == [
        ("oefent elke dag 10 minuten", "juf Ans", FRIDAY),
        ("bel de leespraktijk", "jij", NEXT_IB_DAY),
    ]


async def test_05_the_promises_are_read_aloud_and_the_next_overleg_is_in_six_weeks(
    practice_app: IbApp,
) -> None:
    begun = minutes.start(overleg().id)
    minutes.save(begun.id, TEXT, begun.version)
    async with practice_app.run_test(size=SMALL) as pilot:
        hand = Hand(pilot)
        await hand.already("a")
        await hand.press("ctrl+r")
        assert "Juf Ans: oefent elke dag 10 minuten" in hand.reads
        assert "Uiterlijk vrijdag 27 november" in hand.reads
        await hand.press("escape", "escape", "enter", "n", "tab", "tab", "tab", *"+6w", "ctrl+s")
        assert "dinsdag 5 januari 2027" in hand.sees
        hand.took(5)
    planned = conversations.of_pupil(pupil("Roos van Dijk"))[0]
    assert (planned.day, planned.kind) == (dt.date(2027, 1, 5), ConversationKind.LARGE_MEETING)
    assert planned.concern_id is not None


async def test_06_the_parents_copy_is_a_word_document_and_is_logged(practice_app: IbApp) -> None:
    begun = minutes.start(overleg().id)
    minutes.save(begun.id, TEXT, begun.version)
    async with practice_app.run_test(size=SMALL) as pilot:
        hand = Hand(pilot)
        await hand.already("a")
        await hand.press("ctrl+e", "o")
        assert "Bianca Gerritsen" in hand.sees and "gezag" in hand.sees
        assert "Niets gevonden" in hand.sees
        await hand.press("w")
        assert "staat in" in hand.message
        hand.took(6)
    (paper,) = logged(begun.id)
    assert paper.audience == "ouders" and paper.people
    (file,) = practice_app.home.exports.glob("*.docx")
    text = words_of(file)
    assert "oefent elke dag 10 minuten" in text
    assert "erg moe" not in text, "what is private stays here"


async def test_07_a_divorced_mother_calls_and_it_is_clear_who_may_have_what(practice_app: IbApp) -> None:
    async with practice_app.run_test(size=SMALL) as pilot:
        hand = Hand(pilot)
        await hand.already()
        await hand.press("/")
        await hand.name("vlie")
        await hand.press("enter")
        assert hand.title.endswith("Roosmarijn van Vliet")
        assert "Astrid Kok moeder gezag: ja" in hand.reads
        assert "Berend van Vliet vader gezag: nee" in hand.reads
        assert "krijgt geen verslagen" in hand.reads
        assert "vr 13 nov papier ouderkopie · Astrid Kok" in hand.reads
        await hand.press("v")
        await hand.text("moeder belt: wil het verslag ook van vorig jaar")
        await hand.press("enter")
        assert hand.message == "Bewaard als notitie"
        hand.took(7)
    row = next(row for row in conversations.of_pupil(pupil("Roosmarijn van Vliet")) if row.day == TODAY)
    assert row.purpose.endswith("moeder belt: wil het verslag ook van vorig jaar")


async def test_08_a_big_yes_or_no_and_what_was_told_is_written_down(practice_app: IbApp) -> None:
    async with practice_app.run_test(size=SMALL) as pilot:
        hand = Hand(pilot)
        await hand.already()
        await hand.press("/")
        await hand.name("jurr")
        await hand.press("enter", "t")
        assert hand.title.endswith("Jurre Nowak")
        assert "▸ JA  Taalklas" in hand.sees and "JA, je mag dit vertellen" in hand.sees
        assert "donderdag 28 oktober 2027" in hand.sees
        await hand.press("l", "ctrl+s")
        assert hand.message.startswith("Opgeschreven")
        hand.took(8)
    (row,) = [one for one in told.told_of(pupil("Jurre Nowak")) if one.told_on == TODAY]
    assert (row.who, row.ground) == ("Taalklas De Springplank", "toestemming")


async def test_13_the_whole_file_is_one_word_document_and_the_term_runs(practice_app: IbApp) -> None:
    async with practice_app.run_test(size=SMALL) as pilot:
        hand = Hand(pilot)
        await hand.already()
        await hand.press("/")
        await hand.name("hana")
        await hand.press("enter", "i", "ctrl+s")
        hand.took(13)
        assert "kopie.docx staat in" in hand.message
        await hand.press("pagedown")  # papers of the real day stand above it
        assert "de kopie van het dossier geven" in hand.reads
    number = pupil("Hanaë El Amrani")
    (request,) = access_requests.requests(number)
    assert (request.asked_by, request.asked_on) == ("Fatma Lammers", TODAY)
    assert request.due_on == TODAY + dt.timedelta(weeks=4)
    text = words_of(practice_app.home.exports / request.file_name)
    assert "Leerling\tHanaë El Amrani" in text
    assert "Geven uiterlijk\tdinsdag 22 december 2026" in text


async def test_14_a_parent_walks_in_and_nothing_can_be_read_any_more(practice_app: IbApp) -> None:
    async with practice_app.run_test(size=SMALL) as pilot:
        hand = Hand(pilot)
        await hand.already("a")  # in the middle of writing minutes
        before = hand.reads
        await hand.press("f12")
        hand.took(14)
        seen = [row.strip() for row in hand.sees.splitlines() if row.strip()]
        assert seen == [
            "ibtui staat op slot",
            "Je wachtwoord",
            "OEFENSCHOOL: het wachtwoord is oefenen, of wat jij koos.",
            "Enter verder waar je was",
        ]
        await hand.text("oefenen")
        await hand.press("enter")
        assert hand.reads == before
