"""Forms for the rules of the terms (termijnregels): another number, or one of the school's own."""

from __future__ import annotations

from collections.abc import Sequence

from ibtui.care.term_rules import RULES, Rule, source_words
from ibtui.care.words import TermKind, TermUnit, match_word
from ibtui.screens.host import Host
from ibtui.store import term_rules
from ibtui.widgets.fields import Field, Kind, Values
from ibtui.widgets.form import FormScreen

_ON, _OFF = "ja", "nee"
_AFTER, _BEFORE = "na die dag", "voor die dag"


def rule_form(host: Host, rule: Rule) -> FormScreen[int]:
    """Keep a term in another way; gives back how many running terms were counted again."""
    if rule.own:
        return _own_form(host, rule)

    def save(values: Values) -> int:
        unit = match_word(TermUnit, values.text("eenheid"))
        on = values.text("aan") == _ON
        return term_rules.keep_rule(
            host.school.id, rule.key, values.number("aantal"), unit, on, _source(values, rule), seen=rule
        )

    fields = [
        *_length_fields(rule),
        _on_field(rule),
        Field("bron", "bron", Kind.NOTE, rule.source, lines=3, hint="waar staat dat, bij jullie"),
    ]  # fmt: skip
    return FormScreen(f"Termijn: {rule.name}", fields, save, today=host.today(), intro=source_words(rule))


def own_rule_form(host: Host) -> FormScreen[str]:
    """A term of the school's own; gives back its key."""

    def save(values: Values) -> str:
        return term_rules.add_own(
            host.school.id,
            values.text("naam"),
            values.text("telt"),
            values.number("aantal"),
            match_word(TermUnit, values.text("eenheid")),
            match_word(TermKind, values.text("soort")),
            values.text("bron"),
            before=values.text("richting") == _BEFORE,
        )

    return FormScreen("Eigen termijn", _own_fields(None), save, today=host.today())


def _own_form(host: Host, rule: Rule) -> FormScreen[int]:
    def save(values: Values) -> int:
        return term_rules.edit_own(
            host.school.id,
            rule.key,
            values.text("naam"),
            values.text("telt"),
            values.number("aantal"),
            match_word(TermUnit, values.text("eenheid")),
            match_word(TermKind, values.text("soort")),
            values.text("bron"),
            before=values.text("richting") == _BEFORE,
            active=values.text("aan") == _ON,
            seen=rule,
        )

    return FormScreen(
        "Eigen termijn wijzigen", [*_own_fields(rule), _on_field(rule)], save, today=host.today()
    )


def _on_field(rule: Rule) -> Field:
    return Field("aan", "gebruiken", Kind.CHOICE, _ON if rule.active else _OFF, choices=(_ON, _OFF),
                 hint="nee: ibtui telt deze termijn niet meer")  # fmt: skip


def _own_fields(rule: Rule | None) -> Sequence[Field]:
    way = _BEFORE if rule and rule.before else _AFTER
    return [
        Field("naam", "wat moet er", value=rule.name if rule else "", required=True,
              hint="zoals: de ouders bellen na de eerste week"),
        Field("telt", "telt vanaf", value=rule.counts_from if rule else "", hint="zoals: de eerste schooldag"),
        *_length_fields(rule),
        Field("richting", "voor of na", Kind.CHOICE, way, choices=(_AFTER, _BEFORE), hint="← →"),
        Field("soort", "van wie", Kind.CHOICE, rule.kind if rule else TermKind.OWN, choices=list(TermKind),
              hint="← → of een letter"),
        Field("bron", "bron", Kind.NOTE, rule.source if rule else "", lines=3),
    ]  # fmt: skip


def _length_fields(rule: Rule | None) -> list[Field]:
    unit = rule.unit if rule else TermUnit.WEEKS
    return [
        Field("aantal", "aantal", Kind.NUMBER, str(rule.amount) if rule else "", required=True),
        Field("eenheid", "eenheid", Kind.CHOICE, unit, choices=list(TermUnit),
              hint="werkdagen: zonder weekend en feestdagen · schooldagen: zonder vakanties"),
    ]  # fmt: skip


def _source(values: Values, rule: Rule) -> str:
    """What the school adds; "" when it left the text as it is built in."""
    typed = values.text("bron").strip()
    return "" if typed == RULES[rule.key].source.strip() else typed
