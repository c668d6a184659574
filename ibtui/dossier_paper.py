"""The whole file of one child as Word documents, out of the store and into the export folder (inzage).

Two files: the copy, and beside it a list that school checks the copy with and never gives away. Both are noted in the
log of papers before they are written, so that they are found back and reminded of. Both come, or neither.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Protocol, TypeVar

from ibtui import house_style, placing
from ibtui.care.dossier_marks import marked
from ibtui.documents.filename import document_name
from ibtui.files import NotRemoved, wipe
from ibtui.settings import Home
from ibtui.store import access_requests, database, dossier, exports
from ibtui.store.access_requests import CHECK, COPY, RequestRow, WrittenPaper
from ibtui.store.schools import SchoolInfo
from ibtui.values import dataclass

Result = TypeVar("Result")


class OnStore(Protocol):
    """Has something done on the thread that opened the store, and gives what came of it."""

    def __call__(self, action: Callable[[], Result], /) -> Result: ...


@dataclass(frozen=True, slots=True)
class Written:
    """Where the two documents lie, and how many things there are to look at."""

    copy: Path
    check: Path
    to_check: int


def write(
    home: Home,
    school: SchoolInfo,
    request: RequestRow,
    today: dt.date,
    *,
    hide: bool = False,
    target: Path | None = None,
) -> Written:
    """Make both documents for a request. Raises `Missing`, `DiskFull`, `ReadOnly` or `ExportError`."""
    return writer(home, school, request, today, hide=hide, target=target)(lambda action: action())


def writer(
    home: Home,
    school: SchoolInfo,
    request: RequestRow,
    today: dt.date,
    *,
    hide: bool = False,
    target: Path | None = None,
) -> Callable[[OnStore], Written]:
    """The same in two parts: the store is asked now, what this gives back may run in a thread; it uses its argument
    to ask the store on the store's own thread. `hide`: leave out the names of others. `target`: another folder."""
    from ibtui.documents.dossier import DossierPaper  # late: it loads python-docx

    found = dossier.dossier(request.pupil_id)
    asked_by = " ".join(word for word in (request.relation, request.asked_by) if word)
    at = dt.datetime.combine(today, database.now().time())

    def make(on_store: OnStore) -> Written:
        from ibtui.documents.dossier import build_dossier
        from ibtui.documents.dossier_check import build_check

        file, to_check = marked(found)
        paper = DossierPaper(
            school.name, school.practice, file, asked_by, request.asked_on, request.due_on, hide
        )
        style = house_style.read(home).data
        copy = build_dossier(paper, at, style)
        check = build_check(paper, to_check, at, style)
        where = (home.exports, target)
        list_path, number = _place(check, today, request, CHECK, where, on_store)
        try:
            copy_path, _ = _place(copy, today, request, COPY, where, on_store)
        except BaseException:
            _take_away(
                list_path, number, on_store
            )  # a list without its copy is of no use, and names children
            raise
        return Written(copy_path, list_path, len(to_check) + len(file.look_at))

    return make


def _place(
    data: bytes,
    day: dt.date,
    request: RequestRow,
    audience: str,
    where: tuple[Path, Path | None],
    on_store: OnStore,
) -> tuple[Path, int]:
    """One document with its line in the log, and the number of that; when it never came the line goes too. `where`:
    the folder of the settings, and another one that was asked for."""
    numbers: list[int] = []

    @contextmanager
    def noted(path: Path) -> Iterator[None]:
        paper = WrittenPaper(
            audience, path.name, os.path.realpath(path.parent), hashlib.sha256(data).hexdigest(), len(data)
        )
        number = on_store(partial(access_requests.log, request, paper))
        numbers.append(number)
        try:
            yield
        except NotRemoved:
            raise  # it lies there after all, so it stays in the log
        except BaseException:
            with suppress(Exception):  # a row too many says that its file is gone: that does no harm
                on_store(partial(access_requests.take_back, number, request, paper))
            raise

    word = {COPY: "kopie", CHECK: "na te kijken"}[audience]
    return placing.place(data, document_name(day, "inzage", request.id, word), *where, noted=noted), numbers[
        -1
    ]


def _take_away(path: Path, number: int, on_store: OnStore) -> None:
    """A document that is of no use any more, and its line in the log. What can't be wiped stays in the log."""
    with suppress(Exception):
        wipe(path)
        on_store(partial(exports.take_back, number))
