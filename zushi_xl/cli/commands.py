"""The command ``zushi-xl``: parse, call, print. Everything it does is in ``workflow``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zushi_xl.cli import options
from zushi_xl.cli.adopt_command import (
    adopt,
    collect_own,
    distribute_own,
    questionnaire,
    refuse_options,
)
from zushi_xl.cli.help_command import help_
from zushi_xl.cli.japanese import Group, Stop
from zushi_xl.cli.look_commands import check, status
from zushi_xl.cli.page_command import page, runtime_option, self_check_page
from zushi_xl.cli.running import Progress, load, preparing_workers, stopping
from zushi_xl.cli.streams import lines_of_input, say, tell
from zushi_xl.cli.without_effect import beside, without
from zushi_xl.files.shipped import VERSION
from zushi_xl.workflow.memory_release import without_cycle_collection

if TYPE_CHECKING:
    from zushi_xl.files.remote import Url

_EPILOG = (
    "終了コード：0 終わった／1 要修正の指摘あり（check・status と --strict のとき）／"
    "2 実行できなかった／130 中断した"
)


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=_EPILOG,
)
@click.version_option(VERSION, "--version", message="zushi-xl %(version)s", help="版を表示")
def main() -> None:
    """様式を配り、集め、点検し、進捗状況評価の一冊にまとめます。

    最初に試すなら： zushi-xl collect inputs/
    """
    without_cycle_collection()


main.add_command(page)
main.add_command(check)
main.add_command(status)
main.add_command(adopt)
main.add_command(help_)


@main.command(idle=(beside("sample", "empty", "example"), beside("empty", "example")))
@click.argument(
    "folder", type=click.Path(path_type=Path), default=Path(), metavar="[FOLDER]", required=False
)
@click.option("--sample", is_flag=True, help="試すための提出ファイル（見本）も入れる")
@click.option("--empty", is_flag=True, help="どの市の中身も入っていないマスタを入れる")
@click.option("--example", default="", metavar="名", help="架空の別の市のマスタを入れる")
def init(folder: Path, sample: bool, empty: bool, example: str) -> None:
    """作業フォルダを作ります（計画マスタ、様式定義、手引き）。

    FOLDER を省くと、今のフォルダに作ります。すでにあるファイルは書き換えません。
    """
    from zushi_xl.workflow.init import init as run

    for placed in stopping(lambda: run(folder, sample=sample, empty=empty, example=example)):
        say(placed.line)


@main.command(
    idle=(
        beside("blank", "only", "phase", "overwrite", "with_page", "runtime"),
        without("with_page", "runtime"),
    )
)
@options.masters
@options.output()
@click.option("--only", multiple=True, metavar="課名", help="この課の分だけ作る（繰り返し可）")
@options.phase("この段階の様式を作る（既定：最初の段階）。前の段階の内容は、記入済みで入る")
@click.option("--blank", is_flag=True, help="課の分でなく、空の様式を一つ作る")
@click.option("--overwrite", is_flag=True, help="書き込みのある配布済みのブックを残さず作り直す")
@click.option("--with-page", is_flag=True, help="自己点検のページを様式のそばに置く")
@runtime_option
def distribute(
    plan: Path | Url,
    form: Path | Url,
    output: Path,
    only: tuple[str, ...],
    phase: str,
    blank: bool,
    overwrite: bool,
    with_page: bool,
    runtime: Path | None,
) -> None:
    """課ごとの様式（記入済みの欄つき）を作ります。"""
    from zushi_xl.workflow.distribute import distribute as run
    from zushi_xl.workflow.distribute import distributed_words, write_blank
    from zushi_xl.workflow.phases import at_phase

    if questionnaire(plan, form):
        refuse_options("only", "overwrite", "with_page", "runtime")
        lay = self_check_page(plan, form, runtime) if with_page else None
        folder = distribute_own(plan, form, output, only, overwrite=overwrite)
        if lay:
            lay(folder)
        return
    masters = load(plan, form)
    if blank:
        say(stopping(write_blank, masters, output))
        return
    masters = stopping(at_phase, masters, output, phase)
    lay = self_check_page(plan, form, runtime) if with_page else None
    with Progress() as progress:
        written = stopping(
            lambda: run(masters, output, only, progress, overwrite=overwrite, tell=say)
        )
    for path in written:
        say(path)
    click.echo(distributed_words(masters, written))
    if lay:
        lay(written[0].parent)


@main.command(
    idle=(
        without("pdf", "pdf_date"),
        without("site", "site_templates"),
        beside("scheduler", "workers"),
    )
)
@click.argument(
    "inputs", nargs=-1, required=True, type=options.Place(path_type=Path), metavar="INPUTS..."
)
@options.masters
@options.output(options.Place)
@click.option(
    "--ledger",
    type=click.Path(path_type=Path),
    help="財務会計システムの決算のCSV（予算事業名と決算額）。報告された額と照合する",
)
@click.option(
    "--workers",
    type=click.IntRange(min=0),
    help="同時に働くプロセスの数（既定：ブックの数に応じて決める。0 なら何も起動しない）",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="ブックごとの仕事を任せる Dask のスケジューラ（例：tcp://127.0.0.1:8786）",
)
@click.option("--pdf", is_flag=True, help="評価書を PDF にもする（LibreOffice を使う）")
@options.pdf_date
@click.option("--site", is_flag=True, help="市民向けの公開サイト（HTML）も作る")
@click.option(
    "--site-templates",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="公開サイトのひな形を差し替えるフォルダ（--site とともに使う）",
)
@click.option("--force", is_flag=True, help="提出が一つもなくても書き出す（前の結果も置き換える）")
@click.option(
    "--freeze",
    default="",
    metavar="名前",
    help="公表する状態をこの名前（例：確定）で残す。後の実行は、変わった箇所を正誤表に示す",
)
@options.years
@options.phase("この段階の提出を集める（既定：届いたブックの段階）")
@options.strict
def collect(
    inputs: tuple[Path | Url, ...],
    plan: Path | Url,
    form: Path | Url,
    output: Path | Url,
    ledger: Path | None,
    workers: int | None,
    scheduler: str | None,
    pdf: bool,
    pdf_date: datetime | None,
    site: bool,
    site_templates: Path | None,
    force: bool,
    freeze: str,
    years: tuple[Path, ...],
    phase: str,
    strict: bool,
) -> None:
    """各課から届いたブックを集め、点検し、一冊にまとめます。

    INPUTS には、届いたファイルのあるフォルダ（またはファイル）を指定します。
    s3:// などのアドレスも使えます（出力先、計画マスタ、様式定義も）。
    元のファイルには書き込みません。
    """
    from zushi_xl.workflow.collect import collect as run
    from zushi_xl.workflow.phases import at_phase
    from zushi_xl.workflow.site import SiteOptions

    if questionnaire(plan, form):
        refuse_options("strict", "workers")
        collect_own(inputs, plan, form, output, strict=strict)
        return
    with preparing_workers(inputs, plan, workers, scheduler) as at_work, Progress() as progress:
        masters = stopping(at_phase, load(plan, form), output, phase)
        collected, folder = stopping(
            lambda: run(
                masters,
                inputs,
                output,
                progress,
                ledger,
                at_work(masters),
                pdf=pdf,
                pdf_date=pdf_date.date() if pdf_date else None,
                site=SiteOptions(site, site_templates),
                tell=tell,
                force=force,
                freeze=freeze,
                years=years,
            )
        )
    from zushi_xl.cli.show import print_collected

    print_collected(collected, folder)
    sys.exit(1 if strict and collected.report.has_errors else 0)


@main.command()
@options.masters
@options.output(what="collect が結果を書き出したフォルダ")
@click.option(
    "--to",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="新しい計画マスタの名前（既定：今のものと同じ場所の 計画マスタ_<次の年度>年度.xlsx）",
)
@click.option("--force", is_flag=True, help="要修正の指摘が残っていても進み、記録を残す")
@options.strict
def rollover(
    plan: Path | Url,
    form: Path | Url,
    output: Path,
    target: Path | None,
    force: bool,
    strict: bool,
) -> None:
    """年度を締め、収集結果を引き継いだ次の年度の計画マスタを作ります。

    今の計画マスタは書き換えません。変えたところは、新しい計画マスタのシート
    「年度更新の記録」にすべて残ります。
    """
    from zushi_xl.masters.form.original import NO_ROLLOVER
    from zushi_xl.workflow.rollover import rollover as run

    if questionnaire(plan, form):
        raise Stop(NO_ROLLOVER)
    if not isinstance(plan, Path):
        raise Stop("年度更新では、このPCにある計画マスタを --plan で指定してください。")
    opened = stopping(run, load(plan, form), plan, output, target, force)
    for line in opened.lines:
        say(line)
    sys.exit(1 if strict and opened.doubts else 0)


_COMPARED = ("old", "new", "previous", "book_old", "book_new", "keep_numbers", "form", "product")


@main.command(idle=(beside("from_cells", *_COMPARED, "force"),))
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
@click.option(
    "--style",
    "product",
    type=click.Choice(["見え消し", "新旧対照表", "both"]),
    default="見え消し",
    help="作る資料（both は両方）",
)
@click.option("--force", is_flag=True, help="別の計画のように見えても比べる")
@options.output()
def redline(
    old: Path | None, new: Path | None, from_cells: Path | None, output: Path, **details: Any
) -> None:
    """二つの計画マスタを比べ、改定内容一覧（見え消し）や新旧対照表を作ります。"""
    from zushi_xl.workflow.redline import Options, Product, lines_of, write_texts
    from zushi_xl.workflow.redline import redline as run

    if from_cells is not None:
        made = stopping(write_texts, from_cells, output)
    elif old is None or new is None:
        raise Stop("改定前と改定後の計画マスタを順に指定してください。")
    else:
        chosen = Options(**details | {"product": Product(details["product"])})
        made = stopping(run, old, new, output, chosen)
    for line in lines_of(made):
        say(line)


@main.command()
@click.argument("texts", nargs=-1, metavar="[TEXT]...")
@click.option("--jsonl", is_flag=True, help="標準入力の各行を JSON 文字列として読む")
def normalize(texts: tuple[str, ...], jsonl: bool) -> None:
    """数量の書き方を読み取り、結果を JSON で表示します。

    例： zushi-xl normalize 約1,030人 "２億３千万円" （67.5％）
    """
    from zushi_xl.quantity import dump_quantity, read_quantity

    if not texts and not jsonl:
        raise Stop("読み取る文字を書いてください（例：zushi-xl normalize 約1,030人）。")
    for text in texts:
        click.echo(dump_quantity(read_quantity(text)))
    if jsonl:
        for number, line in enumerate(_numbered_lines(), 1):
            click.echo(dump_quantity(read_quantity(_json_string(number, line))))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="JSON で表示")
def rules(as_json: bool) -> None:
    """点検ルールの一覧を表示します。"""
    from zushi_xl.cli.show import print_rules

    print_rules(as_json)


def _numbered_lines() -> Iterator[str]:
    try:
        yield from lines_of_input()
    except UnicodeDecodeError:
        raise Stop("標準入力が UTF-8 ではありません。UTF-8 で渡してください。") from None


def _json_string(number: int, line: str) -> str:
    from zushi_xl.files.json_in import parse_json

    try:
        text = parse_json(line)
    except ValueError:
        text = None
    if not isinstance(text, str):
        raise Stop(f"標準入力の {number} 行目が JSON の文字列ではありません。")
    return text
