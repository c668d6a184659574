"""A trace knows every state that showed, however short."""

import sys

import pytest

from faults.watched import FAILED, NOT_YET, SAVED, Trace, Watched

pytestmark = pytest.mark.terminal

_SAYS = f"""
import sys, time
input()
for word, pause in (("{NOT_YET}", 1.5), ("{SAVED}", 0.005), ("{FAILED}", 0)):
    sys.stdout.write("\\x1b[H\\x1b[K" + word)
    sys.stdout.flush()
    time.sleep(pause)
input()
"""


def test_a_state_that_showed_for_a_moment_counts_on_a_busy_machine_too() -> None:
    with Watched([sys.executable, "-c", _SAYS], {}) as term:
        trace = Trace()
        term.record().type("\n").listen(0.1)
        term.replay("", trace, 10.0, FAILED)
    assert [said for _, said in trace.said] == [NOT_YET, SAVED, FAILED]


def test_a_program_that_has_ended_is_not_waited_for() -> None:
    with Watched([sys.executable, "-c", f"print('{NOT_YET}')"], {}) as term:
        trace = Trace()
        term.record().replay("", trace, 60.0)
        assert term.exit_code() == 0
    assert [said for _, said in trace.said] == [NOT_YET]
