"""One child's story, the newest first: everything of the dossier lane in one list that is read a page at a time."""

from __future__ import annotations

import datetime as dt
import heapq
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from operator import itemgetter

from ibtui.store import database, group_review_before, labels, term_rules, timeline_sql
from ibtui.store.models import Agency, ExportRecipient, Minutes, Pupil
from ibtui.store.timeline_rows import Kind as Kind
from ibtui.store.timeline_rows import Line as Line
from ibtui.store.timeline_rows import Names, Raw
from ibtui.store.timeline_words import kind_of, line_of, ranks_of
from ibtui.values import dataclass

_TERMS_AHEAD = dt.timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page ended: the day (of a conversation with its time) and the place within it of its last line."""

    day: str
    rank: int
    ref_id: int


@dataclass(frozen=True, slots=True)
class Page:
    """A part of the story. `more` None: this was the last of it. `counts`: how many lines each kind has in all;
    only on the first page (`before` None), else empty."""

    lines: tuple[Line, ...]
    more: Cursor | None
    counts: Mapping[Kind, int]


def page(
    pupil_id: int, today: dt.date, kind: Kind | None = None, before: Cursor | None = None, limit: int = 60
) -> Page:
    """So many lines, the newest first, that come after `before`. A fixed number of queries.

    What is to come (a planned conversation) is in it, at its day. A term that is done stands at the day it was done;
    of those that run, only what is over and what comes in the next year.
    """
    reviews = group_review_before.spoken_of(pupil_id)
    signed_up = frozenset(one.minutes_id for one in reviews if one.signed_up)
    given = (
        pupil_id,
        str(today + _TERMS_AHEAD),
        json.dumps([one.minutes_id for one in reviews]),
        database.who(),
    )
    everything = database.connection().execute_sql(timeline_sql.story_sql(), given).fetchall()
    ranks = ranks_of(kind)
    at = None if before is None else (before.day, before.rank, before.ref_id)
    wanted = (row for row in everything if row[1] in ranks and (at is None or _PLACE(row) < at))
    found = heapq.nlargest(limit + 1, wanted, key=_PLACE)
    shown = [Raw.of(row) for row in found[:limit]]
    names = _names(pupil_id, shown, signed_up)
    lines = tuple(line_of(row, names, today) for row in shown)
    more = Cursor(*_PLACE(found[limit - 1])) if len(found) > limit and shown else None
    return Page(lines, more, {} if before is not None else _counts(everything))


_PLACE = itemgetter(0, 1, 2)
"""Day, rank and number of a row: where it stands in the story."""


def _counts(rows: Sequence[Sequence[object]]) -> Mapping[Kind, int]:
    found = dict.fromkeys(Kind, 0)
    for rank, count in Counter(row[1] for row in rows).items():
        found[kind_of(int(str(rank)))] += count
    return found


def _names(pupil_id: int, rows: list[Raw], signed_up: frozenset[int]) -> Names:
    """What everybody and everything on a page is called. Seven queries."""
    school = int(Pupil.get_by_id(pupil_id).school_id)
    people = {row.person for row in rows if row.person is not None}
    agencies = {row.agency for row in rows if row.agency is not None}
    query = Agency.select(Agency.id, Agency.name).where(Agency.id.in_(list(agencies)))
    return Names(
        people=labels.people_named(people),
        agencies=dict(labels.tuples(query, tuple[int, str])),
        you=labels.coordinator(school),
        rules={key: rule.name for key, rule in term_rules.rules(school).items()},
        signed_up=signed_up,
        minutes=_minutes([row.id for row in rows if row.rank == timeline_sql.TALK]),
        got=_got([row.id for row in rows if row.rank == timeline_sql.PAPER]),
    )


def _minutes(talks: list[int]) -> dict[int, str]:
    """Where the newest minutes of each conversation are: "concept"."""
    query = Minutes.select(Minutes.conversation, Minutes.status).where(
        Minutes.conversation.in_(talks) & Minutes.deleted_at.is_null()
    )
    return dict(labels.tuples(query.order_by(Minutes.edition), tuple[int, str]))


def _got(papers: list[int]) -> dict[int, str]:
    """Who got each paper, and who was left out and why."""
    query = ExportRecipient.select(
        ExportRecipient.export, ExportRecipient.name, ExportRecipient.got, ExportRecipient.reason
    ).where(ExportRecipient.export.in_(papers))
    got: dict[int, list[str]] = {number: [] for number in papers}
    out: dict[int, list[str]] = {number: [] for number in papers}
    query = query.order_by(ExportRecipient.id)
    for number, name, has, why in labels.tuples(query, tuple[int, str, bool, str]):
        if has:
            got[number].append(name)
        else:
            out[number].append(f"niet voor {name}: {why}" if why else f"niet voor {name}")
    return {number: " · ".join(filter(None, [labels.listed(got[number]), *out[number]])) for number in papers}
