"""The schools of one home: where each lives, what it is called, and which was open last."""

from pathlib import Path

import pytest

from ibtui import places
from ibtui.errors import BadInput
from ibtui.settings import Home, home


@pytest.fixture
def root(tmp_path: Path) -> Home:
    """A home with its first school."""
    place = home({"IBTUI_HOME": str(tmp_path / "thuis")})
    _make(place)
    return place


def _make(place: Home) -> Home:
    place.database.parent.mkdir(parents=True, exist_ok=True)
    place.keys.write_text("{}")
    return place


def test_a_home_of_one_school_is_as_it_always_was(root: Home) -> None:
    assert places.schools(root) == (root,)
    assert places.last_open(root) == root
    places.remember(root)
    assert [path.name for path in root.database.parent.iterdir()] == ["sleutels.json"]


def test_a_further_school_shares_nothing_with_the_first(root: Home) -> None:
    other = places.further(root, "de-vlinderboom")
    folder = root.database.parent / "scholen" / "de-vlinderboom"
    assert (other.database, other.keys) == (folder / "ibtui.db", folder / "sleutels.json")
    assert (other.template, other.agenda) == (folder / "sjabloon" / "verslag.docx", folder / "agenda")
    assert other.exports == root.exports / "de-vlinderboom"
    assert places.first(other) == root
    assert places.further(other, "de-vlinderboom") == other


@pytest.mark.parametrize("name", ["", "..", ".verborgen", "a/b", "a\0b"])
def test_a_folder_name_stays_inside(root: Home, name: str) -> None:
    with pytest.raises(BadInput):
        places.further(root, name)


def test_only_folders_with_a_school_count(root: Home) -> None:
    other = _make(places.further(root, "de-vlinderboom"))
    (other.database.parent.parent / "leeg").mkdir()
    (other.database.parent.parent / "bestand").write_text("")
    assert places.schools(other) == (root, other)


def test_without_a_first_school_the_others_are_there(root: Home) -> None:
    other = _make(places.further(root, "de-vlinderboom"))
    root.keys.unlink()
    assert places.schools(root) == (other,)


def test_the_one_that_was_open_last_comes_first_the_next_time(root: Home) -> None:
    other = _make(places.further(root, "de-vlinderboom"))
    assert places.last_open(root) == root
    places.remember(other)
    assert places.last_open(root) == places.last_open(other) == other
    other.keys.unlink()
    assert places.last_open(root) == root


@pytest.mark.parametrize("raw", [b"", b"\xff\xfe", b"x" * 5000, b"../..\n", b"eerste\n"])
def test_a_spoiled_memory_of_it_gives_the_first(root: Home, raw: bytes) -> None:
    _make(places.further(root, "de-vlinderboom"))
    (root.database.parent / "laatst").write_bytes(raw)
    assert places.last_open(root) == root


@pytest.mark.parametrize(
    ("school_name", "folder"),
    [
        ("OEFENSCHOOL De Vlinderboom", "de-vlinderboom"),
        ("OBS 't Zoëzo  /../", "obs-t-zoezo"),
        ("Eerste", "eerste-2"),
        ("学校", "school"),
        ("x" * 90, "x" * 40),
    ],
)
def test_a_school_gets_a_folder_by_its_name(root: Home, school_name: str, folder: str) -> None:
    assert places.new_name(root, school_name) == folder


def test_two_schools_of_one_name_get_two_folders(root: Home) -> None:
    _make(places.further(root, "de-boom"))
    assert places.new_name(root, "De Boom") == "de-boom-2"


def test_a_school_is_found_by_what_its_folder_is_called(root: Home) -> None:
    one = _make(places.further(root, "de-vlinderboom"))
    two = _make(places.further(root, "de-vliering"))
    assert places.find(root, "eerste") == root
    assert places.find(root, "Vlinder") == places.find(root, "de vlinderboom") == one
    assert places.find(root, "vlier") == two
    assert [places.find(root, typed) for typed in ("vli", "de", "", "boom", "x")] == [None] * 5


def test_a_folder_made_by_hand_is_found_by_its_own_name(root: Home) -> None:
    for name in ("De Vlinder", "\N{DECIDUOUS TREE}boom", "Ünal"):
        _make(places.further(root, name))
    for typed, name in (("De Vlinder", "De Vlinder"), ("vlind", "De Vlinder"), ("unal", "Ünal")):
        assert places.find(root, typed) == places.further(root, name)
    assert places.find(root, "\N{DECIDUOUS TREE}boom") is not None


def test_a_link_to_a_school_is_not_one_more(root: Home) -> None:
    other = _make(places.further(root, "echt"))
    for name, target in (
        ("zelf", root.database.parent),
        ("nog-eens", other.database.parent),
        ("weg", Path("/er/niet")),
    ):
        (other.database.parent.parent / name).symlink_to(target)
    assert len(places.schools(root)) == 2
    assert places.schools(root)[0] == root


def test_a_name_that_is_no_text_is_remembered_too(root: Home) -> None:
    other = _make(places.further(root, "\udcff"))
    places.remember(other)
    assert places.last_open(root) == other


def test_the_way_out_names_the_other_schools(root: Home) -> None:
    assert places.way_out(root) == ""
    other = _make(places.further(root, "De Aap"))
    assert places.way_out(root) == "Een andere school openen: typ ibtui --school 'De Aap'."
    assert places.way_out(other) == "Een andere school openen: typ ibtui --school eerste."
