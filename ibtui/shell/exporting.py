"""`ibtui exporteer`: one document, its path on stdout."""

from __future__ import annotations

import argparse
from pathlib import Path

from ibtui.errors import Missing
from ibtui.export import export_minutes
from ibtui.shell.opening import opened_school


def run_export(arguments: argparse.Namespace) -> int:
    """Write the document and print where it lies."""
    target = Path(arguments.naar) if arguments.naar else None
    with opened_school() as (place, _):
        try:
            path = export_minutes(arguments.id, arguments.voor, target, place)
        except Missing:
            raise Missing(
                f"Er is geen verslag met nummer {arguments.id}", "Typ ibtui verslagen: het ID staat vooraan."
            ) from None
    print(path)
    return 0
