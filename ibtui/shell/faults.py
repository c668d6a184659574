"""What the shell says when something unforeseen happened: a sentence, and nothing of what is in the file."""

from __future__ import annotations

import errno

from ibtui.errors import DiskFull, IbtuiError
from ibtui.store.database import DriverFault, StoreFault, explain


def explain_fault(error: BaseException) -> IbtuiError:
    """An `IbtuiError` for any error; its kind and place, never its text, which may quote a note."""
    if isinstance(error, StoreFault | DriverFault):
        return explain(error)
    if isinstance(error, OSError) and error.errno == errno.ENOSPC:
        return DiskFull("De schijf is vol", "Maak ruimte vrij en probeer het opnieuw.")
    if isinstance(error, OSError):
        return IbtuiError(
            "De computer gaf een fout bij lezen of schrijven",
            f"Kijk of je bij de bestanden mag ({errno.errorcode.get(error.errno or 0, 'onbekende fout')}).",
        )
    place = error.__traceback__
    while place is not None and place.tb_next is not None:
        place = place.tb_next
    where = f"{place.tb_frame.f_code.co_name}, regel {place.tb_lineno}" if place else "onbekende plek"
    return IbtuiError(
        "Er is iets misgegaan in het programma",
        f"Geef dit door aan de beheerder: {type(error).__name__} in {where}.",
    )
