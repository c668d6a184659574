"""The one question that a child's story is read with: a branch for each thing that can happen.

Each branch gives the same columns, in this order; what it has none of is NULL:
day, rank, id, opens, word, state, text, more, other day, number, person, agency, version.
A conversation's day has its time too, so that the last of a day stands above. `rank` says which branch a line is
of, and is its place within one day (the highest first): an answer above what was asked that day. Every branch holds
only the dossier lane; safety (meldcode), observations and the text of private notes are in none of them.
"""

from __future__ import annotations

from functools import cache

TALK, REVIEW, PRIVATE, PRIVATE_EVENT = 95, 92, 90, 89
PROMISE = 85
CONCERN, EVENT = 78, 80
LEFT, GROUP, LEVEL = 75, 74, 73
REFERRAL, ANSWER, APPROACH, EFFECT, APPLICATION, DECISION = 69, 70, 67, 68, 65, 66
OPP, OPP_FIXED, OPP_EVALUATED, OPP_CLOSED = 60, 61, 62, 63
CONSENT, WITHDRAWN, TOLD, PAPER, ACCESS = 50, 51, 48, 46, 44
QUESTION, REPLY, VIEW = 40, 41, 39
TERM = 30
ABSENCE = 20

_LIVE = "deleted_at IS NULL"
_SHORT = 400
"""Characters of a long text that a line can show."""


def _cut(column: str) -> str:
    return f"substr({column}, 1, {_SHORT})"


_WHEN = "c.day || coalesce(' ' || c.start, '')"
_DAY_OF_TERM = "coalesce(d.done_on, d.due_on)"
_DAY_OF_PROMISE = "coalesce(c.day, substr(a.created_at, 1, 10))"

# :pupil ?1, last day of terms ?2, minutes of group reviews in which the pupil has a heading of her own ?3, the user ?4
_BRANCHES: dict[int, str] = {
    TALK: f"{{when}}, {{rank}}, c.id, c.id, c.kind, c.status, c.purpose, NULL, NULL, NULL, NULL, NULL, c.version "
    "FROM conversation_pupil cp JOIN conversation c ON c.id = cp.conversation_id "
    f"WHERE cp.pupil_id = ?1 AND c.{_LIVE} AND c.audience = 'dossier'",
    REVIEW: "{when}, {rank}, c.id, m.id, c.kind, c.status, '', NULL, NULL, NULL, NULL, NULL, c.version "
    "FROM json_each(?3) said JOIN minutes m ON m.id = said.value JOIN conversation c ON c.id = m.conversation_id "
    "WHERE NOT EXISTS (SELECT 1 FROM conversation_pupil cp WHERE cp.conversation_id = c.id AND cp.pupil_id = ?1)",
    PRIVATE: "{when}, {rank}, c.id, c.id, '', '', '', NULL, c.expires_on, NULL, NULL, NULL, c.version "
    "FROM conversation_pupil cp JOIN conversation c ON c.id = cp.conversation_id "
    f"WHERE cp.pupil_id = ?1 AND c.{_LIVE} AND c.audience <> 'dossier' AND c.writer IN ('', ?4)",
    PRIVATE_EVENT: "e.day, {rank}, e.id, e.concern_id, '', '', '', NULL, NULL, NULL, NULL, NULL, e.version "
    f"FROM concern_event e JOIN concern z ON z.id = e.concern_id WHERE z.pupil_id = ?1 AND z.{_LIVE} AND e.{_LIVE} "
    "AND e.audience <> 'dossier'",
    PROMISE: f"{_DAY_OF_PROMISE}, {{rank}}, a.id, a.id, a.status, a.owner_text, {_cut('a.what')}, "
    "a.dropped_because, a.due_on, a.moved, a.owner_id, NULL, a.version FROM action_item a "
    f"LEFT JOIN conversation c ON c.id = a.conversation_id WHERE a.pupil_id = ?1 AND a.{_LIVE} "
    "AND (c.id IS NULL OR c.audience = 'dossier')",
    CONCERN: f"z.opened_on, {{rank}}, z.id, z.id, z.category, z.status, {_cut('z.summary')}, NULL, z.closed_on, "
    f"z.level, NULL, NULL, z.version FROM concern z WHERE z.pupil_id = ?1 AND z.{_LIVE}",
    EVENT: f"e.day, {{rank}}, e.id, e.concern_id, e.kind, '', {_cut('e.text')}, NULL, NULL, NULL, NULL, NULL, "
    "e.version FROM concern_event e JOIN concern z ON z.id = e.concern_id "
    f"WHERE z.pupil_id = ?1 AND z.{_LIVE} AND e.{_LIVE} AND e.audience = 'dossier'",
    LEFT: "p.left_on, {rank}, p.id, p.id, '', '', p.left_to, NULL, NULL, NULL, NULL, NULL, p.version "
    "FROM pupil p WHERE p.id = ?1 AND p.left_on IS NOT NULL",
    GROUP: "l.from_on, {rank}, l.id, ?1, g.name, '', l.year, NULL, l.until_on, NULL, NULL, NULL, l.version "
    "FROM placement l JOIN school_group g ON g.id = l.group_id WHERE l.pupil_id = ?1",
    LEVEL: "n.since, {rank}, n.id, ?1, '', '', '', NULL, NULL, n.level, NULL, NULL, n.version "
    "FROM pupil_level n WHERE n.pupil_id = ?1",
    REFERRAL: f"coalesce(r.asked_on, substr(r.created_at, 1, 10)), {{rank}}, r.id, r.id, '', r.status, "
    f"{_cut('r.reason')}, NULL, r.answered_on, NULL, NULL, r.agency_id, r.version FROM referral r "
    f"WHERE r.pupil_id = ?1 AND r.{_LIVE}",
    ANSWER: f"r.answered_on, {{rank}}, r.id, r.id, '', r.status, {_cut('r.answer')}, NULL, r.parents_told_on, NULL, "
    f"NULL, r.agency_id, r.version FROM referral r WHERE r.pupil_id = ?1 AND r.{_LIVE} AND r.answered_on IS NOT NULL",
    APPROACH: f"b.since, {{rank}}, b.id, b.id, b.how_often, b.by_text, {_cut('b.what')}, b.method, b.until, b.minutes, "
    f"b.by_id, NULL, b.version FROM approach b WHERE b.pupil_id = ?1 AND b.{_LIVE}",
    EFFECT: f"b.until, {{rank}}, b.id, b.id, '', '', {_cut('b.what')}, {_cut('b.effect')}, NULL, NULL, NULL, NULL, "
    f"b.version FROM approach b WHERE b.pupil_id = ?1 AND b.{_LIVE} AND b.until IS NOT NULL",
    APPLICATION: f"q.started_on, {{rank}}, q.id, q.id, q.kind, q.status, {_cut('q.what')}, NULL, q.complete_on, NULL, "
    f"NULL, q.agency_id, q.version FROM application q WHERE q.pupil_id = ?1 AND q.{_LIVE}",
    DECISION: f"q.decided_on, {{rank}}, q.id, q.id, q.kind, q.status, {_cut('q.outcome')}, NULL, q.valid_until, NULL, "
    f"NULL, q.agency_id, q.version FROM application q WHERE q.pupil_id = ?1 AND q.{_LIVE} "
    "AND q.decided_on IS NOT NULL",
    OPP: "o.base_on, {rank}, o.id, o.id, o.reason, o.status, '', NULL, o.fixed_on, NULL, NULL, NULL, o.version "
    f"FROM opp o WHERE o.pupil_id = ?1 AND o.{_LIVE}",
    OPP_FIXED: f"o.fixed_on, {{rank}}, o.id, o.id, '', o.status, {_cut('o.destination')}, NULL, NULL, NULL, NULL, "
    f"NULL, o.version FROM opp o WHERE o.pupil_id = ?1 AND o.{_LIVE} AND o.fixed_on IS NOT NULL",
    OPP_EVALUATED: f"v.day, {{rank}}, v.id, v.opp_id, '', '', {_cut('v.result')}, {_cut('v.next_step')}, NULL, NULL, "
    f"NULL, NULL, v.version FROM opp_evaluation v JOIN opp o ON o.id = v.opp_id WHERE o.pupil_id = ?1 AND o.{_LIVE} "
    f"AND v.{_LIVE}",
    OPP_CLOSED: "o.closed_on, {rank}, o.id, o.id, '', o.status, '', NULL, NULL, NULL, NULL, NULL, o.version "
    f"FROM opp o WHERE o.pupil_id = ?1 AND o.{_LIVE} AND o.closed_on IS NOT NULL",
    CONSENT: f"t.given_on, {{rank}}, t.id, t.id, '', '', {_cut('t.what')}, t.withdrawn_on, t.valid_until, NULL, "
    f"t.given_by_id, t.agency_id, t.version FROM consent t WHERE t.pupil_id = ?1 AND t.{_LIVE}",
    WITHDRAWN: f"t.withdrawn_on, {{rank}}, t.id, t.id, '', '', {_cut('t.what')}, NULL, NULL, NULL, t.given_by_id, "
    f"t.agency_id, t.version FROM consent t WHERE t.pupil_id = ?1 AND t.{_LIVE} AND t.withdrawn_on IS NOT NULL",
    TOLD: f"coalesce(w.told_on, substr(w.created_at, 1, 10)), {{rank}}, w.id, w.id, w.name, w.how, {_cut('w.what')}, "
    "NULL, w.told_on, NULL, w.person_id, w.agency_id, w.version FROM told w "
    f"WHERE w.pupil_id = ?1 AND w.{_LIVE}",
    PAPER: "substr(x.created_at, 1, 10), {rank}, x.id, x.minutes_id, x.audience, x.status, "
    f"{_cut('x.recipients')}, NULL, NULL, x.edition, NULL, x.agency_id, x.version "
    "FROM export_pupil ep JOIN export_log x ON x.id = ep.export_id WHERE ep.pupil_id = ?1",
    ACCESS: "k.asked_on, {rank}, k.id, k.id, '', '', k.note, NULL, k.given_on, NULL, k.asked_by_id, NULL, k.version "
    f"FROM access_request k WHERE k.pupil_id = ?1 AND k.{_LIVE}",
    QUESTION: f"h.asked_on, {{rank}}, h.id, h.id, '', '', {_cut('h.question')}, NULL, h.answered_on, NULL, "
    f"h.asked_by_id, NULL, h.version FROM parent_question h WHERE h.pupil_id = ?1 AND h.{_LIVE}",
    REPLY: f"h.answered_on, {{rank}}, h.id, h.id, '', '', {_cut('h.answer')}, NULL, NULL, NULL, h.answered_by_id, "
    f"NULL, h.version FROM parent_question h WHERE h.pupil_id = ?1 AND h.{_LIVE} AND h.answered_on IS NOT NULL",
    VIEW: f"u.day, {{rank}}, u.id, u.id, u.kind, '', {_cut('u.text')}, NULL, NULL, NULL, u.person_id, NULL, u.version "
    f"FROM parent_view u WHERE u.pupil_id = ?1 AND u.{_LIVE}",
    TERM: f"{_DAY_OF_TERM}, {{rank}}, d.id, d.id, d.rule, d.subject, d.note, d.reason, d.done_on, NULL, NULL, NULL, "
    f"d.version FROM deadline d WHERE d.pupil_id = ?1 AND d.{_LIVE} AND {_DAY_OF_TERM} <= ?2 "
    "AND d.rule NOT IN ('meldcode_stap', 'vt_besluit') AND d.subject NOT LIKE 'meldcode%'",
    ABSENCE: "s.day, {rank}, s.id, s.id, '', '', s.note, NULL, s.reported_on, s.minutes, NULL, s.unauthorised, "
    f"s.version FROM absence s WHERE s.pupil_id = ?1 AND s.{_LIVE}",
}  # fmt: skip


@cache
def story_sql() -> str:
    """Every line of one pupil's story, in any order: the newest are picked by who asks.

    Sorting and cutting off here takes SQLite four times as long as giving them all, since the oldest come first.
    """
    chosen = (f"SELECT {body.format(rank=rank, when=_WHEN)}" for rank, body in _BRANCHES.items())
    return " UNION ALL ".join(chosen)
