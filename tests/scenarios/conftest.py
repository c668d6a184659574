"""The practice school on a fixed Tuesday, as the tests of the screens have it."""

from tests.screens.conftest import _clock, empty_school, practice_app, practice_school

__all__ = ["_clock", "empty_school", "practice_app", "practice_school"]
