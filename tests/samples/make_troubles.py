"""docs/困ったとき.md: an index by the exact message, made from the messages of the code.

``python -m tests.samples.make_lists`` writes the page; tests/test_docs.py holds it to the code, and
tests/test_messages.py that no message is missing. The examples are run: small masters with one cell
changed, and the sample returns that ``zushi-xl init --sample`` lays out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from tests.conftest import ROOT
from tests.masters.books import FORM, PLAN, Edits, book
from tests.masters.test_form_mistakes import ONE_MISTAKE as FORM_MISTAKES
from tests.masters.test_plan_mistakes import ONE_MISTAKE as PLAN_MISTAKES
from tests.samples.messages import GAP, Message, messages, parted
from tests.samples.troubles_by_hand import COMMON, ENDS_WELL, HEAD, OF_OTHERS, READING
from zushi_xl import rules
from zushi_xl.findings.finding import FaultyBook, Finding
from zushi_xl.findings.rule import RULES
from zushi_xl.form.guide import GuideTable, guide
from zushi_xl.masters.form import load_form
from zushi_xl.masters.load import load_masters
from zushi_xl.masters.plan import load_plan
from zushi_xl.workflow.gathering import gather
from zushi_xl.workflow.handbook_index import anchor

PAGE = ROOT / "docs" / "困ったとき.md"


class Place(NamedTuple):
    """Where messages appear: the files below the package that say them, what it means, and where
    a reader has met them."""

    title: str
    files: tuple[str, ...]
    meaning: str
    met: str


IN_FORM = "様式（Excel）に記入しているとき"
ON_SCREEN = "コマンドの画面"
IN_FINDINGS = "点検結果、差し戻し"
IN_MASTERS = "計画マスタと様式定義の誤り"
ON_PAGE = "ブラウザのページ"


PLACES = (
    Place(
        "様式の中",
        ("sheets/form/", "form/"),
        "課が記入する Excel の画面に、記入のたびに出ます。記入は妨げません。",
        IN_FORM,
    ),
    Place(
        "コマンド",
        ("cli/",),
        "画面に出ます。`zushi-xl:` で始まる一行が出たときは、コマンドがそこで止まりました（終了コード2）。何も書き換えていません。",
        ON_SCREEN,
    ),
    Place(
        "ファイルとフォルダ",
        ("files/",),
        "届いたファイルを探すとき、結果を書き出すときに出ます。出力は、全部そろうか、前のままかのどちらかです。",
        ON_SCREEN,
    ),
    Place(
        "計画マスタと様式定義",
        ("masters/", "plan/"),
        "二つのマスタを読むときに、シートとセルとともに出ます。誤りがあれば、何も書き出さずに止まります。",
        IN_MASTERS,
    ),
    Place(
        "届いたファイルを開くとき",
        ("xlsx_in/",),
        "点検結果の「点検一覧」と「提出状況」、画面に出ます。ほかの提出はそのまま読みます。",
        IN_FINDINGS,
    ),
    Place(
        "届いたブックを読むとき",
        ("returned/",),
        "点検結果と差し戻しに、セルとともに出ます。分からない所は推測せず、読まなかったことを示します。",
        IN_FINDINGS,
    ),
    Place(
        "数や日付の読み取り",
        ("quantity/",),
        "数や日付の欄を一つの値として読めない理由で、「…を読めません（理由）。」の（ ）の中に出ます。一つの値だけを、"
        "[数量の読み方](数量の読み方.md)にある書き方で記入してください。",
        IN_FINDINGS,
    ),
    Place(
        "記入の点検",
        ("rules/", "findings/"),
        "点検結果と差し戻しに、セルとともに出ます。",
        IN_FINDINGS,
    ),
    Place(
        "今ある様式",
        ("adopt/",),
        "`zushi-xl adopt` と、市の様式で配布・収集するときに出ます。",
        ON_SCREEN,
    ),
    Place(
        "計画の見え消し",
        ("redline/", "workflow/redline"),
        "`zushi-xl redline` の画面と、できたブックの「対応の確認」に出ます。",
        ON_SCREEN,
    ),
    Place(
        "年度更新",
        ("rollover/", "workflow/rollover"),
        "`zushi-xl rollover` の画面と、「年度更新の記録」に出ます。",
        ON_SCREEN,
    ),
    Place(
        "ブラウザのページ",
        ("page/", "workflow/browser/"),
        "ページの画面か、ページを作る画面に出ます。",
        ON_PAGE,
    ),
    Place(
        "配布と収集",
        ("workflow/", "publish/"),
        "`distribute` と `collect` などの画面と、点検結果に出ます。",
        ON_SCREEN,
    ),
    Place(
        "一緒に配るプログラム",
        ("docs/",),
        "`インストール.cmd` と、説明書の `examples/kpi_trends.py` の画面に出ます。",
        ON_SCREEN,
    ),
    Place(
        "ブックの書き出し",
        ("xlsx_out/",),
        "Excel が開けないブックになる前に止めたものです。この道具の誤りなので、出たら、出た言葉と計画マスタを添えて知らせてください。",
        ON_SCREEN,
    ),
)


class Example(NamedTuple):
    """A cell of a small master, and what is said of it."""

    cell: str
    holds: str
    finding: Finding


def page() -> str:
    """The text of the page."""
    assert rules.check_book  # the rules are declared when their modules are loaded
    return "".join(
        [HEAD, *_contents(), READING, _by_hand(), *map(_of_place, PLACES), _findings(), _examples()]
    )


def _contents() -> Iterator[str]:
    """Where a reader has met words, and the tables that have them."""
    further = {
        IN_FORM: ["Excel と Windows が出す言葉"],
        ON_SCREEN: ["ふつうに終わったとき"],
        IN_FINDINGS: ["点検の指摘"],
        IN_MASTERS: ["マスタの誤りの例"],
    }
    yield "| どこでも、よく出るもの | [よくあること](#よくあること) |\n"
    for met in dict.fromkeys(place.met for place in PLACES):
        titles = [*(place.title for place in PLACES if place.met == met), *further.get(met, ())]
        links = "、".join(f"[{title}](#{anchor(title)})" for title in titles)
        yield f"| {met} | {links} |\n"


def _by_hand() -> str:
    common = "".join(f"| {said} | {why} | {do} |\n" for said, (why, do) in COMMON.items())
    well = "".join(f"| {said} | {means} |\n" for said, means in ENDS_WELL.items())
    others = "".join(f"| {_cell(said)} | {do} |\n" for said, do in OF_OTHERS.items())
    return f"""## よくあること

| 出た言葉 | 理由 | すること |
|---|---|---|
{common}
## ふつうに終わったとき

仕事が終わったことを示す行です。止まったのではありません。

| 出る行 | 意味 |
|---|---|
{well}
## Excel と Windows が出す言葉

この道具の言葉ではありません。版によって、少し違うことがあります。

| 出る言葉 | すること |
|---|---|
{others}
"""


def place_of(message: Message) -> Place:
    """The most particular place that has the file."""
    fitting = [(len(file), p) for p in PLACES for file in p.files if message.file.startswith(file)]
    return max(fitting, key=lambda pair: pair[0])[1]


@cache
def _messages() -> Mapping[Place, list[Message]]:
    found: dict[Place, list[Message]] = {place: [] for place in PLACES}
    for message in messages():
        found[place_of(message)].append(message)
    return found


def _of_place(place: Place) -> str:
    found = _messages()[place]
    if place.met == IN_FORM:
        found = [*found, *(Message(word, "", "") for word in _doubts())]
    rows = {_row(message) for message in found}
    head = f"## {place.title}\n\n{place.meaning}\n\n| 出る言葉 | すること | 記号 |\n|---|---|---|\n"
    return head + "".join(sorted(rows)) + "\n"


def _row(message: Message) -> str:
    text, remedy = parted(message)
    remedy = remedy or _doubts().get(text, "")
    told = _cell(remedy) if remedy not in text else "左のとおり" if remedy else "－"
    rule = f"`{message.rule}`" if message.rule else ""
    return f"| {_cell(text)} | {told} | {rule} |\n"


@cache
def _doubts() -> Mapping[str, str]:
    """What the column 「記入の確認」 says in doubt, and when: from the guide of the form."""
    tables = (part for part in guide() if isinstance(part, GuideTable))
    (rows,) = (table.rows for table in tables if table.head == ("出る言葉", "どんなときに"))
    stay = "間違いなら直します。正しければ、そのままで構いません。"
    return {re.sub("…|[0-9]+(?=行)", GAP, word): f"{when}{stay}" for word, when in rows}


def _findings() -> str:
    shown = _samples()
    head = """## 点検の指摘

記号ごとの意味と例です。「見本」は、`zushi-xl init --sample` で置かれる提出ファイル（`inputs/`）で、その指摘が出るセルです。
ルールごとの重大度の変え方は[手引き](手引き.md)にあります。

| 記号 | 指摘 | どんなときに | 例 | 見本 |
|---|---|---|---|---|
"""
    lines = (
        f"| `{rule.id}` | {_cell(rule.name)} | {_cell(rule.meaning)} | {_cell(rule.example)} "
        f"| {shown.get(rule.id, '')} |\n"
        for rule in sorted(RULES.values(), key=lambda rule: rule.id)
    )
    return head + "".join(lines) + "\n"


@cache
def _samples() -> Mapping[str, str]:
    """By rule the first cell of the sample returns that shows it."""
    templates = ROOT / "templates_xlsx"
    masters = load_masters(templates / "計画マスタ.xlsx", templates / "様式定義.xlsx")
    report = gather(masters, [ROOT / "inputs"]).report
    places: dict[str, str] = {}
    for finding in report.findings:
        source = finding.source
        if source is not None and source.file not in (masters.plan.file, masters.form.file):
            at = " ".join(filter(None, (source.sheet, source.cell)))
            places.setdefault(finding.rule, _cell(f"{source.file} {at}".strip()))
    return places


def _examples() -> str:
    head = """## マスタの誤りの例

小さなマスタの一つのセルを書き換えて、出る言葉です（実際に動かしています）。

| 記号 | セル | 書いた内容 | 出る言葉 | すること |
|---|---|---|---|---|
"""
    found = [*examples(PLAN, load_plan, PLAN_MISTAKES), *examples(FORM, load_form, FORM_MISTAKES)]
    return head + "".join(
        f"| `{finding.rule}` | {cell} | {_cell(holds) or '（空欄）'} "
        f"| {_cell(finding.message)} | {_cell(finding.remedy)} |\n"
        for cell, holds, finding in found
    )


def examples(
    text: str, load: Callable[..., object], mistakes: list[tuple[Edits, str, str]]
) -> Iterator[Example]:
    """The first small example of each rule, with what is really said."""
    shown: set[str] = set()
    for edits, rule, _ in mistakes:
        if rule not in shown and len(edits) == 1:
            shown.add(rule)
            (cell, holds), *_ = edits.items()
            yield Example(cell, _text(holds), _said_of(text, load, edits, rule))


def _said_of(text: str, load: Callable[..., object], edits: Edits, rule: str) -> Finding:
    try:
        load(book(text, edits))
    except FaultyBook as fault:
        return next(finding for finding in fault.findings if finding.rule == rule)
    raise AssertionError(edits)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _cell(text: str) -> str:
    return text.replace("|", "｜").replace("\n", " ").strip()
