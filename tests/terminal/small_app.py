"""A tiny app with the guards of `ibtui.terminal`, run on a real terminal by the tests beside it.

small_app.py MODE FILE: `save` writes the text field to FILE.
"""

import os
import signal
import sys
import threading
import time
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
        if MODE == "signal-elsewhere":
            signal.signal(signal.SIGUSR1, lambda *_: self.call_later(self.heard))
            threading.Thread(target=self.get_a_signal, daemon=True).start()
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

    def get_a_signal(self) -> None:
        """Once the main thread sleeps, and does nothing but wait for the next key."""
        main, seen = Path(f"/proc/self/task/{os.getpid()}/status"), [""]
        while len(set(seen[-5:])) > 1 or len(seen) < 5:
            time.sleep(0.05)
            seen.append(main.read_text().partition("voluntary")[2])
        signal.pthread_kill(threading.get_ident(), signal.SIGUSR1)
        threading.Event().wait()

    def heard(self) -> None:
        self.query_one("#stand", Label).update("gehoord")

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
