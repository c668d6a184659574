"""The short form of a school's name, for a corner of a screen."""

import re
from collections.abc import Collection

_ORDINARY = re.compile(
    r"(?:(?:oefenschool|openbare|christelijke|katholieke|protestants-christelijke|islamitische|montessori|jenaplan"
    r"|basisschool|school|bs|obs|cbs|kbs|rkbs|pcbs|ibs|sbo|so|ikc|kindcentrum|de|het|'t)\s+)+",
    re.IGNORECASE,
)


def short_name(name: str, most: int = 14) -> str:
    """ "Wilgenhoek" for "OEFENSCHOOL De Wilgenhoek": without what many schools are called, at most `most` signs."""
    bare = _ORDINARY.match(name)
    short = name[bare.end() :] if bare else name
    short = short or name
    return short if len(short) <= most else f"{short[: most - 1].rstrip()}…"


def telling_name(name: str, others: Collection[str], most: int = 20) -> str:
    """A short form that no school of `others` has, at most `most` signs; "" when another one has the same name."""
    ways = (
        short_name,
        lambda one: short_name(one, most),
        lambda one: _whole(one, most),
        lambda one: _end(one, most),
    )
    for way in ways:
        if way(name) not in map(way, others):
            return way(name)
    return ""


def _whole(name: str, most: int) -> str:
    return name if len(name) <= most else f"{name[: most - 1].rstrip()}…"


def _end(name: str, most: int) -> str:
    return name if len(name) <= most else f"…{name[1 - most :].lstrip()}"
