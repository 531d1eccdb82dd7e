"""The command ``zushi-xl``: parse, call, print. Everything it does is in ``workflow``."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zushi_xl import __version__
from zushi_xl.cli.japanese import Group, Stop
from zushi_xl.workflow.memory import never_sweep

if TYPE_CHECKING:
    from zushi_xl.files.remote import Url
    from zushi_xl.findings.finding import Finding
    from zushi_xl.masters.load import Masters
    from zushi_xl.workflow.scale.workers import Crew

_EPILOG = "終了コード：0 問題なし／1 要修正の指摘あり／2 実行できなかった"


class _Place(click.Path):
    """A path, or the address of a store."""

    def convert(self, value: Any, param: Any, ctx: Any) -> Any:
        if "://" not in str(value):
            return super().convert(value, param, ctx)
        from zushi_xl.files.remote import place

        return place(str(value))


def _masters(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that every command on a plan has."""
    for option in (
        click.option(
            "--form",
            type=_Place(path_type=Path),
            default=Path("templates_xlsx/様式定義.xlsx"),
            help="様式定義のブック（既定：templates_xlsx/様式定義.xlsx）",
        ),
        click.option(
            "--plan",
            type=_Place(path_type=Path),
            default=Path("templates_xlsx/計画マスタ.xlsx"),
            help="計画マスタのブック（既定：templates_xlsx/計画マスタ.xlsx）",
        ),
    ):
        command = option(command)
    return command


def _output(
    kind: type[click.Path] = click.Path, what: str = "結果を書き出すフォルダ"
) -> Callable[..., Any]:
    """The option for the folder of outputs."""
    return click.option(
        "-o",
        "--output",
        type=kind(path_type=Path, file_okay=False),
        default=Path("outputs"),
        help=f"{what}（既定：outputs/）",
    )


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_EPILOG,
)
@click.version_option(__version__, "--version", message="zushi-xl %(version)s", help="版を表示")
def main() -> None:
    """様式を配り、集め、点検し、進捗状況評価の一冊にまとめます。

    最初に試すなら： zushi-xl collect inputs/
    """
    never_sweep()


@main.command()
@click.argument(
    "folder", type=click.Path(path_type=Path), default=Path(), metavar="[FOLDER]", required=False
)
@click.option("--sample", is_flag=True, help="試すための提出ファイル（見本）も入れる")
def init(folder: Path, sample: bool) -> None:
    """作業フォルダを作ります（計画マスタ、様式定義、手引き）。

    FOLDER を省くと、今のフォルダに作ります。すでにあるファイルは書き換えません。
    """
    from zushi_xl.workflow.init import init as run

    for placed in _stopping(lambda: run(folder, sample=sample)):
        click.echo(placed.line)


@main.command()
@_masters
@_output()
@click.option("--only", multiple=True, metavar="課名", help="この課の分だけ作る（繰り返し可）")
@click.option("--blank", is_flag=True, help="課の分でなく、空の様式を1つ作る")
@click.option("--overwrite", is_flag=True, help="書き込みのある配布済みのブックも作り直す")
def distribute(
    plan: Path | Url,
    form: Path | Url,
    output: Path,
    only: tuple[str, ...],
    blank: bool,
    overwrite: bool,
) -> None:
    """課ごとの様式（記入済みの欄つき）を作ります。"""
    from zushi_xl.workflow.distribute import distribute as run
    from zushi_xl.workflow.distribute import write_blank

    masters = _load(plan, form)
    if blank:
        click.echo(_stopping(write_blank, masters, output))
        return
    with _Progress() as progress:
        written = _stopping(lambda: run(masters, output, only, progress, overwrite=overwrite))
    for path in written:
        click.echo(path)
    click.echo(f"{len(written)} 課分の様式を作りました。")


@main.command()
@click.argument("inputs", nargs=-1, required=True, type=_Place(path_type=Path), metavar="INPUTS...")
@_masters
@_output(_Place)
@click.option(
    "--ledger",
    type=click.Path(path_type=Path),
    help="財務会計システムの決算のCSV（予算事業名と決算額）。報告された額と照合する",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    help="同時に働くプロセスの数（既定：ブックの数に応じて決める。少なければ1）",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="ブックごとの仕事を任せる Dask のスケジューラ（例：tcp://127.0.0.1:8786）",
)
@click.option("--pdf", is_flag=True, help="評価書を PDF にもする（LibreOffice を使う）")
def collect(
    inputs: tuple[Path | Url, ...],
    plan: Path | Url,
    form: Path | Url,
    output: Path | Url,
    ledger: Path | None,
    workers: int | None,
    scheduler: str | None,
    pdf: bool,
) -> None:
    """各課から届いたブックを集め、点検し、一冊にまとめます。

    INPUTS には、届いたファイルのあるフォルダ（またはファイル）を指定します。
    s3:// などのアドレスも使えます（出力先、計画マスタ、様式定義も）。
    元のファイルには書き込みません。
    """
    from zushi_xl.workflow.collect import collect as run

    if scheduler and workers:
        raise Stop("--workers と --scheduler は、どちらか一方を指定してください。")
    masters = _load(plan, form)
    with _crew(masters, workers, scheduler) as crew, _Progress() as progress:
        collected, folder = _stopping(
            lambda: run(masters, inputs, output, progress, ledger, crew, pdf=pdf)
        )
    from zushi_xl.cli.show import print_collected

    print_collected(collected, folder)
    sys.exit(1 if collected.report.has_errors else 0)


@main.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@_masters
@click.option("--json", "as_json", is_flag=True, help="JSON で表示")
def check(files: tuple[Path, ...], plan: Path | Url, form: Path | Url, as_json: bool) -> None:
    """届いたブックを1つずつ点検し、指摘を表示します。何も書き出しません。"""
    from zushi_xl.workflow.scale.reader_process import Worker

    with Worker() as worker:
        worker.start()  # and it gets ready while the rest is loaded
        from zushi_xl.cli.show import print_findings
        from zushi_xl.workflow.check import check as run

        findings = _stopping(run, _load(plan, form), files, worker)
    print_findings(findings, as_json)
    sys.exit(1 if any(f.severity == "error" and not f.waived for f in findings) else 0)


@main.command()
@click.argument("inputs", nargs=-1, required=True, type=_Place(path_type=Path), metavar="INPUTS...")
@_masters
def status(inputs: tuple[Path | Url, ...], plan: Path | Url, form: Path | Url) -> None:
    """課ごとの提出状況（未提出・要修正・要確認・完了）を表示します。"""
    from zushi_xl.cli.show import print_status
    from zushi_xl.workflow.collect import gather

    masters = _load(plan, form)
    with _crew(masters) as crew, _Progress() as progress:
        collected = _stopping(lambda: gather(masters, inputs, progress, crew=crew))
    print_status(collected.report)
    sys.exit(1 if collected.report.has_errors else 0)


@main.command()
@_masters
@_output(what="collect が結果を書き出したフォルダ")
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="新しい計画マスタの名前（既定：今のものと同じ場所の 計画マスタ_<次の年度>年度.xlsx）",
)
@click.option("--force", is_flag=True, help="要修正の指摘が残っていても進み、記録を残す")
def rollover(
    plan: Path | Url, form: Path | Url, output: Path, target: Path | None, force: bool
) -> None:
    """年度を締め、収集結果を引き継いだ次の年度の計画マスタを作ります。

    今の計画マスタは書き換えません。変えたところは、新しい計画マスタのシート
    「年度更新の記録」にすべて残ります。
    """
    from zushi_xl.workflow.rollover import rollover as run

    if not isinstance(plan, Path):
        raise Stop("年度更新では、このPCにある計画マスタを --plan で指定してください。")
    opened = _stopping(run, _load(plan, form), plan, output, target, force)
    for line in opened.lines:
        click.echo(line)
    sys.exit(1 if opened.doubts else 0)


@main.command()
@click.argument("old", type=click.Path(path_type=Path), metavar="[OLD]", required=False)
@click.argument("new", type=click.Path(path_type=Path), metavar="[NEW]", required=False)
@click.option(
    "--from-cells",
    type=click.Path(path_type=Path),
    help="見え消しのあるブックから、前と後の文を取り出す",
)
@click.option("--previous", type=click.Path(path_type=Path), help="改正項目を引き継ぐ前回の一覧")
@click.option(
    "--book-old", type=click.Path(path_type=Path), help="現計画のページを目次に持つ評価書"
)
@click.option(
    "--book-new", type=click.Path(path_type=Path), help="改定案のページを目次に持つ評価書"
)
@click.option("--keep-numbers", is_flag=True, help="前回の一覧の No. を変えない")
@click.option(
    "--form", type=click.Path(path_type=Path), help="見え消しの色などを体裁に持つ様式定義"
)
@_output()
def redline(
    old: Path | None, new: Path | None, from_cells: Path | None, output: Path, **options: Any
) -> None:
    """2つの計画マスタを比べ、改定内容一覧（見え消し）を作ります。"""
    from zushi_xl.workflow.redline import redline as run
    from zushi_xl.workflow.redline import write_texts

    if from_cells is not None:
        click.echo(_stopping(write_texts, from_cells, output))
    elif old is None or new is None:
        raise Stop("改定前と改定後の計画マスタを順に指定してください。")
    else:
        click.echo(_stopping(lambda: run(old, new, output, **options)))


@main.command()
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@click.option("--jsonl", is_flag=True, help="標準入力の各行を JSON 文字列として読む")
def normalize(texts: tuple[str, ...], jsonl: bool) -> None:
    """数量の書き方を読み取り、結果を JSON で表示します。

    例： zushi-xl normalize 約1,030人 "２億３千万円" （67.5％）
    """
    from zushi_xl.quantity import dump_quantity, read_quantity

    for text in texts:
        click.echo(dump_quantity(read_quantity(text)))
    if jsonl:
        for number, line in enumerate(sys.stdin, 1):
            click.echo(dump_quantity(read_quantity(_json_string(number, line))))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="JSON で表示")
def rules(as_json: bool) -> None:
    """点検ルールの一覧を表示します。"""
    from zushi_xl.cli.show import print_rules

    print_rules(as_json)


def _json_string(number: int, line: str) -> str:
    import json

    try:
        text = json.loads(line)
    except ValueError:
        text = None
    if not isinstance(text, str):
        raise Stop(f"標準入力の {number} 行目が JSON の文字列ではありません。")
    return text


def _load(plan: Path | Url, form: Path | Url) -> Masters:
    from zushi_xl.files.remote import here
    from zushi_xl.masters.load import load_masters

    masters: Masters = _stopping(lambda: load_masters(here(plan), here(form)))
    return masters


@contextmanager
def _crew(
    masters: Masters, workers: int | None = None, scheduler: str | None = None
) -> Iterator[Crew]:
    """Who works on single books; what people should know of how it went is said at the end."""
    from zushi_xl.workflow.scale.workers import crew_for

    with ExitStack() as employed:
        crew = _stopping(employed.enter_context, crew_for(masters, workers, scheduler))
        yield crew
    for note in crew.notes:
        click.echo(note, err=True)


def _line(finding: Finding) -> str:
    return f"{finding.place}：{finding.message}{finding.remedy}"


def _stopping(run: Callable[..., Any], *arguments: Any) -> Any:
    """Run a verb; a ``Problem`` ends the command with one line, after the places it is about."""
    from zushi_xl.findings.finding import FaultyBook, Problem

    try:
        return run(*arguments)
    except FaultyBook as fault:
        for finding in fault.findings:
            click.echo(_line(finding), err=True)
        raise Stop(str(fault)) from None
    except Problem as problem:
        for finding in getattr(problem, "findings", ()):
            click.echo(_line(finding), err=True)
        raise Stop(str(problem)) from None


class _Progress:
    """A progress bar, on a terminal only."""

    def __init__(self) -> None:
        self._bar: Any = None

    def __enter__(self) -> Callable[[str, int, int], None]:
        if not sys.stderr.isatty():
            return lambda _what, _done, _all: None
        from rich.console import Console
        from rich.progress import Progress

        self._bar = Progress(console=Console(stderr=True), transient=True)
        self._bar.start()
        task = self._bar.add_task("", total=None)
        return lambda what, done, total: self._bar.update(
            task, description=what or "完了", completed=done, total=total
        )

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
