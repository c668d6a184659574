"""The terms as a school keeps them: those of `care.term_rules` with the school's own numbers, and its own terms."""

from __future__ import annotations

from dataclasses import replace

from peewee import fn

from ibtui.care.deadlines import RULES, SAFETY, Rule
from ibtui.care.text import clean, fold
from ibtui.care.words import TermKind, TermUnit
from ibtui.errors import BadInput, Missing
from ibtui.store import labels, term_records
from ibtui.store.change import Change, check_version, write
from ibtui.store.models import Deadline, TermRule
from ibtui.store.term_counting import OWN, recount
from ibtui.store.term_counting import rules as rules
from ibtui.values import dataclass

_MOST = {
    TermUnit.HOURS: 1000,
    TermUnit.MONTHS: 240,
    TermUnit.YEARS: 20,
    TermUnit.WEEKS: 260,
    TermUnit.SCHOOL_WEEKS: 200,
}
_MOST_DAYS = 1000


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One term of a school. `rule`: as it is kept now (`rule.active`, `rule.own`). `changed`: differs from built in.

    `open`: how many deadlines of it run; 0 for those of the meldcode, which are in no list.
    """

    rule: Rule
    changed: bool
    open: int


def rule_rows(school: int) -> list[RuleRow]:
    """Every term for a screen: built-in ones in their order, then own ones by name. Two queries."""
    query = Deadline.select(Deadline.rule, fn.COUNT(Deadline.id)).where(
        (Deadline.school == school)
        & Deadline.done_on.is_null()
        & Deadline.deleted_at.is_null()
        & Deadline.rule.not_in(sorted(SAFETY))
    )
    open_ones = dict(labels.tuples(query.group_by(Deadline.rule), tuple[str, int]))
    return [
        RuleRow(rule, not rule.own and rule != RULES[key], open_ones.get(key, 0))
        for key, rule in rules(school).items()
    ]


def keep_rule(
    school: int,
    key: str,
    amount: int,
    unit: TermUnit,
    active: bool = True,
    source: str = "",
    *,
    seen: Rule | None = None,
) -> int:
    """Keep a term this way from now on; gives how many open deadlines were counted again.

    `source` "": as built in (of an own term: none). Off: no new ones are made, and open ones that a record set off
    go. Raises `BadInput`, `Missing` for a key that isn't there, or `Conflict` when it is no longer as it was `seen`.
    """
    known = _known(school, key, seen)
    _check(amount, unit)
    built_in = RULES.get(key)
    wanted = replace(known, amount=amount, unit=unit, active=active, source=clean(source))
    if built_in is not None and not wanted.source:
        wanted = replace(wanted, source=built_in.source)
    with write("regel voor termijn gewijzigd") as change:
        if wanted == built_in:
            _remove(change, school, key)
        else:
            _put(change, school, wanted)
        return _follow(change, school, wanted, known.active)


def add_own(
    school: int,
    name: str,
    counts_from: str,
    amount: int,
    unit: TermUnit,
    kind: TermKind = TermKind.OWN,
    source: str = "",
    *,
    before: bool = False,
) -> str:
    """Add a term of the school's own; gives its key ("eigen-1"). Raises `BadInput`."""
    rule = Rule("", name, counts_from, amount, unit, before, kind, source, own=True)
    with write("eigen termijn toegevoegd") as change:
        key = f"{OWN}{_highest(school) + 1}"
        _put(change, school, _checked(school, replace(rule, key=key)))
    return key


def edit_own(
    school: int,
    key: str,
    name: str,
    counts_from: str,
    amount: int,
    unit: TermUnit,
    kind: TermKind = TermKind.OWN,
    source: str = "",
    *,
    before: bool = False,
    active: bool = True,
    seen: Rule | None = None,
) -> int:
    """Change an own term; gives how many open deadlines were counted again. Raises as `keep_rule` does."""
    if not _known(school, key, seen).own:
        raise BadInput(
            "Deze termijn hoort bij ibtui", "Je kunt alleen het getal veranderen, of hem uitzetten."
        )
    rule = Rule(key, name, counts_from, amount, unit, before, kind, source, active=active, own=True)
    with write("eigen termijn gewijzigd") as change:
        rule = _checked(school, rule)
        _put(change, school, rule)
        return _follow(change, school, rule, True)  # no record sets off an own term


def back_to_default(school: int, key: str) -> int:
    """As built in again, or an own term away; gives how many open deadlines were counted again.

    An own term that deadlines still have stays: `BadInput` says so.
    """
    known = _known(school, key)
    if known.own:
        _check_unused(school, key)
    label = "eigen termijn verwijderd" if known.own else "regel voor termijn teruggezet"
    with write(label) as change:
        _remove(change, school, key)
        return 0 if known.own else _follow(change, school, RULES[key], known.active)


def _follow(change: Change, school: int, rule: Rule, was_on: bool) -> int:
    """The open deadlines of a rule that changed. On again: the records get those that went when it was put off."""
    if rule.active:
        if not was_on:
            term_records.make_again(change, school, rule.key)
        return recount(change, school, [rule.key])
    mine = (Deadline.school == school) & (Deadline.rule == rule.key) & (Deadline.subject != "")
    query = Deadline.select(Deadline.id).where(
        mine & Deadline.done_on.is_null() & Deadline.deleted_at.is_null()
    )
    for (number,) in list(labels.tuples(query, tuple[int])):
        change.bin(change.edit(Deadline, number))
    return recount(change, school, [rule.key])


def _put(change: Change, school: int, rule: Rule) -> None:
    found = TermRule.get_or_none((TermRule.school == school) & (TermRule.key == rule.key))
    row = change.edit(TermRule, int(found.id)) if found is not None else TermRule(school=school, key=rule.key)
    row.amount, row.unit, row.active = rule.amount, rule.unit, rule.active
    row.source = rule.source
    if rule.own:
        row.amount = -rule.amount if rule.before else rule.amount  # below nought: counted back
        row.name, row.counts_from, row.kind = rule.name, rule.counts_from, rule.kind
    elif rule.source == RULES[rule.key].source:
        row.source = ""
    if found is None:
        change.add(row)
    else:
        change.save(row)


def _remove(change: Change, school: int, key: str) -> None:
    found = TermRule.get_or_none((TermRule.school == school) & (TermRule.key == key))
    if found is not None:
        change.remove(change.edit(TermRule, int(found.id)))


def _known(school: int, key: str, seen: Rule | None = None) -> Rule:
    rule = rules(school).get(key)
    if rule is None:
        raise Missing("Deze termijn is er niet meer", "Kijk in de lijst welke er nu zijn.")
    if seen is not None:
        check_version(0, int(rule != seen))
    return rule


def _checked(school: int, rule: Rule) -> Rule:
    """The same with clean words. `BadInput` when something is missing or the name is there already."""
    rule = replace(
        rule, name=clean(rule.name), counts_from=clean(rule.counts_from), source=clean(rule.source)
    )
    _check(rule.amount, rule.unit)
    if not rule.name:
        raise BadInput("De naam ontbreekt", "Vul in wat er moet gebeuren, zoals “de ouders bellen”.")
    others = (one.name for key, one in rules(school).items() if key != rule.key)
    if fold(rule.name) in map(fold, others):
        raise BadInput("Deze termijn is er al", "Kies een andere naam, of pas de andere aan.")
    return rule


def _check(amount: int, unit: TermUnit) -> None:
    most = _MOST.get(unit, _MOST_DAYS)
    if not 0 <= amount <= most:
        raise BadInput("Het getal klopt niet", f"Vul een getal in van 0 tot {most} {unit.value}.")


def _check_unused(school: int, key: str) -> None:
    used = (Deadline.school == school) & (Deadline.rule == key) & Deadline.deleted_at.is_null()
    number = Deadline.select().where(used).count()
    if number:
        words = "is nog 1 termijn" if number == 1 else f"zijn nog {number} termijnen"
        raise BadInput(
            f"Er {words} van deze soort",
            "Zet de regel uit. Dan kun je er geen nieuwe mee maken, en blijft staan wat er is.",
        )


def _highest(school: int) -> int:
    """The highest number that an own term has or had: a deadline in the bin may come back."""
    of_rules = TermRule.select(TermRule.key).where((TermRule.school == school) & TermRule.key.startswith(OWN))
    of_terms = Deadline.select(Deadline.rule).where(
        (Deadline.school == school) & Deadline.rule.startswith(OWN)
    )
    keys = [*labels.tuples(of_rules, tuple[str]), *labels.tuples(of_terms.distinct(), tuple[str])]
    return max((int(key[len(OWN) :]) for (key,) in keys), default=0)
