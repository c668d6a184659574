"""One child at a glance: five answers, from the dossier lane only."""

import datetime as dt

from ibtui.care.words import ConversationKind, Custody
from ibtui.store import actions, approaches, concerns, conversations, glance, minutes, safety, sharing, told
from ibtui.store.approaches import ApproachDraft
from ibtui.store.glance import Short
from ibtui.store.models import Deadline, Guardianship
from tests.store.conftest import TODAY, counted
from tests.store.table import Table

DAY = dt.timedelta(days=1)


def _texts(found: tuple[Short, ...]) -> list[str]:
    return [one.text for one in found]


def _concern(
    table: Table,
    summary: str,
    level: int = 1,
    *,
    question: str = "",
    tried: str = "",
    raised_by: int | None = None,
    evaluate_on: dt.date | None = None,
) -> int:
    draft = concerns.ConcernDraft(
        "lezen", summary, pupil_id=table.roos, level=level, question=question, tried=tried, raised_by_id=raised_by,
        evaluate_on=evaluate_on,
    )  # fmt: skip
    return concerns.add_concern(table.school, draft, TODAY)


def _talk(
    table: Table,
    days_ago: int,
    text: str,
    *,
    others: tuple[int, ...] = (),
    audience: str = "dossier",
    purpose: str = "",
) -> int:
    draft = conversations.ConversationDraft(
        ConversationKind.PARENT_TALK, TODAY - DAY * days_ago, pupil_ids=(table.roos, *others), planned=False,
        status="gehouden", audience=audience, purpose=purpose,
    )  # fmt: skip
    talk = conversations.add_conversation(table.school, draft)
    begun = minutes.start(talk)
    minutes.save(begun.id, text, begun.version)
    return begun.id


def test_of_a_child_without_a_story_there_is_nothing_to_say(laid: Table) -> None:
    found = glance.glance(laid.sam, TODAY)
    assert (found.question, found.tried, found.agreed, found.next, found.knows) == ((), (), (), (), ())


def test_the_question_of_the_heaviest_concern_comes_first_with_whose_it_is(laid: Table) -> None:
    _concern(laid, "Slaapt slecht", 1)
    heavy = _concern(laid, "Leest traag", 3, question="Hoe leert zij\nvlot lezen?", raised_by=laid.ans)
    found = glance.glance(laid.roos, TODAY).question
    assert _texts(found) == [
        "Hoe leert zij vlot lezen? (van juf Ans)", "lezen: Leest traag", "lezen: Slaapt slecht",
    ]  # fmt: skip
    assert (found[0].ref, found[0].ref_id) == ("zorg", heavy)


def test_a_closed_concern_is_no_question(laid: Table) -> None:
    concerns.close_concern(_concern(laid, "Leest traag"), "klaar", TODAY)
    assert glance.glance(laid.roos, TODAY).question == ()


def test_what_runs_and_what_the_last_one_brought(laid: Table) -> None:
    for what, since, until, effect in (
        ("samen lezen", 90, 60, "leest vlotter"), ("flitsen", 200, 120, "geen"), ("maatje", 20, None, ""),
    ):  # fmt: skip
        end = None if until is None else TODAY - DAY * until
        draft = ApproachDraft(
            laid.roos, what, TODAY - DAY * since, how_often="2x", by_id=laid.ans, until=end, effect=effect
        )
        approaches.add_approach(draft)
    assert _texts(glance.glance(laid.roos, TODAY).tried) == [
        "maatje · 2x · juf Ans · sinds wo 4 nov", "gestopt: samen lezen · leest vlotter",
    ]  # fmt: skip


def test_without_an_approach_it_is_what_the_concern_says(laid: Table) -> None:
    _concern(laid, "Leest traag", tried="elke dag\n10 minuten")
    assert _texts(glance.glance(laid.roos, TODAY).tried) == ["elke dag 10 minuten"]


def test_open_promises_and_the_last_decisions(laid: Table) -> None:
    _talk(laid, 20, "= oud besluit")
    newest = _talk(laid, 3, "= we lezen samen\n! @ans: zoekt een boek > 27-11\n= en #roos kiest zelf")
    _talk(laid, 1, "- zonder besluit")
    actions.add_action(laid.school, actions.ActionDraft("al klaar", pupil_id=laid.roos))
    actions.set_done(2, True, TODAY)
    found = glance.glance(laid.roos, TODAY).agreed
    assert _texts(found) == [
        "juf Ans: zoekt een boek · vr 27 nov",
        "besluit za 21 nov: we lezen samen",
        "besluit za 21 nov: en roos kiest zelf",
    ]
    assert (found[1].ref, found[1].ref_id) == ("verslag", newest)


def test_a_decision_of_a_talk_about_two_children_stays_there(laid: Table) -> None:
    _talk(laid, 3, "= Sam gaat naar een ander", others=(laid.sam,))
    assert glance.glance(laid.roos, TODAY).agreed == ()


def test_what_comes_next_by_its_day(laid: Table) -> None:
    _concern(laid, "Leest traag", evaluate_on=TODAY + DAY * 9)
    Deadline.create(
        school=laid.school, pupil=laid.roos, rule="opp_evaluatie", base_on=TODAY, due_on=TODAY - DAY * 2
    )
    late, talk, look = glance.glance(laid.roos, TODAY).next
    assert late.text.endswith("2 dagen te laat")
    assert (talk.text, talk.ref, talk.ref_id) == ("groot overleg: vandaag", "gesprek", laid.overleg)
    assert look.text == "terugkijken naar lezen: do 3 dec"


def test_who_does_not_know_comes_before_who_does(laid: Table) -> None:
    concern = _concern(laid, "Leest traag")
    sharing.add_referral(sharing.ReferralDraft(laid.roos, 1, status="loopt"))
    before = glance.glance(laid.roos, TODAY).knows
    assert _texts(before) == ["nog vertellen aan Fleur van Dijk", "GGD (loopt)"]
    told.tell(laid.roos, told.to_tell(laid.roos, TODAY)[0], TODAY, "gesprek")
    after = glance.glance(laid.roos, TODAY).knows
    assert _texts(after) == ["Fleur van Dijk weet het sinds di 24 nov", "GGD (loopt)"]
    assert concern


def test_gezag_that_is_not_known_is_said(laid: Table) -> None:
    Guardianship.update(custody=Custody.UNKNOWN).where(Guardianship.person == laid.father).execute()
    assert _texts(glance.glance(laid.roos, TODAY).knows) == ["Karim Bos: gezag nog niet bekend"]


def test_private_lines_and_safety_are_in_no_answer(laid: Table) -> None:
    _talk(laid, 2, "= MERK\n! ik: MERK bellen > +1w", audience="privé", purpose="MERK")
    _talk(laid, 3, "= gewoon\n% MERK")
    record = safety.open_record(laid.roos, TODAY - DAY * 20)
    safety.add_step(record, safety.StepDraft(1, TODAY - DAY * 19, facts="MERK", decision="MERK"))
    said = str(glance.glance(laid.roos, TODAY))
    assert "MERK" not in said
    assert "meldcode" not in said
    assert "Veilig" not in said


def test_ten_of_each_ask_no_more_questions_than_one(laid: Table) -> None:
    def one_of_each() -> None:
        _concern(laid, "Leest traag", question="Hoe?", tried="veel", evaluate_on=TODAY)
        approaches.add_approach(ApproachDraft(laid.roos, "samen lezen", TODAY))
        _talk(laid, 2, "= besluit\n! @ans: doet iets > +1w")
        sharing.add_referral(sharing.ReferralDraft(laid.roos, 1))
        told.add_told(told.ToldDraft(laid.roos, "iets", name="oma"), TODAY)

    one_of_each()
    with counted() as few:
        glance.glance(laid.roos, TODAY)
    for _ in range(4):
        one_of_each()
    with counted() as many:
        glance.glance(laid.roos, TODAY)
    assert len(many) == len(few)


def test_an_answer_is_whole_so_that_the_page_counts_what_it_leaves_out(laid: Table) -> None:
    _talk(laid, 3, "= we lezen samen")
    for number in range(9):
        actions.add_action(laid.school, actions.ActionDraft(f"iets {number}", pupil_id=laid.roos))
    found = glance.glance(laid.roos, TODAY).agreed
    assert [one.ref for one in found] == ["afspraak"] * 3 + ["verslag"] + ["afspraak"] * 6
