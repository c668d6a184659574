"""Rules of the house that no linter knows, read from the source: they hold for files still to come too."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
HOUSE = ROOT / "ibtui"

#: Calls that put their text on the screen, and read it as markup unless told not to.
DRAWING = {
    "Static", "Label", "Button", "Checkbox", "RadioButton", "Collapsible", "Content.from_markup",
    "from_markup", "notify", "update", "add_row", "add_option", "set_options",
}  # fmt: skip
#: Attributes of a widget that Textual reads as markup.
DRAWN = {"border_title", "border_subtitle", "tooltip", "label"}
#: Arguments that name a widget and are never drawn.
NAMING = {"id", "classes", "name", "key"}
#: Names that read the clock.
CLOCK = {"today", "now", "utcnow", "time_ns", "monotonic"}

Rule = Callable[[ast.AST], bool]


def sources(*rooms: str) -> list[Path]:
    """The Python files of these rooms and modules, sorted."""
    found: list[Path] = []
    for room in rooms:
        path = HOUSE / room
        found += path.rglob("*.py") if path.is_dir() else [path] if path.exists() else []
    return sorted(found)


def faults(paths: list[Path], rule: Rule) -> list[str]:
    """`file:line` of every place where the rule is broken."""
    places = []
    for path in paths:
        tree = ast.parse(path.read_text(encoding="utf-8"), filename=str(path))
        name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        places += [f"{name}:{getattr(node, 'lineno', 0)}" for node in ast.walk(tree) if rule(node)]
    return places


def called(node: ast.AST) -> str:
    """The last name of what is called: `db.atomic()` gives "atomic"; "" when the node is no call."""
    if not isinstance(node, ast.Call):
        return ""
    if isinstance(node.func, ast.Attribute):
        return node.func.attr
    return node.func.id if isinstance(node.func, ast.Name) else ""


def bare_atomic(node: ast.AST) -> bool:
    """A transaction that is not IMMEDIATE loses four writes in ten when two sessions are open."""
    return called(node) == "atomic"


def reads_the_clock(node: ast.AST) -> bool:
    """`date.today()`, `datetime.now()` and the like."""
    return called(node) in CLOCK


def says_no_markup(call: ast.Call) -> bool:
    return any(
        word.arg == "markup" and isinstance(word.value, ast.Constant) and word.value.value is False
        for word in call.keywords
    )


def is_built_text(node: ast.expr) -> bool:
    """Text with something filled in: an f-string with a value, "..." % x, "...".format(x), a sum of those."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod):
        return isinstance(node.left, ast.Constant) and isinstance(node.left.value, str)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return is_built_text(node.left) or is_built_text(node.right)
    if isinstance(node, ast.IfExp):
        return is_built_text(node.body) or is_built_text(node.orelse)
    return called(node) == "format"


def draws_built_text(node: ast.AST) -> bool:
    """A child's name in an f-string that a widget reads as markup: it can crash, or be a link that acts."""
    if isinstance(node, ast.Call) and called(node) in DRAWING and not says_no_markup(node):
        drawn = [*node.args, *(word.value for word in node.keywords if word.arg not in NAMING)]
        return any(is_built_text(part) for part in drawn)
    if isinstance(node, ast.Assign) and is_built_text(node.value):
        return any(isinstance(target, ast.Attribute) and target.attr in DRAWN for target in node.targets)
    return False


def takes_textuals_option(node: ast.AST) -> bool:
    """Textual's Option reads markup; ours (widgets/fields.py) is plain data that the picker draws as text."""
    return (
        isinstance(node, ast.ImportFrom)
        and (node.module or "").startswith("textual")
        and any(name.name == "Option" for name in node.names)
    )


def notifies_with_markup(node: ast.AST) -> bool:
    """A notice with one fixed text is fine; with anything else it needs markup=False."""
    if not isinstance(node, ast.Call) or called(node) != "notify" or says_no_markup(node):
        return False
    return not all(isinstance(part, ast.Constant) for part in node.args)


def drawing_files() -> Iterator[Path]:
    """Where text meets the screen; widgets/text.py is the one door and may do what the others may not."""
    yield from (
        p for p in sources("screens", "widgets", "terminal", "app.py") if p != HOUSE / "widgets" / "text.py"
    )


def test_every_transaction_goes_through_the_one_way_to_write() -> None:
    allowed = HOUSE / "store" / "database.py"
    assert faults([path for path in sources(".") if path != allowed], bare_atomic) == []


def test_care_does_not_look_at_the_clock() -> None:
    assert faults(sources("care"), reads_the_clock) == []


def test_no_screen_draws_text_that_it_put_together_itself() -> None:
    assert faults(list(drawing_files()), draws_built_text) == []


def test_no_list_is_made_of_textuals_options() -> None:
    assert faults(list(drawing_files()), takes_textuals_option) == []


def test_a_notice_with_data_in_it_is_not_read_as_markup() -> None:
    assert faults(list(drawing_files()), notifies_with_markup) == []


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("with db.atomic(): pass", bare_atomic),
        ("with atomic('IMMEDIATE'): pass", bare_atomic),
        ("day = datetime.date.today()", reads_the_clock),
        ("Static(f'Over {name}')", draws_built_text),
        ("Label('Over %s' % name)", draws_built_text),
        ("self.query_one(Static).update('Over {}'.format(name))", draws_built_text),
        ("self.border_title = f'Over {name}'", draws_built_text),
        ("from textual.widgets.option_list import Option", takes_textuals_option),
        ("self.notify(text)", notifies_with_markup),
        ("self.notify(f'Bewaard: {name}')", notifies_with_markup),
    ],
)
def test_a_rule_sees_what_it_is_for(tmp_path: Path, code: str, rule: Rule) -> None:
    (tmp_path / "wrong.py").write_text(code, encoding="utf-8")
    assert len(faults([tmp_path / "wrong.py"], rule)) == 1


@pytest.mark.parametrize(
    ("code", "rule"),
    [
        ("with write('minutes', 3): pass", bare_atomic),
        ("Static('Niets gepland')", draws_built_text),
        ("Static(plain(f'Over {name}'))", draws_built_text),
        ("Static(f'Over {name}', markup=False)", draws_built_text),
        ("Static('Naam', id=f'label-{field}')", draws_built_text),
        ("known.update(other)", draws_built_text),
        ("from ibtui.widgets.fields import Option", takes_textuals_option),
        ("Option(row.id, f'{row.category}: {row.summary}', row.status)", draws_built_text),
        ("self.notify('Bewaard')", notifies_with_markup),
        ("self.notify(text, markup=False)", notifies_with_markup),
    ],
)
def test_a_rule_leaves_good_code_alone(tmp_path: Path, code: str, rule: Rule) -> None:
    (tmp_path / "right.py").write_text(code, encoding="utf-8")
    assert faults([tmp_path / "right.py"], rule) == []
