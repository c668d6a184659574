"""One small school with a real key file, made once, and copied for each test that backs it up."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import change, database, home, pupils, schools, vault
from tests.store.conftest import TODAY, home_in

PASSPHRASE = "vier losse woorden hier"


@dataclass(frozen=True)
class Kept:
    """A home that is open, its key, and the school in it."""

    home: Home
    key: vault.DatabaseKey
    recovery: str
    school: int

    @property
    def folder(self) -> Path:
        """Where its backups are."""
        return self.home.database.parent / "reservekopieën"

    def names(self) -> list[str]:
        return sorted(one.name for one in self.folder.iterdir())

    def add_pupil(self, first: str) -> int:
        return pupils.add_pupil(self.school, pupils.PupilDraft(first, "", "Oefen"), TODAY)

    def pupils(self) -> set[str]:
        return {row.first_name for row in pupils.pupils(self.school)}


@pytest.fixture(scope="module")
def _kept_once(tmp_path_factory: pytest.TempPathFactory) -> Kept:
    place = home_in(tmp_path_factory.mktemp("school"))
    recovery = home.create_home(place, Secret(PASSPHRASE), label="Marit", invented=True)
    school = schools.set_up("OEFENSCHOOL De Wilgenhoek", "Marit van der Veen", (0, 3), today=TODAY)
    database.close_store()
    return Kept(place, vault.open(place.keys, Secret(PASSPHRASE)), recovery, school.id)


@pytest.fixture
def kept(_kept_once: Kept, tmp_path: Path) -> Iterator[Kept]:
    """A copy of it in a folder of its own, open."""
    place = home_in(tmp_path / "school")
    shutil.copytree(_kept_once.home.database.parent, place.database.parent)
    database.open_store(place.database, _kept_once.key)
    change.forget_steps()
    yield Kept(place, _kept_once.key, _kept_once.recovery, _kept_once.school)
    database.close_store()
    change.forget_steps()
