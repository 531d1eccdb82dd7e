"""docs/困ったとき.md: an index by the exact message, made from the messages of the code.

``python -m tests.samples.make_lists`` writes the page; tests/test_docs.py holds it to the code, and
tests/test_messages.py that no message is missing. The examples are run: small masters with one cell
changed, and the sample returns that ``zushi-xl init --sample`` lays out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from tests.conftest import ROOT
from tests.masters.books import FORM, PLAN, Edits, book
from tests.masters.test_form_mistakes import ONE_MISTAKE as FORM_MISTAKES
from tests.masters.test_plan_mistakes import ONE_MISTAKE as PLAN_MISTAKES
from tests.samples.messages import GAP, Message, messages, parted
from zushi_xl import rules
from zushi_xl.findings.finding import FaultyBook, Finding
from zushi_xl.findings.rule import RULES
from zushi_xl.form.guide import GuideTable, guide
from zushi_xl.masters.form import load_form
from zushi_xl.masters.load import load_masters
from zushi_xl.masters.plan import load_plan
from zushi_xl.workflow.gathering import gather

PAGE = ROOT / "docs" / "困ったとき.md"
HEAD = f"""# 困ったとき

画面、点検結果、差し戻し、ページに出た言葉から引きます。次の二つのどちらかで探してください。

- このページの中を、出た言葉で検索します（Ctrl＋F）。課名、セル、数など、そのつど変わる所は {GAP} としてあります。
  検索には、変わらない所だけを入れてください。
- 画面で `zushi-xl help 出た言葉` とします（例：`zushi-xl help "Excel ブックがありません"`）。出た言葉は、変わる所も含めて、
  そのままで構いません。

「左のとおり」の行は、出る言葉の中に、することがあります。言葉の終わりに [ ] で記号が付いていれば、[点検の指摘](#点検の指摘)の表に、その意味と、見本のどこで見られるかがあります。
「すること」が － の行は、お知らせか、ほかの言葉に続く理由です。続く言葉に、することが書かれています。

## よくあること

| 出た言葉 | 理由 | すること |
|---|---|---|
| 見つかりません | ファイルやフォルダの名前か、今いるフォルダが違います。 | 表示された場所にファイルがあるかを確かめます。計画マスタと様式定義は `templates_xlsx/` の中です。 |
| ほかで開かれています | 出力先のブックを Excel で開いています。 | 閉じて、もう一度実行します。前の結果はそのままです。 |
| 別の zushi-xl が書き込み中です | 同じ出力先で、もう一つ動いています。 | 終わるのを待ちます。 |
| Excel ブックがありません | 指定したフォルダに、読めるブックが一つもありません。 | 課から届いたファイルを入れたフォルダを指定します。 |
| 誤りが {GAP} 件あります | 計画マスタか様式定義に誤りがあります。何も書き出していません。 | 表示されたシートとセルを直します。すべて一度に出ています。 |
| 書き込む権限がありません | 出力先が読み取り専用か、権限がありません。 | 書き込める場所を `-o` で指定します。 |

"""


class Place(NamedTuple):
    """Where messages appear: the files below the package that say them, and what it means."""

    title: str
    files: tuple[str, ...]
    meaning: str


PLACES = (
    Place(
        "様式の中",
        ("sheets/form/", "form/"),
        "課が記入する Excel の画面に、記入のたびに出ます。記入は妨げません。",
    ),
    Place(
        "コマンド",
        ("cli/",),
        "画面に一行で出て、コマンドが止まります（終了コード2）。何も書き換えていません。",
    ),
    Place(
        "ファイルとフォルダ",
        ("files/",),
        "届いたファイルを探すとき、結果を書き出すときに出ます。出力は、全部そろうか、前のままかのどちらかです。",
    ),
    Place(
        "計画マスタと様式定義",
        ("masters/", "plan/"),
        "二つのマスタを読むときに、シートとセルとともに出ます。誤りがあれば、何も書き出さずに止まります。",
    ),
    Place(
        "届いたファイルを開くとき",
        ("xlsx_in/",),
        "点検結果の「点検一覧」と「提出状況」、画面に出ます。ほかの提出はそのまま読みます。",
    ),
    Place(
        "届いたブックを読むとき",
        ("returned/",),
        "点検結果と差し戻しに、セルとともに出ます。分からない所は推測せず、読まなかったことを示します。",
    ),
    Place(
        "数や日付の読み取り",
        ("quantity/",),
        "数や日付の欄を一つの値として読めない理由で、「…を読めません（理由）。」の（ ）の中に出ます。一つの値だけを、"
        "[数量の読み方](数量の読み方.md)にある書き方で記入してください。",
    ),
    Place("記入の点検", ("rules/", "findings/"), "点検結果と差し戻しに、セルとともに出ます。"),
    Place("今ある様式", ("adopt/",), "`zushi-xl adopt` と、市の様式で配布・収集するときに出ます。"),
    Place(
        "計画の見え消し",
        ("redline/", "workflow/redline"),
        "`zushi-xl redline` の画面と、できたブックの「対応の確認」に出ます。",
    ),
    Place(
        "年度更新",
        ("rollover/", "workflow/rollover"),
        "`zushi-xl rollover` の画面と、「年度更新の記録」に出ます。",
    ),
    Place(
        "ブラウザのページ",
        ("page/", "workflow/browser/"),
        "ページの画面か、ページを作る画面に出ます。",
    ),
    Place(
        "配布と収集",
        ("workflow/", "publish/"),
        "`distribute` と `collect` などの画面と、点検結果に出ます。",
    ),
    Place(
        "ブックの書き出し",
        ("xlsx_out/",),
        "Excel が開けないブックになる前に止めたものです。この道具の誤りなので、出たら、出た言葉と計画マスタを添えて知らせてください。",
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
    return HEAD + "".join(map(_of_place, PLACES)) + _findings() + _examples()


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
    rows = {_row(message) for message in _messages()[place]}
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
    return {word: f"{when}{stay}" for word, when in rows}


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
