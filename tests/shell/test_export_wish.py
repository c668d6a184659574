"""What is typed behind `ibtui exporteer`, as a wish."""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from ibtui import export
from ibtui.care.findings import Finding, Level
from ibtui.care.words import Custody, PersonRole
from ibtui.errors import BadInput
from ibtui.settings import Home
from ibtui.shell.arguments import build_parser
from ibtui.shell.export_wish import named, passed, wish_of, with_reasons
from ibtui.store import change, database, minutes
from ibtui.store.guardians import GuardianDraft, add_guardian, edit_guardian, guardians
from ibtui.store.migrations import migrate
from ibtui.store.models import Agency
from ibtui.store.people import PersonDraft
from ibtui.store.schools import set_up
from tests.store.conftest import KEY, home_in
from tests.store.table import TODAY, Table, lay

TEXT = "intro\n## Wat gaat er goed\n- veel\n## Wat zegt de GGD\n- hoort goed\n## Afspraken\n! @ans: oefent > 8-12"


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A school that is open."""
    home = home_in(tmp_path)
    database.create_store(home.database, KEY)
    migrate(tmp_path / "backups")
    yield home
    database.close_store()
    change.forget_steps()


@pytest.fixture
def table(home: Home) -> Table:
    return lay(set_up("OEFENSCHOOL De Wilgenhoek", "Marit van der Veen", (0, 3), today=TODAY).id)


def typed(table: Table, *options: str) -> argparse.Namespace:
    """As the shell reads it, for minutes of the overleg."""
    text = minutes.start(table.overleg)
    if text.version == 0:
        minutes.save(text.id, TEXT, text.version)
    return build_parser().parse_args(["exporteer", str(text.id), *options])


def test_names_points_and_grounds(table: Table) -> None:
    assert wish_of(typed(table)).persons == (table.mother,)
    both = ("--voor", "afspraken", "--aan", "moeder,karim", "--aan", "ans")
    assert wish_of(typed(table, *both)).persons == (table.mother, table.father, table.ans)
    ggd = ("--voor", "instantie", "--instantie", "ggd")
    suggested = wish_of(typed(table, *ggd))
    assert (suggested.agency_id, suggested.points) == (Agency.get().id, ("1/1 wat zegt de ggd",))
    chosen = wish_of(typed(table, *ggd, "--punten", "1, 2", "--grond", "leer"))
    above, well = export.choices(chosen.minutes_id).points[:2]
    assert (chosen.points, chosen.ground) == ((above.key, well.key), "leerplicht")


def test_a_reason_is_for_what_asks_one(table: Table, home: Home) -> None:
    father = guardians(table.roos)[1]
    person = PersonDraft(PersonRole.GUARDIAN, "Karim", "", "Bos")
    edit_guardian(father.id, GuardianDraft(person, "vader", Custody.YES))
    examined = export.examine(wish_of(typed(table, "--aan", "moeder")), home)
    (duty,) = examined.open_obligations
    assert with_reasons(examined, ["op verzoek van vader"]).reasons == {duty.key: "op verzoek van vader"}
    assert with_reasons(examined, ["karim=op reis"]).reasons == {duty.key: "op reis"}
    with pytest.raises(BadInput, match="geen reden"):
        with_reasons(examined, [" "])


def test_one_reason_does_not_answer_for_two(table: Table, home: Home) -> None:
    father = guardians(table.roos)[1]
    person = PersonDraft(PersonRole.GUARDIAN, "Karim", "", "Bos")
    edit_guardian(father.id, GuardianDraft(person, "vader", Custody.YES))
    grandpa = PersonDraft(PersonRole.GUARDIAN, "Henk", "", "Smit")
    add_guardian(table.roos, GuardianDraft(grandpa, "opa", Custody.NO))
    examined = export.examine(wish_of(typed(table, "--aan", "moeder,henk")), home)
    with pytest.raises(BadInput, match="meer dan één reden"):
        with_reasons(examined, ["is op reis"])
    said = with_reasons(examined, ["karim=is op reis", "henk=vroeg erom"]).reasons
    assert sorted(said.values()) == ["is op reis", "vroeg erom"]


def test_what_does_not_belong_is_said(table: Table) -> None:
    for options, said in (
        (("--json",), "--json hoort bij --controle"),
        (("--controle", "--naar", "x"), "--controle maakt geen document"),
        (("--voor", "dossier", "--aan", "moeder"), "--aan hoort bij"),
        (("--voor", "instantie"), "Noem de instantie"),
        (("--voor", "instantie", "--instantie", "xyz"), "xyz is geen instantie die ik ken"),
        (("--voor", "instantie", "--instantie", "ggd", "--punten", "9"), "9 zijn geen punten"),
        (("--aan", "niemandal"), "niemandal staat niet bij wie dit kan krijgen"),
        (("--grond", "zomaar"), "zomaar is geen grond"),
        (("--punten", "1"), "--instantie en --punten horen bij"),
    ):
        with pytest.raises(BadInput) as refused:
            wish_of(typed(table, *options))
        assert refused.value.title.startswith(said)


ASKS = Finding("O7", Level.ASKS, 3, 1, "lui", "Schrijf wat je ziet.", around="hij is lui")
AGAIN = replace(ASKS, line=9, around="wat lui")
STOPS = Finding("O1", Level.STOPS, 4, 1, "Sam", "Schrijf: een klasgenoot.", around="met Sam")
TWICE = replace(STOPS, line=8, around="en Sam")
FIXED = Finding("O2", Level.STOPS, 5, 1, "% privé", "Begin de regel met %.", around="x", fixed=True)


def test_what_is_let_through_by_rule_or_by_line() -> None:
    found = (ASKS, AGAIN, STOPS, TWICE)
    assert passed(found, ["O7=gezien"]) == {ASKS.key: "gezien", AGAIN.key: "gezien"}
    assert passed(found, ["o7:9 = zei moeder", "1:4=andere Sam"]) == {
        AGAIN.key: "zei moeder",
        STOPS.key: "andere Sam",
    }


KJELD = replace(STOPS, text="Kjeld", around="Sam en Kjeld")
SAM_AGAIN = replace(STOPS, nth=2)


def test_of_two_that_stop_in_one_line_the_words_say_which_is_let_through() -> None:
    found = (STOPS, KJELD)
    with pytest.raises(BadInput) as refused:
        passed(found, ["O1:4=dit is een ander"])
    assert refused.value.title == "O1 houdt in regel 4 2 keer tegen"
    assert "'O1:4:Sam=waarom', 'O1:4:Kjeld=waarom'" in refused.value.hint
    assert passed(found, ["O1:4:kjeld = dit is een ander"]) == {KJELD.key: "dit is een ander"}
    assert [named(one, found) for one in (STOPS, ASKS)] == ["O1:4:Sam", "O7:3"]
    assert passed((STOPS, SAM_AGAIN), ["O1:4:Sam=vader"]) == {STOPS.key: "vader", SAM_AGAIN.key: "vader"}


@pytest.mark.parametrize(
    ("let", "said"),
    [
        ("O1=mag", "O1 houdt op 2 plekken tegen"),
        ("O2:5=mag", "O2 in regel 5 kan niet worden doorgelaten"),
        ("O3=mag", "Er is niets gevonden met O3"),
        ("O7:4=mag", "Er is niets gevonden met O7 in regel 4"),
        ("O1:4:Jan=mag", "Er is niets gevonden met O1 in regel 4"),
        ("O7=", "O7= begrijp ik niet"),
        ("lui", "lui begrijp ik niet"),
    ],
)
def test_what_cannot_be_let_through(let: str, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        passed((ASKS, STOPS, TWICE, FIXED), [let])
    assert refused.value.title.startswith(said)
