"""Schools for the tests of the bench, made once."""

from pathlib import Path

import pytest

from bench import years


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school of one year."""
    folder = tmp_path_factory.mktemp("bench") / "school"
    years.make(folder, 1)
    return folder
