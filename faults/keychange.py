"""`python -m faults.keychange FOLDER WHAT`: change who gets in, over and over, until somebody kills it.

Says `ready`, then after each change the seconds that it took. WHAT: "passphrase" (from one to the other and back) or
"colleague" (in and out again).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle
from pathlib import Path

from faults.school import PASSPHRASE, School
from ibtui.secret import Secret
from ibtui.store import home, key_slots

OTHER = "een heel ander wachtwoord"
COLLEAGUE = "wachtwoord van de collega"
NAME = "Bea"
KINDS = ("passphrase", "colleague")


def main() -> None:
    """Open the school of the folder and begin."""
    place = School(Path(sys.argv[1])).home
    home.open_home(place, Secret(PASSPHRASE))
    changes = {"passphrase": _passphrases, "colleague": _colleagues}[sys.argv[2]](School(Path(sys.argv[1])))
    print("ready", flush=True)
    for change in changes:
        start = time.monotonic()
        change()
        print(time.monotonic() - start, flush=True)


def _passphrases(school: School) -> Iterator[Callable[[], object]]:
    for old, new in cycle(((PASSPHRASE, OTHER), (OTHER, PASSPHRASE))):
        yield partial(key_slots.change_passphrase, school.home, Secret(old), Secret(new))


def _colleagues(school: School) -> Iterator[Callable[[], object]]:
    key = home.key_of(school.home)
    assert key is not None
    while True:
        yield lambda: key_slots.add(school.home, key, NAME, "bea", Secret(COLLEAGUE))
        yield lambda: key_slots.revoke(school.home, len(key_slots.slots(school.home)), NAME)


if __name__ == "__main__":
    main()
