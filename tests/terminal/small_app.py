"""A tiny app with the guards of `ibtui.terminal`, run on a real terminal by the tests beside it.

small_app.py MODE FILE: `save` writes the text field to FILE.
"""

import os
import sys
import threading
from pathlib import Path

from ibtui.terminal import plain

plain.prepare(os.environ)

from textual.app import App, ComposeResult  # noqa: E402
from textual.widgets import Label, TextArea  # noqa: E402

from ibtui.__main__ import leave  # noqa: E402
from ibtui.errors import DiskFull  # noqa: E402
from ibtui.terminal import crash, hangup, input_bytes  # noqa: E402
from ibtui.terminal.driver import IbDriver  # noqa: E402

MODE, SAVED = sys.argv[1], Path(sys.argv[2])


class SmallApp(crash.QuietApp):
    BINDINGS = [("f1", "act", "Doe iets")]
    CSS = "TextArea { height: 5 }" if MODE != "bad-style" else "TextArea { hoogte: Jantje Geheim"

    def compose(self) -> ComposeResult:
        yield Label("kleine app")
        yield TextArea(id="tekst")
        yield Label("0", id="stand", markup=False)

    def on_mount(self) -> None:
        hangup.install(self, self.save)
        self.query_one(TextArea).cursor_blink = False
        self.query_one(TextArea).focus()
        if MODE == "flood":
            self.set_interval(0.005, self.flood)

    def on_text_area_changed(self) -> None:
        self.query_one("#stand", Label).update(f"getypt: {len(self.query_one(TextArea).text)}")

    def save(self) -> None:
        if MODE == "full-disk":
            raise DiskFull("De schijf is vol", "Maak ruimte vrij.")
        with SAVED.open("a") as file:
            file.write(self.query_one(TextArea).text + "\n")

    def flood(self) -> None:
        """Draw much, all the time, and show how far it got."""
        assert self._driver is not None
        self._driver.write("x" * 20_000)

    def action_act(self) -> None:
        child = "Jantje Geheim"
        if MODE == "crash":
            raise ValueError(f"dit gaat over {child}")
        if MODE == "markup":
            self.query_one("#stand", Label).update(self.render_markup(child))
        if MODE == "worker":
            self.run_worker(self.fail_in_worker, thread=True)
        if MODE == "thread":
            threading.Thread(target=self.fail_in_worker).start()
        if MODE == "ours":
            raise DiskFull("De schijf is vol", "Maak ruimte vrij.")
        if MODE == "goodbye":
            self.exit(message="Tot de volgende keer.")

    def render_markup(self, child: str) -> str:
        """Markup that Textual refuses with an error that draws itself, data and all."""
        from rich.errors import MarkupError

        class Drawn(MarkupError):
            def __rich__(self) -> str:
                return child

        raise Drawn(child)

    def fail_in_worker(self) -> None:
        child = "Jantje Geheim"
        raise KeyError(child)


if __name__ == "__main__":
    crash.guard_process()
    if MODE != "strict-bytes":
        input_bytes.install()
    app: App[None] = SmallApp(driver_class=IbDriver)
    app.run()
    leave(app.return_code or 0)  # as ibtui does
