"""The only writer of workbooks: neutral sheets in, equal ``.xlsx`` bytes out for equal input."""

from zushi_xl.xlsx_out.book import book_bytes, last_bytes, write_book
from zushi_xl.xlsx_out.faults import BookFault

__all__ = ["BookFault", "book_bytes", "last_bytes", "write_book"]
