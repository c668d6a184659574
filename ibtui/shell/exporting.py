"""`ibtui exporteer`: one document, its path on stdout."""

from __future__ import annotations

import argparse
from pathlib import Path

from ibtui.export import export_minutes
from ibtui.shell.opening import opened_school


def run_export(arguments: argparse.Namespace) -> int:
    """Write the document and print where it lies."""
    target = Path(arguments.naar).expanduser() if arguments.naar else None
    with opened_school() as (place, _):
        path = export_minutes(arguments.id, arguments.voor, target, place)
    print(path)
    return 0
