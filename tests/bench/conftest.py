"""Schools for the tests of the bench, made once."""

from pathlib import Path

import pytest

from bench import years


@pytest.fixture(scope="session")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A school of two years: with one, lists are short in autumn."""
    folder = tmp_path_factory.mktemp("bench") / "school"
    years.make(folder, 2)
    return folder
