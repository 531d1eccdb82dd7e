"""公開データ: the tidy tables, the tables that explain them, and their description for machines.

They follow the state's rules for machine-readable tables (docs/公開データ.md lists them with the
evidence): one datum a cell, one record a line, numbers as numbers, the unit in a column, western
years, the code of the municipality, header names that stay the same every year. Fields that the
form marks as not published appear in none of the files.
"""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.publish.csv_writing import table_lines
from zushi_xl.publish.open_data.catalogue import CATALOGUE, catalogue_text
from zushi_xl.publish.open_data.data_package import PACKAGE, package_text
from zushi_xl.publish.open_data.dictionary import dictionary_table, files_table
from zushi_xl.publish.open_data.explaining import explaining_tables
from zushi_xl.publish.open_data.further_columns import published_tables
from zushi_xl.report.model import Report


def open_data_files(report: Report) -> Iterator[tuple[str, Iterator[str]]]:
    """File names with their lines, in the order in which people should read them."""
    published = tuple(published_tables(report))
    tables = (*published, *explaining_tables(report, published))
    tables = (*tables, files_table(tables))
    tables = (*tables, dictionary_table(tables))
    for table in tables:
        yield table.file, table_lines(table)
    yield PACKAGE, iter([package_text(report, tables)])
    yield CATALOGUE, iter([catalogue_text(report, tables)])
