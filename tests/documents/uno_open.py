"""Run by the system's own Python, which has LibreOffice's `uno`: opens a document with each password in turn.

    python3 uno_open.py PIPE URL PASSWORD ...

Prints a line a password: "open" with the text of the document, or "dicht". "" stands for no password at all.
"""

# mypy: ignore-errors

import contextlib
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from com.sun.star.lang import DisposedException, IllegalArgumentException


def main(pipe, url, *passwords):
    here = uno.getComponentContext()
    resolver = here.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", here)
    office = connected(resolver, f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
    desktop = office.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", office)
    for password in passwords:
        wanted = [PropertyValue("Hidden", 0, True, 0)]
        if password:
            wanted.append(PropertyValue("Password", 0, password, 0))
        try:
            document = desktop.loadComponentFromURL(url, "_blank", 0, tuple(wanted))
        except (
            IllegalArgumentException
        ):  # "type detection aborted": nobody is there to be asked for a password
            document = None
        print("dicht" if document is None else f"open {document.Text.String}", flush=True)
        if document is not None:
            document.close(True)
    with contextlib.suppress(DisposedException):
        desktop.terminate()


def connected(resolver, address):
    """LibreOffice takes a second or two before it answers."""
    for _ in range(600):
        try:
            return resolver.resolve(address)
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("LibreOffice did not answer")


main(*sys.argv[1:])
