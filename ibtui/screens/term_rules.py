"""The rules of the terms (termijnregels), as this school keeps them."""

from __future__ import annotations

from ibtui.care.term_rules import Rule, kind_words, length_words, number_words, source_words
from ibtui.care.words import TermKind
from ibtui.screens.deadline_doing import show_source
from ibtui.screens.forms.term_rule import own_rule_form, rule_form
from ibtui.screens.listing import ListScreen
from ibtui.store import term_rules
from ibtui.store.term_rules import RuleRow
from ibtui.widgets.rows import Row, heading
from ibtui.widgets.text import Look, column, line, part, wrap

_LENGTH = 18


class TermRulesScreen(ListScreen):
    """From school, `r`: each rule with its length and who sets it; those of the school itself last."""

    SCREEN = "termijnregels"

    def __init__(self) -> None:
        super().__init__()
        self._rules: dict[str, RuleRow] = {}

    # ── drawing ────────────────────────────────────────────────────────────────
    def heading(self) -> str:
        return f"Regels van termijnen · {self.ib.school.name}"

    def reload(self) -> None:
        """All rules: a fixed number of questions to the store."""
        found = term_rules.rule_rows(self.ib.school.id)
        self._rules = {f"regel:{row.rule.key}": row for row in found}
        room = self.listed.room or 73
        rows: list[Row] = []
        for kind in TermKind:
            members = [row for row in found if row.rule.kind == kind]
            if members:
                rows += [heading()] if rows else []
                rows.append(
                    heading(line(part(kind.capitalize(), "strong"), part(f"  {len(members)}", "muted")))
                )
                rows += [_rule_row(row, room) for row in members]
        self.put(rows)

    def draw_detail(self) -> None:
        if self.is_wide:
            row = self._chosen()
            self.detail.fill(_detail_rows(row, self.detail.room or 40) if row else [])
            self.detail.scroll_home(animate=False)

    # ── commands ───────────────────────────────────────────────────────────────
    def _chosen(self) -> RuleRow | None:
        return self._rules.get(self.listed.chosen)

    def _rule(self) -> Rule:
        """The chosen rule; `can` has seen that there is one."""
        return self._rules[self.listed.chosen].rule

    def can(self, command_id: str) -> bool:
        if command_id in ("open", "edit", "delete", "source"):
            return self._chosen() is not None
        return super().can(command_id)

    def do_open(self) -> None:
        self.do_edit()

    def do_edit(self) -> None:
        rule = self._rule()
        self.ib.open_screen(rule_form(self.ib, rule), lambda number: self._kept("Bewaard", number))

    def do_new(self) -> None:
        self.ib.open_screen(own_rule_form(self.ib), self._made)

    def _made(self, key: str) -> None:
        self.at = f"regel:{key}"
        self.refresh_view()
        self.say("Eigen termijn gemaakt. Met d en dan n zet je hem bij een kind.")

    def do_delete(self) -> None:
        """An own term goes; a built-in one is as ibtui brought it again."""
        row = self._rules[self.listed.chosen]
        if not row.changed and not row.rule.own:
            self.say("Deze regel is al zoals ibtui hem meebracht. Met e zet je hem uit.", "warn")
            return
        said = "Eigen termijn weggedaan" if row.rule.own else "Weer zoals ibtui hem meebracht"
        school, number = self.ib.school.id, 0

        def back() -> None:
            nonlocal number
            number = term_rules.back_to_default(school, row.rule.key)

        if self.attempt(back):
            self._kept(said, number)

    def do_source(self) -> None:
        show_source(self, self._rule().name, source_words(self._rule()))

    def _kept(self, said: str, counted: int) -> None:
        self.refresh_view()
        self.say(f"{said}{counted_words(counted)}")


def counted_words(number: int) -> str:
    """ ". 3 termijnen opnieuw geteld."; nothing when nothing changed."""
    if not number:
        return ""
    return f". {number} {'termijn' if number == 1 else 'termijnen'} opnieuw geteld."


def _rule_row(row: RuleRow, room: int) -> Row:
    """What has to happen and how long that takes; below it since what, and what is different here."""
    rule = row.rule
    look: Look = "" if rule.active else "muted"
    first = line(column(rule.name, room - _LENGTH - 2, look), "  ", part(_length(rule), look))
    notes = ["eigen regel" if rule.own else "anders dan meegebracht" if row.changed else ""]
    notes.append(number_words(rule))
    notes += [f"{row.open} {'loopt' if row.open == 1 else 'lopen'}" if row.open else "", _from(rule)]
    below = " · ".join(item for item in notes if item)
    return Row(f"regel:{rule.key}", (first, line("  ", part(column(below, room - 2).text.rstrip(), "muted"))))


def _from(rule: Rule) -> str:
    if not rule.counts_from:
        return ""
    return f"{'voor' if rule.before else 'na'}: {rule.counts_from}"


def _length(rule: Rule) -> str:
    if not rule.active:
        return "uit"
    length = length_words(rule.amount, rule.unit)
    return f"{length} ervoor" if rule.before else length


def _detail_rows(row: RuleRow, width: int) -> list[Row]:
    """One rule whole, with its source."""
    rule = row.rule
    texts: list[tuple[str, Look]] = [
        (rule.name, "strong"),
        ("", ""),
        (_length(rule), ""),
        (_from(rule), ""),
        (kind_words(rule), ""),
        ("", ""),
    ]
    texts += [(source_words(rule), "")]
    return [heading(line(part(item, look))) for text, look in texts for item in wrap(text, width)]
