"""Finding anything by what it says."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ibtui.care.words import PersonRole
from ibtui.store import agencies, bulk, change, database, groups, people, pupils, search, search_rows
from ibtui.store.agencies import AgencyDraft
from ibtui.store.groups import GroupDraft
from ibtui.store.models import (
    ActionItem,
    Attendance,
    Concern,
    Conversation,
    ConversationPupil,
    Minutes,
    Pupil,
)
from ibtui.store.people import PersonDraft
from ibtui.store.pupils import PupilDraft
from ibtui.store.schools import SchoolInfo
from tests.store.conftest import TODAY, counted


@pytest.fixture
def roos(school: SchoolInfo) -> int:
    """A pupil, and one of everything that says "gehoor"."""
    group = groups.add_group(school.id, GroupDraft("3/4"), TODAY)
    roos = pupils.add_pupil(school.id, PupilDraft("Roos", "van", "Dijk", group), TODAY)
    people.add_person(
        school.id, PersonDraft(PersonRole.COLLEAGUE, "Gehoor", "", "Specialist", function="audioloog")
    )
    agencies.add_agency(school.id, AgencyDraft("Gehoorcentrum", "audiologie", "Noord"))
    bulk.insert_rows({
        Concern: [{"school": school.id, "pupil": roos, "category": "taal", "summary": "gehoor is niet getest",
                   "opened_on": TODAY}],
        Conversation: [{"id": 1, "school": school.id, "kind": "groot overleg", "day": TODAY,
                        "purpose": "over het gehoor"}],
        ConversationPupil: [{"conversation": 1, "pupil": roos}],
        Minutes: [{"conversation": 1, "text": "## Punt\n\n? is het gehoor getest en réünie"}],
        ActionItem: [{"school": school.id, "pupil": roos, "what": "gehoortest aanvragen"}],
    })  # fmt: skip
    return roos


def _titles(school: SchoolInfo, text: str) -> list[str]:
    return [hit.title for hit in search.find(school.id, text)]


def test_everything_that_says_it_people_first(school: SchoolInfo, roos: int) -> None:
    hits = search.find(school.id, "gehoor")
    assert hits[0].kind == "persoon"
    assert {hit.kind for hit in hits} == {"persoon", "instantie", "zorg", "gesprek", "verslag", "afspraak"}
    found = {hit.kind: (hit.title, hit.detail) for hit in hits}
    assert found["persoon"] == ("Gehoor Specialist", "audioloog")
    assert found["instantie"] == ("Gehoorcentrum", "audiologie, Noord")
    assert found["zorg"] == ("gehoor is niet getest", "Roos van Dijk · taal, signaal")
    assert found["afspraak"] == ("gehoortest aanvragen", "Roos van Dijk · open")
    assert found["gesprek"][0] == "over het gehoor"
    assert found["gesprek"][1].startswith("Roos van Dijk · di 24 nov")
    assert found["verslag"][0] == "groot overleg"
    assert "is het gehoor getest" in found["verslag"][1]


def test_a_pupil_by_parts_of_the_name(school: SchoolInfo, roos: int) -> None:
    assert search.find(school.id, "roos dij")[0] == search.Hit("leerling", roos, "Roos van Dijk", "groep 3/4")
    assert search.find(school.id, "dijk")[0].id == roos


@pytest.mark.parametrize("typed", ["reunie", "RÉÜNIE", "re\u0301u\u0308nie", "réü"])
def test_accents_and_capitals_do_not_count(school: SchoolInfo, roos: int, typed: str) -> None:
    assert [hit.kind for hit in search.find(school.id, typed)] == ["verslag"]


@pytest.mark.parametrize(
    "typed",
    ["", " ", '"', "*", "AND", "NEAR(", "c++", "t: {", "-", "a OR", "'; DROP TABLE pupil", "(", "^roos", "title:x",
     "\x00", "🙂", "\ud800", "%", "[/]", "x" * 100_000, "a " * 5000, "\u0301"],
)  # fmt: skip
def test_no_text_does_harm(school: SchoolInfo, roos: int, typed: str) -> None:
    search.find(school.id, typed)
    assert pupils.pupil(roos).name == "Roos van Dijk"


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text())
def test_no_text_at_all_does_harm(school: SchoolInfo, typed: str) -> None:
    search.find(school.id, typed)


def test_words_of_the_query_language_are_just_words(school: SchoolInfo) -> None:
    agencies.add_agency(school.id, AgencyDraft("Stichting AND en OR"))
    assert _titles(school, "and or") == ["Stichting AND en OR"]


def test_the_index_follows_every_change(school: SchoolInfo) -> None:
    made = agencies.add_agency(school.id, AgencyDraft("Zonnebloem"))
    assert _titles(school, "zonneb") == ["Zonnebloem"]
    agencies.edit_agency(made, AgencyDraft("Klaproos"))
    assert _titles(school, "zonneb") == []
    assert _titles(school, "klap") == ["Klaproos"]
    agencies.bin_agency(made)
    assert _titles(school, "klap") == []
    change.undo_last()
    assert _titles(school, "klap") == ["Klaproos"]
    change.undo_last()
    assert _titles(school, "zonneb") == ["Zonnebloem"]
    change.undo_last()
    assert _titles(school, "zonneb") == []
    database.connection().execute_sql(
        "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 0)"
    )


def test_a_deleted_row_leaves_the_index(school: SchoolInfo) -> None:
    made = agencies.add_agency(school.id, AgencyDraft("Zonnebloem"))
    database.connection().execute_sql("DELETE FROM agency WHERE id = ?", (made,))
    found = database.connection().execute_sql("SELECT count(*) FROM search_index WHERE title = 'Zonnebloem'")
    assert found.fetchone()[0] == 0


def test_minutes_of_a_conversation_in_the_bin_are_not_found(school: SchoolInfo, roos: int) -> None:
    Conversation.update(deleted_at=database.now()).execute()
    assert {hit.kind for hit in search.find(school.id, "gehoor")} == {
        "persoon",
        "instantie",
        "zorg",
        "afspraak",
    }


def test_no_more_than_asked_for_and_pupils_before_all_else(school: SchoolInfo, roos: int) -> None:
    bulk.insert_rows({
        ActionItem: [{"school": school.id, "what": "bloem"} for _ in range(100)],
        Pupil: [{"school": school.id, "first_name": "Bloem"} for _ in range(3)],
    })  # fmt: skip
    hits = search.find(school.id, "bloem", limit=10)
    assert [hit.kind for hit in hits] == ["leerling"] * 3 + ["afspraak"] * 7


def test_the_number_of_queries_is_fixed(school: SchoolInfo, roos: int) -> None:
    numbers = []
    for upto in (10, 100):
        bulk.insert_rows(
            {ActionItem: [{"school": school.id, "pupil": roos, "what": "gehoor"} for _ in range(upto)]}
        )
        with counted() as seen:
            search.find(school.id, "gehoor", limit=1000)
        numbers.append(len(seen))
    assert numbers[0] == numbers[1] <= 20


def test_another_letter_asks_the_same_questions_about_other_numbers(school: SchoolInfo, roos: int) -> None:
    """Peewee puts them together once, and SQLite knows them again: both take longer than the answer."""
    search.find(school.id, "gehoor")
    known = search_rows._put_together.cache_info().misses
    with counted() as first:
        search.find(school.id, "gehoor")
    bulk.insert_rows({ActionItem: [{"school": school.id, "pupil": roos, "what": "gehoor"} for _ in range(5)]})
    with counted() as second:
        search.find(school.id, "gehoo")
    assert search_rows._put_together.cache_info().misses == known
    assert set(second) == set(first)


def test_what_was_made_ready_is_not_put_together_at_the_first_letter(school: SchoolInfo, roos: int) -> None:
    search_rows._put_together.cache_clear()
    with counted() as ready:
        search.get_ready(school.id)
    known = search_rows._put_together.cache_info().misses
    bulk.insert_rows(
        {Conversation: [{"school": school.id, "kind": "telefoon", "day": TODAY, "purpose": "gehoor"}]}
    )
    for typed in ("gehoor", "roos"):
        with counted() as asked:
            assert search.find(school.id, typed)
        assert set(asked) <= set(ready)  # the same texts: SQLite needn't read them again either
    assert search_rows._put_together.cache_info().misses == known


def test_the_index_answers_with_one_row_however_much_it_finds(school: SchoolInfo) -> None:
    """A letter is in tens of thousands of titles: to bring each to Python took as long as finding them."""
    numbers = [search._asked("nergens"), search._asked("bloem")]
    bulk.insert_rows({ActionItem: [{"school": school.id, "what": "bloem"} for _ in range(300)]})
    assert [*numbers, search._asked("bloem")] == [[], [], [number * 16 + 7 for number in range(1, 301)]]
    assert len(database.connection().execute_sql(search._ASK, ("bloem",)).fetchall()) == 1


def test_what_is_called_so_and_says_it_too_leaves_room_for_what_only_says_it(school: SchoolInfo) -> None:
    bulk.insert_rows({ActionItem: [
        {"school": school.id, "what": "zaaien", "note": "bloem"},
        *({"school": school.id, "what": "bloem", "note": "bloem"} for _ in range(60)),
    ]})  # fmt: skip
    titles = [hit.title for hit in search.find(school.id, "bloem", limit=10)]
    assert titles == ["bloem"] * 9 + ["zaaien"]


def test_a_question_that_is_kept_is_still_about_who_asks(
    school: SchoolInfo, roos: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    Conversation.update(audience="privé", writer="ans").execute()
    for user, seen in (("ans", True), ("bas", False), ("ans", True)):
        monkeypatch.setattr(database, "who", lambda user=user: user)
        kinds = {hit.kind for hit in search.find(school.id, "gehoor")}
        assert ({"gesprek", "verslag"} <= kinds) == seen


def test_a_talk_about_no_child_tells_the_group_or_who_is_at_the_table(school: SchoolInfo, roos: int) -> None:
    group = groups.add_group(school.id, GroupDraft("5"), TODAY)
    agency = agencies.add_agency(school.id, AgencyDraft("GGD"))
    nurse = people.add_person(school.id, PersonDraft(PersonRole.AGENCY, function="arts", agency_id=agency))
    bulk.insert_rows({
        Conversation: [
            {"id": 2, "school": school.id, "kind": "telefoon", "day": TODAY, "purpose": "over zwemles", "group": group},
            {"id": 3, "school": school.id, "kind": "telefoon", "day": TODAY, "purpose": "over zwemles"},
        ],
        Attendance: [{"conversation": 3, "person": nurse}, {"conversation": 2, "person": nurse}],
    })  # fmt: skip
    details = {hit.id: hit.detail.split(" · ")[0] for hit in search.find(school.id, "zwemles")}
    assert details == {2: "groep 5", 3: "GGD, arts"}


def test_who_is_called_just_that_comes_before_who_is_called_so_to_begin_with(school: SchoolInfo) -> None:
    for first, last in (("Roosmarijn", "Vliet"), ("Roos", "Dijk")):
        pupils.add_pupil(school.id, pupils.PupilDraft(first, last_name=last), TODAY)
    assert [hit.title for hit in search.find(school.id, "roos")] == ["Roos Dijk", "Roosmarijn Vliet"]


def test_who_is_at_school_comes_before_who_left(school: SchoolInfo, roos: int) -> None:
    gone = PupilDraft("Roos", "", "Bos", left_on=TODAY.replace(year=TODAY.year - 3))
    pupils.add_pupil(school.id, gone, TODAY)
    hits = search.find(school.id, "roos")[:2]
    assert [(hit.title, hit.detail) for hit in hits] == [
        ("Roos van Dijk", "groep 3/4"),
        ("Roos Bos", "niet meer op school"),
    ]


def test_a_pupil_is_found_by_the_other_names_that_people_use(school: SchoolInfo) -> None:
    draft = PupilDraft("Rosalie", "", "Dijk", also_called="Roosje, Lie")
    pupils.add_pupil(school.id, draft, TODAY)
    assert _titles(school, "roosj") == ["Rosalie Dijk (Roosje, Lie)"]
    assert _titles(school, "lie dijk") == ["Rosalie Dijk (Roosje, Lie)"]


def test_two_of_one_name_are_told_apart_by_their_group_or_else_by_their_birthday(school: SchoolInfo) -> None:
    group = groups.add_group(school.id, GroupDraft("3/4"), TODAY)
    for month, place in ((1, group), (2, group), (3, None)):
        born = TODAY.replace(year=2018, month=month, day=1)
        pupils.add_pupil(school.id, PupilDraft("Noa", "", "Hof", place, birth_date=born), TODAY)
    details = {hit.detail for hit in search.find(school.id, "noa")}
    assert details == {"groep 3/4 · geboren 01-01-2018", "groep 3/4 · geboren 01-02-2018", ""}


def test_who_is_called_just_that_does_not_give_way_to_many_newer_names(school: SchoolInfo) -> None:
    pupils.add_pupil(school.id, PupilDraft("Bo", last_name="Hof"), TODAY)
    bulk.insert_rows({Pupil: [{"school": school.id, "first_name": "Boris"} for _ in range(60)],
                      ActionItem: [{"school": school.id, "what": "boek halen"} for _ in range(60)]})  # fmt: skip
    assert _titles(school, "bo")[0] == "Bo Hof"


def test_a_second_word_that_is_half_typed_hides_nothing_that_it_may_become(
    school: SchoolInfo, roos: int
) -> None:
    for typed in ("reunie", "reunie g", "reunie ge", "reunie geh"):
        assert "verslag" in {hit.kind for hit in search.find(school.id, typed)}, typed
    assert not search.find(school.id, "reunie gez")


def test_of_a_text_the_words_around_what_was_asked_are_shown(school: SchoolInfo, roos: int) -> None:
    long = "Deze week de dictees nagekeken. " * 5
    Minutes.update(text=f"{long}Thuis klinkt de bel te zacht, moeder vraagt hulp.").execute()
    for typed in ("de bel moeder", "moeder bel", "bel te"):
        (hit,) = search.find(school.id, typed)
        assert "de bel te zacht" in hit.detail, typed
