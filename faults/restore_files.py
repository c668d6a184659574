"""Backup files that were damaged, cut or are of somebody else; and what thinning out leaves after years."""

from __future__ import annotations

import datetime as dt
import random
import tempfile
from collections import Counter
from pathlib import Path

from faults.result import Result
from faults.school import PASSPHRASE, School
from ibtui.care.thinning import DAYS, LONGEST, MONTHS, WEEKS
from ibtui.errors import IbtuiError
from ibtui.secret import Secret
from ibtui.settings import Home
from ibtui.store import backup, restore

_YEARS = 3


def spoilt(here: School, path: Path, seed: int, runs: int) -> Result:
    """Spoil a backup in a random way and look at it as `ibtui herstel` does, before anything is asked."""
    result = Result(
        "a backup that is damaged, cut, padded or another file is refused with words, or gives back every row; never "
        "another content, never another error"
    )
    raw = path.read_bytes()
    secret = Secret(PASSPHRASE)
    with restore.unpacked(here.home, path, secret) as back:
        whole = back.facts
    seen: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="ibtui-faults-") as folder:
        for number in range(seed, seed + runs):
            way, data = spoil(raw, random.Random(number))
            bad = Path(folder) / f"{number}.ibtui"
            bad.write_bytes(data)
            result.runs += 1
            try:
                with restore.unpacked(here.home, bad, secret) as back:
                    seen["gave back every row"] += 1
                    if back.facts != whole:
                        result.failures.append(f"try {number}, {way}: it gives another content")
            except IbtuiError as error:
                seen["refused"] += 1
                if not (error.title and error.hint):
                    result.failures.append(f"try {number}, {way}: refused without words")
            except Exception as error:  # noqa: BLE001  # any other error is what is looked for
                result.failures.append(f"try {number}, {way}: {error!r}")
            bad.unlink()
    result.seen = ["; ".join(f"{what}: {count}" for what, count in sorted(seen.items()))]
    return result


def spoil(raw: bytes, chance: random.Random) -> tuple[str, bytes]:
    """One of the ways in which a file goes wrong."""
    place, length = chance.randrange(len(raw)), chance.randint(1, 5000)
    way = chance.choice(
        ("a bit", "cut", "zeros", "left out", "put in", "the end", "the start", "noise", "swapped")
    )
    if way == "a bit":
        data = bytearray(raw)
        data[place] ^= 1 << chance.randrange(8)
        return way, bytes(data)
    if way == "swapped":
        other = chance.randrange(len(raw))
        first, last = sorted((place, other))
        return way, raw[last:] + raw[first:last] + raw[:first]
    return way, {
        "cut": raw[:place],
        "zeros": raw[:place] + bytes(length) + raw[place + length :],
        "left out": raw[:place] + raw[place + length :],
        "put in": raw[:place] + chance.randbytes(length) + raw[place:],
        "the end": raw + chance.randbytes(length),
        "the start": chance.randbytes(length) + raw,
        "noise": chance.randbytes(length),
    }[way]


def thinned(seed: int, runs: int) -> Result:
    """Years of backups at random moments, by one and the same rule."""
    result = Result(
        f"after {_YEARS} years of backups at random moments: the newest is there, at most "
        f"{DAYS} + {WEEKS} + {MONTHS} of them beside those of today, none older than a year, "
        "and files of others untouched"
    )
    most = 0
    for number in range(seed, seed + runs):
        with tempfile.TemporaryDirectory(prefix="ibtui-faults-") as folder:
            wrong, count = _years(Path(folder), random.Random(number))
        most = max(most, count)
        result.runs += 1
        result.failures += [f"try {number}: {one}" for one in wrong]
    result.seen = [f"at most {most} backups were there"]
    return result


def _years(folder: Path, chance: random.Random) -> tuple[list[str], int]:
    home = Home(folder / "ibtui.db", folder / "sleutels.json", folder / "ibtui.toml", folder / "exports")
    where = backup.folder(home)
    where.mkdir()
    (where / "brief.ibtui").write_bytes(b"x")
    now, each = dt.datetime(2026, 8, 20, 8), chance.choice((0.4, 1.0, 3.0, 7.0))
    wrong, most = [], 0
    while now < dt.datetime(2026 + _YEARS, 8, 20):
        now += dt.timedelta(minutes=int(chance.expovariate(1 / (each * 24 * 60))) + 1)
        path = where / f"ibtui-{now:%Y-%m-%d-%H%M%S}.ibtui"
        path.write_bytes(b"x")
        backup.thin_out(home, now)
        there = backup.backups(home)
        most = max(most, len(there))
        if backup.newest(home) != (now, path):
            wrong.append(f"the newest of {now} is gone")
        earlier = sum(one.made_at.date() != now.date() for one in there)
        if any(now - one.made_at > LONGEST for one in there[1:]) or earlier > DAYS + WEEKS + MONTHS:
            wrong.append(f"{len(there)} backups on {now}, the oldest of {there[-1].made_at}")
    return wrong if (where / "brief.ibtui").exists() else [*wrong, "a file of others is gone"], most
