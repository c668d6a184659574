"""The agenda that makes itself: facts in, lines out; and which questions of earlier conversations are open."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ibtui.care import agenda
from ibtui.care.agenda import Asked, Evaluation, Facts, NoConsent, OpenAction, OpenQuestion, Term, lines
from ibtui.care.deadlines import NOT_AT_THE_TABLE, RULES, rule_words
from ibtui.care.minutes import Mark, ParsedMinutes, lines_of, parse, print_minutes, without_private

DAY = date(2026, 11, 24)


def days(number: int) -> date:
    return DAY + timedelta(days=number)


def promise(what: str = "belt", due: int | None = None, made: int = -21, who: str = "juf Ans") -> OpenAction:
    return OpenAction(who, what, days(made), None if due is None else days(due))


# --- lines ---


def test_nothing_to_propose_is_no_heading() -> None:
    assert lines(Facts(DAY)) == ()
    assert agenda.agenda(Facts(DAY)) == ""


def test_each_sort_is_one_line_and_what_is_urgent_comes_first() -> None:
    facts = Facts(
        DAY,
        actions=(promise("oefent elke dag", due=-4),),
        questions=(OpenQuestion("is het gehoor getest"),),
        evaluations=(Evaluation("lezen", "Leest nog spellend", days(9)),),
        consents=(NoConsent("GGD"),),
        terms=(Term("opp_evaluatie", days(30)), Term("tlv_einde", days(-3))),
        unheard=("Roos",),
    )
    assert lines(facts) == (
        "- de ouders om toestemming vragen voor overleg met GGD (nog niet gegeven)",
        "- de toelaatbaarheidsverklaring verlengen (termijn: 3 dagen te laat)",
        "- het OPP evalueren met de ouders (termijn: do 24 dec)",
        "- terugkijken op lezen: Leest nog spellend (evaluatie: do 3 dec)",
        "- Roos zelf vragen wat helpt (nog geen kindgesprek)",
        "? is het gehoor getest",
        "- juf Ans: oefent elke dag (3 weken geleden afgesproken, 4 dagen te laat)",
    )
    assert agenda.agenda(facts).startswith("## Wat ligt er nog\n- de ouders om")


@pytest.mark.parametrize(
    ("item", "line"),
    [
        (promise(due=0), "- juf Ans: belt (3 weken geleden afgesproken, voor vandaag)"),
        (promise(made=0), "- juf Ans: belt (nog open, vandaag afgesproken)"),
        (promise(made=5), "- juf Ans: belt (nog open, vandaag afgesproken)"),
        (promise(who=""), "- belt: wie doet dit (3 weken geleden afgesproken)"),
        (
            OpenAction("ik", "belt", days(-1), days(1), waiting=True),
            "- ik: belt (nog open, gisteren afgesproken, wacht, voor morgen)",
        ),
        (OpenAction("ik", "belt", DAY, None, pupil="Sam"), "- Sam: ik: belt (nog open, vandaag afgesproken)"),
        (
            OpenAction("ik", "praat met #sam", DAY, None, pupil="Sam"),
            "- ik: praat met #sam (nog open, vandaag afgesproken)",
        ),
    ],
)
def test_an_action_item_tells_its_age_and_its_date(item: OpenAction, line: str) -> None:
    assert lines(Facts(DAY, actions=(item,))) == (line,)


def test_an_earlier_consent_is_told() -> None:
    gone = (NoConsent("GGD", days(-10), withdrawn=True, pupil="Sam"), NoConsent("Logopedie", days(-1)))
    assert lines(Facts(DAY, consents=gone)) == (
        "- Sam: de ouders om toestemming vragen voor overleg met GGD (ingetrokken op za 14 nov)",
        "- de ouders om toestemming vragen voor overleg met Logopedie (verlopen op ma 23 nov)",
    )


def test_late_action_items_come_first_and_those_without_a_date_last() -> None:
    items = (promise("c"), promise("b", due=8), promise("a", due=-8), promise("d", made=-3))
    assert [line.split()[3] for line in lines(Facts(DAY, actions=items))] == ["a", "b", "c", "d"]


def test_a_long_list_stays_calm() -> None:
    found = lines(Facts(DAY, actions=tuple(promise(f"nummer {number}", due=number) for number in range(30))))
    assert len(found) == agenda.MOST
    assert found[-1] == "- en nog 19 open afspraken (kijk bij de leerling of groep)"
    assert len(lines(Facts(DAY, actions=(promise(),) * agenda.MOST))) == agenda.MOST


def test_questions_are_never_left_out_and_leave_room_for_promises() -> None:
    questions = tuple(OpenQuestion(f"vraag {number}") for number in range(20))
    found = lines(Facts(DAY, actions=(promise(),) * 9, questions=questions))
    assert len([line for line in found if line.startswith("? ")]) == 20
    assert found[-1] == "- en nog 7 open afspraken (kijk bij de leerling of groep)"


def test_nothing_is_taken_as_a_new_promise_and_questions_stay_questions() -> None:
    facts = Facts(
        DAY,
        actions=(promise("! belt > vr\n! en nog een"), promise("x" * 500)),
        questions=(OpenQuestion("is het gehoor getest", "Sam"),),
    )
    parsed = parse(agenda.agenda(facts), DAY)
    assert parsed.actions == ()
    assert [line.text for line in parsed.questions] == ["Sam: is het gehoor getest"]
    assert max(len(line.text) for line in parsed.lines) < 200


def test_every_term_has_words() -> None:
    assert all(rule_words(key) and "_" not in rule_words(key) for key in RULES)
    assert set(RULES) >= NOT_AT_THE_TABLE
    assert rule_words("iets_nieuws") == "iets nieuws"


# --- known again ---


def all_sorts() -> str:
    return agenda.agenda(
        Facts(
            DAY,
            actions=tuple(promise(f"x{number} (twee)", due=number) for number in range(-3, 12)),
            questions=(OpenQuestion("is het gehoor getest"),),
            evaluations=(Evaluation("lezen", "Leest (nog) spellend", days(9)),),
            consents=(NoConsent("GGD"), NoConsent("CJG", days(-3)), NoConsent("X", days(-3), withdrawn=True)),
            terms=(Term("opp_evaluatie", days(-30)),),
            unheard=("Roos",),
        )
    )


def test_what_nobody_touched_is_no_part_of_a_paper_but_questions_are() -> None:
    parsed = parse(f"## Afspraken\n- een\n\n{all_sorts()}", DAY)
    kept = agenda.without_proposals(parsed)
    assert [line.text for line in kept.lines if line.mark is not Mark.POINT and line.text] == [
        "een",
        "is het gehoor getest",
    ]
    assert [line.text for line in kept.points[1].lines if line.text] == ["is het gehoor getest"]


def test_what_was_said_about_a_proposal_stays() -> None:
    line = lines(Facts(DAY, actions=(promise(),)))[0]
    parsed = parse(f"## {agenda.HEADING}\n{line} gaat goed\n- een eigen punt (moeder)\n! ik: bel > vr", DAY)
    assert agenda.without_proposals(parsed) is parsed


WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=150).filter(
    lambda text: bool(text.strip())
)
AROUND = st.dates(days(-3000), days(3000))
ANY_FACTS = st.builds(
    Facts,
    day=st.just(DAY),
    actions=st.lists(
        st.builds(OpenAction, WORDS | st.just(""), WORDS, AROUND, AROUND | st.none(), st.booleans(), WORDS),
        max_size=3,
    ).map(tuple),
    questions=st.just((OpenQuestion("is het gehoor getest"),)),
    evaluations=st.lists(st.builds(Evaluation, WORDS, WORDS | st.just(""), AROUND, WORDS), max_size=2).map(
        tuple
    ),
    consents=st.lists(st.builds(NoConsent, WORDS, AROUND | st.none(), st.booleans(), WORDS), max_size=2).map(
        tuple
    ),
    terms=st.lists(st.builds(Term, st.sampled_from(sorted(RULES)), AROUND, WORDS), max_size=2).map(tuple),
    unheard=st.lists(WORDS.map(str.strip), max_size=2).map(tuple),
    untold=st.integers(0, 30),
)


@settings(max_examples=50, deadline=None)
@given(ANY_FACTS, st.data())
def test_no_order_of_editing_brings_a_proposal_to_a_paper(facts: Facts, data: st.DataObject) -> None:
    """Whatever becomes of the heading, wherever the lines go, whatever is typed among them."""
    proposals = [line for line in lines(facts) if not line.startswith("? ")]
    moved = data.draw(st.permutations(proposals))
    typed = st.sampled_from(
        [
            "## Wat ligt er nog?",
            "## Volgend gesprek",
            f"## {agenda.HEADING}",
            "besproken",
            "- een punt",
            "",
            "# x",
        ]
    )
    text: list[str] = []
    hers: list[str] = []
    for line in moved:
        between = data.draw(st.lists(typed, max_size=2))
        hers += between
        text += [
            *between,
            data.draw(st.sampled_from(["", "  ", "\t"])) + line + data.draw(st.sampled_from(["", " "])),
        ]
    kept = agenda.without_proposals(without_private(parse("\n".join(text), DAY)))
    assert print_minutes(kept) == "\n".join(hers)


TYPED = (
    "- toestemming GGD (nog niet gegeven)",
    "- de ouders om toestemming vragen (nog niet gegeven)",
    "- Roos spreken (nog geen kindgesprek)",
    "- moeder: belt (vandaag afgesproken)",
    "- moeder: belt (vorige week afgesproken)",
    "- moeder: belt (met juf Ans afgesproken, zie mail)",
    "- zoals 3 weken geleden afgesproken",
    "- oefenen (3 weken geleden afgesproken)",
    "- we kijken terug (evaluatie: di 8 dec)",
    "- terugkijken op lezen (evaluatie: in december)",
    "- OPP inleveren (termijn: morgen)",
    "- nog een paar afspraken (kijk bij de leerling of groep)",
    "- het ging goed (verlopen op di 8 dec)",
    "- (3 weken geleden afgesproken)",
    "een gewone zin (met iets erachter)",
    "- we wachten af… (3 weken geleden afgesproken)",
)


@pytest.mark.parametrize("line", TYPED)
@pytest.mark.parametrize("heading", [agenda.HEADING, "Afspraken"])
def test_a_typed_line_with_brackets_stays(line: str, heading: str) -> None:
    parsed = parse(f"## {heading}\n{line}", DAY)
    assert agenda.without_proposals(parsed) is parsed


@given(WORDS, WORDS, st.sampled_from(["- ", "", "= ", "! ", "* "]))
def test_any_words_between_brackets_stay(before: str, within: str, mark: str) -> None:
    parsed = parse(f"{mark}{before} ({within})", DAY)
    assert agenda.without_proposals(parsed) is parsed


@settings(max_examples=50, deadline=None)
@given(ANY_FACTS, WORDS, st.sampled_from(["=", "!", "*", "?"]))
def test_a_proposal_with_words_behind_it_or_another_mark_stays(facts: Facts, more: str, mark: str) -> None:
    for line in (line for line in lines(facts) if line.startswith("- ")):
        for touched in (f"{line}: {more.replace(')', '')}.", f"{mark}{line[1:]}"):
            parsed = parse(touched, DAY)
            assert agenda.without_proposals(parsed) is parsed


def test_what_can_not_be_told_is_counted_with_the_rest() -> None:
    assert lines(Facts(DAY, untold=1)) == ("- en nog 1 open afspraak (kijk bij de leerling of groep)",)
    full = lines(Facts(DAY, actions=(promise(),) * agenda.MOST, untold=2))
    assert len(full) == agenda.MOST
    assert full[-1] == "- en nog 3 open afspraken (kijk bij de leerling of groep)"


def test_a_concern_without_words_is_named_by_its_sort() -> None:
    assert lines(Facts(DAY, evaluations=(Evaluation("lezen", "", DAY),))) == (
        "- terugkijken op lezen (evaluatie: vandaag)",
    )


@pytest.mark.parametrize(
    ("text", "something"),
    [
        ("", False),
        ("## Afspraken\n\n", False),
        (all_sorts(), False),
        (f"{all_sorts()}- gesproken", True),
        (f"losse regel\n{all_sorts()}", True),
        ("## Afspraken\n? is het gehoor getest", True),
        ("% moe", True),
    ],
)
def test_a_prepared_text_says_nothing_yet(text: str, something: bool) -> None:
    parsed: ParsedMinutes = parse(text, DAY)
    assert agenda.says_something(parsed.lines) is something


def test_a_long_text_is_read_until_its_first_line_that_says_something() -> None:
    left = lines_of(f"{all_sorts()}- gesproken\n- nog veel meer")
    assert agenda.says_something(left)
    assert [line.text for line in left] == ["nog veel meer"]


# --- questions ---


def asked(kind: str, *texts: str, before: tuple[str, ...] = (), ours: tuple[str, ...] | None = None) -> Asked:
    mine = texts if ours is None else ours
    return Asked(kind, texts, tuple(OpenQuestion(text) for text in mine), before)


def still(*earlier: Asked, names: tuple[str, ...] = ()) -> list[str]:
    return [question.text for question in agenda.still_open(earlier, names)]


def test_a_question_of_last_time_is_open() -> None:
    assert still(asked("oudergesprek", "a", "b")) == ["a", "b"]


def test_a_question_is_proposed_once_in_its_newest_words() -> None:
    assert still(
        asked("telefoon", "Is het gehoor getest?"), asked("oudergesprek", "is het gehoor getest")
    ) == ["Is het gehoor getest?"]
    assert still(asked("x", "Roos: komt tante"), asked("y", "komt tante"), names=("Roos",)) == [
        "Roos: komt tante"
    ]


def test_a_newer_conversation_of_the_same_kind_without_it_closes_it() -> None:
    assert still(asked("oudergesprek"), asked("oudergesprek", "a")) == []
    assert still(asked("telefoon"), asked("oudergesprek", "a")) == ["a"]
    assert still(asked("oudergesprek"), asked("telefoon", "a"), asked("oudergesprek", "a")) == ["a"]


def test_a_conversation_about_another_child_closes_nothing() -> None:
    def talk(*texts: str, whom: tuple[int, ...]) -> Asked:
        return replace(asked("oudergesprek", *texts), whom=frozenset(whom))

    assert still(talk(whom=(2,)), talk("a", whom=(1,))) == ["a"]
    assert still(talk(whom=(1, 2)), talk("a", whom=(1,))) == []
    assert still(talk(whom=(1,)), talk("a", whom=())) == ["a"]


def test_taken_from_a_newer_agenda_is_answered() -> None:
    assert still(asked("groot overleg", before=("a",)), asked("oudergesprek", "a", "b")) == ["b"]
    assert still(asked("groot overleg", "a", before=("a",)), asked("oudergesprek", "a")) == ["a"]


def test_a_note_asks_but_closes_nothing() -> None:
    assert still(asked(""), asked("", "a")) == ["a"]


def test_a_question_about_another_child_is_not_asked_and_answers_nothing() -> None:
    assert still(asked("leerlingbespreking", "a", ours=()), asked("oudergesprek", "a")) == ["a"]


def test_whom_a_line_is_about() -> None:
    assert agenda.about_whom("Roos", "is het gehoor getest", ["Roos", "Sam"]) == ("Roos",)
    assert agenda.about_whom("Roos", "gaat #sam mee", ["Roos", "Sam"]) == ("Sam",)
    assert agenda.about_whom("Rooster", "wie maakt het", ["Roos"]) == ()
