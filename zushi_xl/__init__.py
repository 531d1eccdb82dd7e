"""Excel-centric reporting for Japanese cities: distribute, collect, check, consolidate.

>>> import zushi_xl
>>> zushi_xl.normalize("約1,030人").value
Decimal('1030')
"""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from typing import TYPE_CHECKING, Any

from zushi_xl.files.shipped import VERSION

if TYPE_CHECKING:
    from zushi_xl.publish.frames import Frames
    from zushi_xl.quantity import Quantity
    from zushi_xl.workflow.gathering import Collected

__version__ = VERSION
__all__ = ["collect", "load", "normalize"]


def collect(
    inputs: Iterable[str | PathLike[str]] | str | PathLike[str],
    *,
    plan: str | PathLike[str],
    form: str | PathLike[str],
    output: str | PathLike[str] | None = None,
    ledger: str | PathLike[str] | None = None,
    workers: int | None = None,
    phase: str = "",
) -> Collected:
    """Read, check and consolidate the returned workbooks of a year.

    Args:
        inputs: a folder or file, or several; folders are searched whole. Never written to.
        plan: the plan master, 計画マスタ.xlsx.
        form: the form definition, 様式定義.xlsx.
        output: the folder in which a folder of the fiscal year (``2024年度``) is made with all
            outputs, together or not at all; None: nothing is written.
        ledger: the finance system's CSV of settled amounts (yen), to be compared with the reports.
        workers: processes that work on single books; None: as many as pay; 0: everything in this
            thread, nothing is started.
        phase: the 段階 to collect, where the plan has any; empty: that of the returned books. What
            was kept of the phases before is taken from ``output``.

    Returns:
        ``report`` (the year as frozen values), ``findings`` (the gravest first) and ``frames``
        (the lists of 収集結果.json as pandas frames).

    Raises:
        zushi_xl.findings.finding.Problem: no inputs, a master that is missing or has mistakes
            (``FaultyBook``, with all of them), an output that cannot be written. What a returned
            file holds is never a reason.

    >>> year = collect("inputs", plan="templates_xlsx/計画マスタ.xlsx",
    ...                form="templates_xlsx/様式定義.xlsx")
    >>> year.report.fiscal_year, year.findings[0].severity.label
    (2024, '要修正')
    """
    from zushi_xl.workflow.python import collect as run

    return run(inputs, plan, form, output, ledger, workers, phase)


def load(
    path: str | PathLike[str],
    *,
    exact: bool = False,
    parquet: str | PathLike[str] | None = None,
) -> Frames:
    """収集結果.json, the folder it stands in, or a folder of several years, as pandas frames.

    Figures are in the unit of their column ``unit`` (``text`` keeps what was reported), amounts
    whole yen; what is missing is NA. The first column of each frame, ``result_year``, is the fiscal
    year of the result.

    Args:
        path: a file, ``outputs/2024年度``, or ``outputs`` with the folders of all years.
        exact: figures as ``Decimal`` with the digits that were reported; else floats.
        parquet: a folder into which each frame is written as well (needs pyarrow: the extra
            ``parquet``).

    Raises:
        zushi_xl.findings.finding.Problem: no such file, none of ours, or pyarrow is missing.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as outputs:
    ...     year = collect("inputs", plan="templates_xlsx/計画マスタ.xlsx",
    ...                    form="templates_xlsx/様式定義.xlsx", output=outputs)
    ...     frames = load(outputs)
    >>> frames.evaluations.loc[1, ["code", "level", "rating"]].to_list()
    ['1-1-①', 'measure', 'B']
    """
    from zushi_xl.publish import frames

    loaded = frames.load(path, exact=exact)
    if parquet is not None:
        frames.write_parquet(loaded, parquet)
    return loaded


def normalize(text: str, **context: Any) -> Quantity:
    """What a text means as a quantity; one that cannot be understood says why in ``refused``.

    Args:
        text: as typed in a cell.
        context: what the field knows: ``unit`` (like 人), ``kind`` (a ``quantity.Kind``),
            ``number_format`` (Excel's). It never overrides what the text says.

    Raises:
        TypeError: another name than these.

    >>> normalize("２，２８９，２３３円").value, normalize("約1,030人").qualifier
    (Decimal('2289233'), 'about')
    """
    from zushi_xl.quantity import Context, read_quantity

    return read_quantity(text, Context(**context))
