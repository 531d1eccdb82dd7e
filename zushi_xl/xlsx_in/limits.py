"""Caps on what a returned workbook may hold, each with its reason.

A returned form has about 6 sheets, 2,400 filled cells, 30 parts and 100 KB.  The largest
public workbooks of Japanese authorities that were tried have 344,000 filled cells and 40 MB of
XML.  The caps stand between the two and what a process of 512 MB can read within 5 seconds.
"""

from __future__ import annotations

from typing import NamedTuple

KIB = 1024
MIB = 1024 * KIB

# -- the file as it lies on disk
FILE_BYTES = 50 * MIB  # scanned pages pasted into a form reach 20 MB; mail systems stop at 30
ENTRIES = 5_000  # parts of a package; pictures are parts too, 407 pasted ones were seen
DIRECTORY_BYTES = ENTRIES * 400  # the list of parts itself, before anything is built from it

# -- what comes out of the package (counted while it inflates, never believed from the headers)
PART_BYTES = 96 * MIB  # the XML of one sheet; 344,000 cells take 25 MB
TOTAL_BYTES = 160 * MIB  # all parts that are read
RATIO = 400  # XML of a heavily merged form shrinks 20 to 60 times, repeated blanks 1,000 times
RATIO_FROM_BYTES = 8 * MIB  # below this a high ratio harms nobody

# -- XML
STRING_TAGS = 3_000_000  # `<` in the shared strings: 500,000 strings
DEPTH = 1_000  # elements in elements: Excel's own stay below 30; Pyodide's stack ends at 3,000
PLAIN_TAGS = 400_000  # `<` in any other part: 64,000 styles (Excel's cap) take 200,000

# -- what the workbook holds


class Budget(NamedTuple):
    """What a book may hold at most: cells with content, tags of a part."""

    cells: int  # filled cells of a workbook
    tags: int  # `<` in a sheet: 85,000 cells take 400,000


RETURNED = Budget(500_000, 6_000_000)  # 200 forms in one
MASTER = Budget(8_000_000, 60_000_000)  # its owner reads it: 5,000 divisions fill 1.6 million cells
SHEETS = 500  # more sheets than Excel's tabs can be used with
TEXT_LENGTH = 100_000  # of one cell: Excel stops at 32,767, other programs go a little further
TOTAL_TEXT = 40_000_000  # characters seen in all cells; a shared string counts each time it is used
STYLES = 70_000  # Excel stops at 65,490 cell formats
MERGES = 100_000  # merged areas of a sheet; a crowded form has 400
MERGE_WORK = 2_000_000  # cells and rows beneath merged areas, each counted for every area over it
CONDITION_WORK = 20_000_000  # cells times areas of conditional formats that may hide something
MERGE_CELLS = 200_000  # a merged area larger than this is cut to the part that holds content
REMARKS = 1_000  # text boxes and the like worth telling; further ones are counted
LAST_ROW = 1_048_576  # of Excel's grid
LAST_COLUMN = 16_384

# -- .xls
XLS_CELLS = 2_000_000  # cells with and without content, of which xlrd keeps about 30 bytes each

# -- the worker
WORKER_BYTES = 512 * MIB  # address space of a worker
READ_SECONDS = 20.0  # wall clock for one file; the heaviest accepted one takes 5
START_SECONDS = 20.0  # for a worker to start, on a slow office machine with a virus scanner

# -- archives of workbooks
ARCHIVE_BYTES = 500 * MIB  # inflated bytes of the workbooks in one .zip
ARCHIVE_FILE_BYTES = 1024 * MIB  # a .zip on disk
