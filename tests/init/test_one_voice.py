"""One thing has one name, and one rule is told in the same words wherever a reader meets it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.conftest import ROOT, open_book
from zushi_xl.findings.finding import Severity
from zushi_xl.form.grades import match_grade
from zushi_xl.masters.load import Masters
from zushi_xl.plan.levels import Level
from zushi_xl.quantity import read_quantity
from zushi_xl.workflow.collect import collect
from zushi_xl.workflow.distribute import distribute
from zushi_xl.workflow.handbook_index import INDEX

DOCS = ROOT / "docs"
GLOSSARY = DOCS / "用語.md"
FOR_ENGINEERS = {"performance", "reading", "architecture", "domain"}
NO_VALUE = "調べていない値は「未実施」、後で決まる値は「未確定」と書きます。"
NOT_DONE = "行わなかった取り組みの実施内容は「実施なし」と書きます。"
NO_BUDGET = "予算のない取り組みの実績額は「ー」と書きます。"
GRADE = "評価は▼の一覧から選びます。記号だけ（A）を記入しても構いません。"
SELF_CHECK = (
    "「自己点検_」で始まるファイルが一緒に届いたときは、それをブラウザで開き、記入したブックを入れると、"
    "提出の前に、取りまとめ課と同じ点検ができます"
)
MAY_STAY = "見直しと要確認は、内容が正しければそのままで構いません。"
RETURN = "保存して、提出期限までに取りまとめ課へ返します。ファイルの名前は変えても構いません。"
SAID = {  # which rule is told where, as the divisions get it
    "手引き": {NO_VALUE, NOT_DONE, NO_BUDGET, GRADE, MAY_STAY, SELF_CHECK, RETURN},
    "様式の使い方": {NO_VALUE, NOT_DONE, NO_BUDGET, GRADE, MAY_STAY, SELF_CHECK, RETURN},
    "シート使い方": {NO_VALUE, NOT_DONE, NO_BUDGET, GRADE, MAY_STAY, SELF_CHECK, RETURN},
    "表紙": {NO_VALUE, MAY_STAY, RETURN},
    "入力の手引き": {NO_VALUE, NOT_DONE, NO_BUDGET},
    "修正のお願い": {MAY_STAY},
}


def glossary() -> Iterator[tuple[str, ...]]:
    _, _, table = GLOSSARY.read_text(encoding="utf-8").partition("<!-- 用語の表 -->\n")
    for line in table.splitlines()[2:]:
        yield tuple(cell.strip() for cell in line.strip("|").split("|"))


SET_PHRASES = re.compile("入力規則|入力の手引き|標準入力|「この色のセルに入力」")  # names
BANNED = sorted({w for row in glossary() for w in row[4].split("、") if len(w) > 1})
PAGES = sorted(p for p in DOCS.glob("*.md") if p != GLOSSARY and p.stem not in FOR_ENGINEERS)
READERS = [*PAGES, ROOT / "zushi_xl/data/手引き.txt", ROOT / "zushi_xl/page/page.html"]


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.name)
def test_documents_use_the_words_of_the_glossary(path: Path) -> None:
    text = re.sub(r"`[^`\n]*`|数量の読み方.*", "", path.read_text(encoding="utf-8"))
    if path.stem == INDEX:  # whose first column has the words that others use
        text = re.sub(r"^\|[^|]*", "", text, flags=re.M)
    assert [word for word in BANNED if word in SET_PHRASES.sub("", text)] == []


def shown_texts() -> Iterator[tuple[str, str]]:
    """Texts with Japanese in the package: module and text. What people write is no text of ours."""
    for path in sorted((ROOT / "zushi_xl").rglob("*.py")):
        room = path.relative_to(ROOT / "zushi_xl").parts[0]
        if room in ("quantity", "text", "adopt"):
            continue
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        texts = (node.value for node in nodes if isinstance(node, ast.Constant))
        for text in (text for text in texts if isinstance(text, str)):
            if len(text) > 12 and "(?:" not in text and re.search("[ぁ-ん].*[。さ]", text):
                yield path.name, text


COUNTED = re.compile(r"(?<![0-9.])[1-9]つ|(?<!いま)ひとつ|ふたつ")  # 一つ: as official texts count


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.name)
def test_documents_count_in_words(path: Path) -> None:
    text = re.sub(r"`[^`\n]*`|.*2つ目.*", "", path.read_text(encoding="utf-8"))
    if path.stem != "数量の読み方":  # which is about what people write
        assert COUNTED.findall(text) == []


def test_messages_count_in_words() -> None:
    assert [(name, text) for name, text in shown_texts() if COUNTED.search(text)] == []


def test_messages_use_the_words_of_the_glossary() -> None:
    texts = ((name, SET_PHRASES.sub("", text)) for name, text in shown_texts())
    assert [(name, w, text) for name, text in texts for w in BANNED if w in text] == []


OTHER_SPELLINGS = re.compile(  # of 後で、…の後、一緒に、代わりに、例えば、すべて
    "あとで|(?<!と)のあと|[たる]あと[、に]|いっしょに|かわりに|たとえば|(?<!の)全て"
)


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.name)
def test_documents_spell_a_word_in_one_way(path: Path) -> None:
    assert OTHER_SPELLINGS.findall(path.read_text(encoding="utf-8")) == []


def test_messages_spell_a_word_in_one_way() -> None:
    assert [(n, text) for n, text in shown_texts() if OTHER_SPELLINGS.search(text)] == []


@pytest.fixture(scope="module")
def said(masters: Masters, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What a division reads, by place, without blanks: the pages, and the sheets as written."""
    folder = tmp_path_factory.mktemp("forms")
    (form,) = distribute(masters, folder, only=("市民協働課",))
    _, year = collect(masters, [ROOT / "inputs"], folder)
    asked = next((year / "差し戻し").glob("*.xlsx"))
    opened, correction = open_book(form), open_book(asked)
    rules = [r for sheet in opened for r in sheet.data_validations.dataValidation if r.prompt]
    found = {name: (DOCS / f"{name}.md").read_text(encoding="utf-8") for name in SAID if name in
             ("手引き", "様式の使い方")}  # fmt: skip
    found |= {"表紙": _shown(opened["表紙"]), "シート使い方": _shown(opened["使い方"])}
    found["修正のお願い"] = _shown(correction["修正のお願い"])
    found["入力の手引き"] = "\n".join(rule.prompt for rule in rules)
    named = {"2025年5月30日まで": "提出期限まで", "企画課": "取りまとめ課"}
    return {name: _plain(text, named) for name, text in found.items()}


def _shown(sheet: Worksheet) -> str:
    return "\n".join(str(c.value) for row in sheet.iter_rows() for c in row if c.value)


def _plain(text: str, named: dict[str, str]) -> str:
    text = "".join(text.replace("**", "").split())
    for word, plain in named.items():
        text = text.replace(word, plain)
    return text


@pytest.mark.parametrize("place", SAID)
def test_a_rule_is_told_in_the_same_words_everywhere(place: str, said: dict[str, str]) -> None:
    assert [rule for rule in SAID[place] if "".join(rule.split()) not in said[place]] == []


@pytest.mark.parametrize("word", ["未実施", "未確定", "実施なし", "見直し", "そのままで構いません"])
def test_no_place_tells_it_otherwise(word: str, said: dict[str, str]) -> None:
    """Each sentence of a division's texts with the word is a rule, or one that a person has read."""
    known = {"".join(rule.split()) for rules in SAID.values() for rule in rules} | READ_BY_PEOPLE
    pieces = {part for place in SAID if place != "手引き" for part in said[place].split("。")}
    odd = [p for p in pieces if word in p and not any(k in f"{p}。" for k in known)]
    assert [piece for piece in odd if not any(piece in k for k in known)] == []


READ_BY_PEOPLE = {
    "値の欄に、数字も、一覧の語（「未実施」「未確定」など）もない。",
    "▲見直し：もう一度確かめてほしいところ間違いなら直します。",
    "|▲|見直し：もう一度確かめてほしいところ|間違いなら直します。",
    "正しければ、そのままで構いません。",
    "◇は、正しければそのままで構いません。",
    "●未記入▲見直し✓記入済み。",
    "下の表の未記入（差し戻しでは要修正も）が0になったか確かめます。",
    "C＝このままでは目標の達成が難しく、進め方の見直しが要る",  # a grade of the plan master
    "シートの一覧と記入の状況コードシート（押すと開きます）未記入見直し次に見る欄",
}


def test_the_drop_down_offers_the_words_of_the_rule(masters: Masters, tmp_path: Path) -> None:
    (form,) = distribute(masters, tmp_path, only=("高齢介護課",))
    lists = open_book(form)["選択肢"]
    columns = [[c.value for c in column if c.value] for column in lists.iter_cols()]
    assert ["未実施", "未確定", "該当なし"] in columns


@pytest.mark.parametrize("typed", ["A", "Ａ", "a", "A：順調である"])
def test_a_grade_may_be_typed_by_its_symbol(typed: str, masters: Masters) -> None:
    grades = masters.plan.grades_for(Level.MEASURE)
    grade = match_grade(grades, typed)
    assert grade is not None
    assert grade.symbol == "A"


@pytest.mark.parametrize("word", ["未実施", "未確定", "実施なし", "ー"])
def test_the_words_for_no_value_are_read_as_none(word: str) -> None:
    assert read_quantity(word).kind == "missing"


def test_the_severities_have_one_name_everywhere() -> None:
    words = [severity.label for severity in Severity]
    assert words == ["要修正", "要確認", "お知らせ"]
    (row,) = (row for row in glossary() if row[0] == "重大度")
    assert all(word in row[1] for word in words)
    page = (ROOT / "zushi_xl/page/page.js").read_text(encoding="utf-8")
    assert all(word in page for word in words)


def test_each_word_stands_once() -> None:
    words = [row[0] for row in glossary()]
    assert len(words) == len(set(words)) > 15
    assert not set(words) & set(BANNED)


def test_the_office_has_the_name_of_its_role() -> None:
    """企画課 is a name in the sample: in a table, in code, or beside the role itself."""
    for path in READERS:
        text = re.sub(
            r"`[^`\n]*`|^\|.*|「[^」]*」", "", path.read_text(encoding="utf-8"), flags=re.M
        )
        odd = [
            line for line in text.splitlines() if "企画課" in line and "取りまとめ課" not in line
        ]
        assert odd == [], path.name


def test_a_baseline_is_so_called_only_in_conditions_and_open_data() -> None:
    speak = {"計画マスタ", "様式定義", "公開データ", "数量の読み方", "点検ルール", "困ったとき"}
    others = (path for path in READERS if path.stem not in speak)
    assert [path.name for path in others if "基準値" in path.read_text(encoding="utf-8")] == []


PLAIN = re.compile(
    r"(?:[^まで]し|[^しで]|か|だ)った。|[^まで]した。|[^でま]す。|[うくぐつぬぶむる]。|[^せ]ん。|[いだ]。"
)
POLITE = re.compile(r"ください。|しょう。|など。")


@pytest.mark.parametrize("path", READERS, ids=lambda path: path.name)
def test_documents_speak_politely(path: Path) -> None:
    """です・ます in sentences; rows of tables, items of lists of cases and quotations are short."""
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"```.*?```", "", text, flags=re.S)
    text = re.sub(r"^(?:\||#).*|「[^」]*」|`[^`\n]*`|（[^）]*）", "", text, flags=re.M)
    assert [line for line in text.splitlines() if PLAIN.search(POLITE.sub("", line))] == []


def spoken() -> Iterator[tuple[str, str]]:
    """Messages and remedies of findings, refusals and helps of options: whole sentences."""
    for path in sorted((ROOT / "zushi_xl").rglob("*.py")):
        room = path.relative_to(ROOT / "zushi_xl").parts[0]
        if room not in ("quantity", "text"):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
                name = ast.unparse(call.func).rpartition(".")[2]
                if name in SPEAKING:
                    for argument in call.args:
                        yield f"{path.name}:{call.lineno}", _words(argument)


SPEAKING = {"at", "Problem", "Stop", "echo", "add", "tell", "secho", "UsageError"}


def _words(node: ast.expr) -> str:
    """The text of a string, what is filled in left out."""
    texts = (n.value for n in ast.walk(node) if isinstance(n, ast.Constant))
    return "".join(text for text in texts if isinstance(text, str))


def test_messages_speak_politely() -> None:
    told = [(place, text) for place, text in spoken() if re.search("[ぁ-ん]", text)]
    assert len(told) > 300
    bare = [(place, re.sub("「[^」]*」|（[^）]*）", "", text)) for place, text in told]
    assert [each for each in bare if PLAIN.search(POLITE.sub("", each[1]))] == []
