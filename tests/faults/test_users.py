"""A little of the part `users`: real system users, a school of the one, and a stranger. Only root can try it."""

import tempfile
from pathlib import Path

from faults import users
from tests.support import unmet


def test_a_third_user_reads_nothing_of_a_school_that_two_share() -> None:
    with tempfile.TemporaryDirectory(prefix="ibtui-faults-") as folder:
        try:
            with users.two_users(Path(folder)) as (anna, _bea, stranger):
                anna.asks("make")
                found = users.third(stranger, anna.school)
                mode = (anna.school / "ibtui.db").stat().st_mode & 0o7777
        except users.NotHere as error:
            unmet(str(error))
    assert found.failures == []
    assert found.runs > 3
    assert mode == 0o660
