"""The short form of a school's name."""

import pytest

from ibtui.care.school_name import short_name, telling_name


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("OEFENSCHOOL De Wilgenhoek", "Wilgenhoek"),
        ("Openbare basisschool Het Zonnewiel", "Zonnewiel"),
        ("Montessori", "Montessori"),
        ("De Regenboogkleurige", "Regenboogkleu…"),
        ("Sint Jan", "Sint Jan"),
        ("", ""),
    ],
)
def test_it_leaves_out_what_many_schools_are_called(name: str, short: str) -> None:
    assert short_name(name) == short


def test_schools_that_are_alike_get_names_that_tell() -> None:
    east, west = (f"Openbare Basisschool De Regenboog Noord-{end}" for end in ("Oost", "West"))
    assert telling_name("De Linde", {"De Aap"}) == "Linde"
    assert telling_name("OBS De Brug", {"CBS De Brug"}) == "OBS De Brug"
    assert telling_name(east, {west}) == "Regenboog Noord-Oost"
    assert telling_name(f"{east} locatie A", {f"{east} locatie B"}).endswith("locatie A")
    assert telling_name(east, {east}) == ""
