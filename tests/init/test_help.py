"""The handbook, offline."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from zushi_xl.cli.commands import main
from zushi_xl.workflow.handbook import look_up
from zushi_xl.workflow.handbook_index import INDEX, IndexRow, anchor, entries
from zushi_xl.workflow.handbook_pages import handbook_pages
from zushi_xl.workflow.init import init


def test_the_pages_are_those_for_officers() -> None:
    names = {page.stem for page in handbook_pages()}
    assert {"手引き", "計画マスタ", "様式定義", "点検ルール"} <= names
    assert "architecture" not in names


def test_a_heading_comes_before_a_mention() -> None:
    found = look_up("評価基準")
    assert found[0].heading == "評価基準"
    assert any("達成率" in section.text for section in found)


def test_a_word_without_a_heading_is_found_in_the_text() -> None:
    assert any("再掲" in section.text for section in look_up("再掲元"))


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def test_the_command() -> None:
    assert "計画マスタ：評価基準" in run("help", "評価基準").output
    assert "手引き" in run("help").output
    said = run("help", "ゆうれい")
    assert said.exit_code == 2
    assert "説明はありません" in said.output


def test_init_writes_it(tmp_path: Path) -> None:
    init(tmp_path / "市")
    assert (tmp_path / "市" / "説明書" / "計画マスタ.md").read_text(encoding="utf-8")


ASKED: dict[str, tuple[str, ...]] = {  # as an officer asks, and the section that answers first
    "アップグレード": ("年度の終わり", "7　新しい版に上げるとき"),
    "バージョンアップしたい": ("年度の終わり", "7　新しい版に上げるとき"),
    "更新": ("年度の終わり", "7　新しい版に上げるとき"),
    "年度更新": ("手引き", "7　次の年度へ移る"),
    "引き継ぎ": ("年度の終わり", "5　担当者が替わるとき（人事異動）"),
    "アンインストール": ("はじめての方へ", "やめるとき"),
    "インストール": ("はじめての方へ", "どの方法にするか"),
    "印刷できない": ("手引き", "印刷できない、ずれる"),
    "パスワード": ("手引き", "様式にパスワードはあるか"),
    "開けない": ("手引き", "ブックが開けない"),
    "ﾊﾞｯｸｱｯﾌﾟ": ("年度の終わり", "2　公表したものを控える"),
    "課が増えたとき": ("手引き", "組織が変わった（課の統合、分割、新設、廃止）"),
    "合併": ("手引き", "組織が変わった（課の統合、分割、新設、廃止）"),
    "組織改編": ("手引き", "組織が変わった（課の統合、分割、新設、廃止）"),
    "統廃合": ("手引き", "組織が変わった（課の統合、分割、新設、廃止）"),
    "職員が少ない": ("手引き", "少ない人数で進める"),
    "一人で担当している": ("手引き", "少ない人数で進める"),
    "差替え": ("手引き", "一つの課から二つ届いた"),
    "様式変更": ("手引き", "欄を増やしたい"),
    "文字化け": ("手引き", "文字が化ける"),
    "締切": ("手引き", "3　集まり具合を見る"),
    "同時に編集できますか": ("手引き", "一つの様式を何人かで書く"),
    "何から始めるか": ("手引き", "取りまとめ課：一年の七つの段取り"),
    "外部評価": ("計画マスタ", "役割と段階"),
    "元号": ("数量の読み方", "年・日付"),
    "費用": ("年度の終わり", "8　版の決まりと問い合わせ"),
    "USB": ("情報セキュリティの確認", "運用で決めること"),
    "項目を追加": ("手引き", "欄を増やしたい"),
    "遅い": ("手引き", "遅い、終わらない"),
    "個人情報": ("情報セキュリティの確認", "隠しシートと個人情報"),
    "エラー": ("手引き", "指摘の読み方"),
    "締め切り": ("手引き", "3　集まり具合を見る"),
    "予算事業の名前": ("計画マスタ", "予算事業"),
    "議会": ("手引き", "6　印刷し、公開する"),
    "シートを消した": ("手引き", "シートや行を消した、様式が崩れた"),
    "シートが消えていた": ("手引き", "シートや行を消した、様式が崩れた"),
    "行を削除してしまいました": ("手引き", "シートや行を消した、様式が崩れた"),
    "ファイル名を変えた": ("手引き", "ファイルやシートの名前を変えた"),
    "表紙のリンクが動かない": ("手引き", "ファイルやシートの名前を変えた"),
    "計算されない": ("手引き", "計算されない、数が変わらない"),
    "数式を入れた": ("手引き", "計算されない、数が変わらない"),
    "色が違う": ("手引き", "欄の色が表すこと"),
    "灰色の欄を直したい": ("手引き", "欄の色が表すこと"),
    "期限を過ぎて届いた": ("手引き", "期限を延ばす、期限を過ぎて届いた"),
    "締め切りを延ばしたい": ("手引き", "期限を延ばす、期限を過ぎて届いた"),
    "去年の様式で書いてきた": ("手引き", "配った後に計画マスタを直した、古い様式で届いた"),
    "配った後に直したい": ("手引き", "配った後に計画マスタを直した、古い様式で届いた"),
    "欄が足りない": ("手引き", "欄を増やしたい"),
    "行が足りない": ("手引き", "様式の外に書き込みや、行の挿入がある"),
    "写真を貼った": ("手引き", "様式の外に書き込みや、行の挿入がある"),
    "二重に届いた": ("手引き", "一つの課から二つ届いた"),
    "間違えて提出した": ("手引き", "一つの課から二つ届いた"),
    "紙で提出したい": ("手引き", "ほかの環境で使えるか"),
    "Mac": ("手引き", "ほかの環境で使えるか"),
    "タブレット": ("手引き", "ほかの環境で使えるか"),
    "Windows 11": ("手引き", "ほかの環境で使えるか"),
    "メールで送れない": ("手引き", "2　様式を配る"),
    "zip": ("手引き", "3　集まり具合を見る"),
    "前任者": ("年度の終わり", "5　担当者が替わるとき（人事異動）"),
    "異動": ("年度の終わり", "5　担当者が替わるとき（人事異動）"),
    "計画マスタが壊れた": ("年度の終わり", "6　間違えたとき"),
    "バグ": ("年度の終わり", "8　版の決まりと問い合わせ"),
    "監査": ("手引き", "指摘の読み方"),
    "指摘に納得できない": ("手引き", "了承する"),
    "未確定": ("様式の使い方", "値と評価の書き方"),
    "実績がまだ出ない": ("様式の使い方", "値と評価の書き方"),
    "予算がない": ("様式の使い方", "値と評価の書き方"),
    "文字数オーバー": ("様式の使い方", "右の列「記入の確認」"),
    "枠に入らない": ("様式の使い方", "困ったとき"),
    "途中まで書いた": ("様式の使い方", "書く"),
    "補足説明に何を書くか": ("項目一覧", "項目の一覧"),
    "計画マスタ": ("計画マスタ", "計画マスタ.xlsx"),
    "困ったとき": ("困ったとき", "困ったとき"),
    "KPI": ("計画マスタ", "KPI（必ず要る）"),
    "KPI-UNIT": ("困ったとき", "点検の指摘"),
    "提出物が届いたか知りたい": ("手引き", "3　集まり具合を見る"),
    "番号がずれた": ("計画マスタ", "コード"),
    "部長の評価": ("計画マスタ", "役割と段階"),
    "誰が書いたか": ("情報セキュリティの確認", "隠しシートと個人情報"),
    "課を分けたい": ("手引き", "組織が変わった（課の統合、分割、新設、廃止）"),
    "入力できない": ("手引き", "様式にパスワードはあるか"),
    "PDFにしたい": ("手引き", "印刷できない、ずれる"),
    "旧字": ("読み取りのきまり", "値をどう読むか"),
    "製本したい": ("手引き", "印刷できない、ずれる"),
    "災害": ("手引き", "期限を延ばす、期限を過ぎて届いた"),
    "予算の流用": ("計画マスタ", "予算事業"),
    "委託": (),
}


@pytest.mark.parametrize("asked", ASKED)
def test_plain_words_find_the_right_page(asked: str) -> None:
    assert next(((s.page, s.heading) for s in look_up(asked)), ()) == ASKED[asked]


INDEXED = next(page for page in handbook_pages() if page.stem == INDEX)
ROWS = list(entries(INDEXED))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.words[0])
def test_every_word_of_the_index_leads_where_its_row_says(row: IndexRow) -> None:
    for word in row.words:
        found = [(section.page, anchor(section.heading)) for section in look_up(word)]
        assert [place for place in row.sections if place not in found] == [], word


def test_no_word_stands_in_two_rows() -> None:
    words = [word for row in ROWS for word in row.words]
    assert [word for word in set(words) if words.count(word) > 1] == []


def test_several_words_are_sought_together() -> None:
    said = run("help", "予算事業", "二つ").output
    assert "手引き：一つの取り組みに予算事業が二つある" in said


@pytest.mark.parametrize("word", ["途中", "前年度", "数字", "ファイル"])
def test_an_answer_can_be_read_on_a_screen(word: str) -> None:
    """Of a long list the lines that speak of the word, not the list."""
    assert 3 < len(run("help", word).output.splitlines()) < 100


def test_an_excerpt_keeps_the_head_of_its_table() -> None:
    shown = run("help", "Alt＋Enter").output
    assert "|---|" in shown
    assert all("Alt" in line for line in shown.splitlines() if line.startswith("| 予算事業と"))


@pytest.mark.parametrize(
    "typed", ["0～100％ の外です。", "0~100% の外です。", "０～１００％の外です"]
)
def test_a_message_may_be_typed_by_hand(typed: str) -> None:
    first = look_up(f"KPI「給食」の2024年度の値 866％ は、割合が取れる {typed}")[0]
    assert "`kpi-out-of-range`" in first.text
