"""Who does the work on single books: here, this thread; with more of them, ``scale.pooled``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from zushi_xl.files.incoming import IncomingFile
from zushi_xl.workflow.single_books import BookContext, ReadBook, Work, read_books

MOST_BOOKS = 16  # in one part

_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class Workers:
    """Do the work on single books, one after another in this thread."""

    def __init__(self, context: BookContext):
        self.context = context

    @property
    def notes(self) -> Iterator[str]:
        """What people should know of how it went."""
        yield from ()

    def read(self, files: Sequence[IncomingFile]) -> Iterator[ReadBook]:
        """Each file read and checked, in the order of the files."""
        return self.each(read_books, files, len(files))

    @contextmanager
    def meanwhile(self, values: Iterator[_Result]) -> Iterator[Iterator[_Result]]:
        """Values that come of the workers, while the block does other things. Without others at
        work they are made as they are taken."""
        yield values

    def each(
        self,
        work: Work[_Item, _Result],
        items: Iterable[_Item],
        items_about: int,  # noqa: ARG002
        weight: int = 1,  # noqa: ARG002
    ) -> Iterator[_Result]:
        """The results of ``work`` on all items, in their order.

        ``items_about`` tells how many there are, ``weight`` how much work each of them is (a
        returned book is 1). An item is asked for when its part can go out.
        """
        yield from work(self.context, items)
        self.context.release()
