"""Small things that tests of every room share."""

import os
import shutil
from typing import NoReturn

import pytest

FULL = "IBTUI_TESTS_VOLUIT"  # set by .ci/run: a test may not skip for lack of a tool


def need(tool: str) -> str:
    """The path of a program outside Python (`soffice`, `pdftotext`); skips the test when it is missing.

    With IBTUI_TESTS_VOLUIT=1 (as in CI) a missing tool fails the test: there, no skip can hide.
    """
    return shutil.which(tool) or unmet(tool)


def unmet(what: str) -> NoReturn:
    """Skip the test for lack of `what`, or fail it where nothing may be skipped."""
    reason = f"{what} is not installed (.ci/run installs it)"
    if os.environ.get(FULL) == "1":
        pytest.fail(reason)
    pytest.skip(reason)
