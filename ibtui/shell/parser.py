"""The command line in Dutch: argparse with its own words translated."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

from ibtui.errors import BadInput

_WORDS = (
    (r"the following arguments are required: (.*)", "Er ontbreekt nog: {0}"),
    (r"argument .*?: invalid choice: '?(.*?)'? \(choose from (.*)\)", "{0} ken ik niet; kies uit: {1}"),
    (r"unrecognized arguments: (.*)", "Dit begrijp ik niet: {0}"),
    (r"argument (.*?): expected one argument", "Achter {0} hoort nog iets"),
    (r"argument (.*?): expected at least one argument", "Achter {0} hoort nog iets"),
    (r"argument (.*?): invalid row_number value: '(.*)'", "{0} moet een getal zijn, niet {1}"),
    (r"argument (.*?): not allowed with argument (.*)", "{0} en {1} kunnen niet samen"),
    (r"ambiguous option: (.*?) could match (.*)", "{0} kan meer betekenen: {1}"),
    (r"argument (.*?): ignored explicit argument '(.*)'", "Achter {0} hoort niets: {1}"),
)


_LARGEST_ID = 2**63 - 1


def row_number(text: str) -> int:
    """An ID that the database can have; ValueError for anything else."""
    number = int(text)
    if not 0 < number <= _LARGEST_ID:
        raise ValueError("not an ID")
    return number


class DutchFormatter(argparse.HelpFormatter):
    """Help with "gebruik:" instead of "usage:", and room for the names of commands."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=28)

    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, "gebruik: " if prefix is None else prefix)

    def _format_action(self, action: argparse.Action) -> str:
        text = super()._format_action(action)
        if isinstance(action, argparse._SubParsersAction):
            return text.partition("\n")[2]  # the commands, without a line "OPDRACHT ..." above them
        return text


class DutchParser(argparse.ArgumentParser):
    """An `ArgumentParser` that speaks Dutch and raises `BadInput` instead of printing and leaving."""

    def __init__(
        self,
        prog: str | None = None,
        usage: str | None = None,
        description: str | None = None,
        epilog: str | None = None,
        help: str | None = None,
    ) -> None:
        del help  # for the list of commands; argparse hands it along
        super().__init__(
            prog=prog,
            usage=usage,
            description=description,
            epilog=epilog,
            formatter_class=DutchFormatter,
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = "wat erbij hoort"
        self._optionals.title = "keuzes"
        self.add_argument("-h", "--help", action="help", help="laat deze uitleg zien")

    def error(self, message: str) -> NoReturn:
        """What is wrong with the command line, in one Dutch sentence."""
        from ibtui.files import shown  # only for a mistake

        name = self.prog
        for pattern, words in _WORDS:
            match = re.fullmatch(pattern, message, re.DOTALL)
            if match:
                said = words.format(*(shown(group.replace("'", ""), 120) for group in match.groups()))
                raise BadInput(said, f"Typ {name} --help voor uitleg.")
        raise BadInput("Deze opdracht klopt niet", f"Typ {name} --help voor uitleg.")
