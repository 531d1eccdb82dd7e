"""Signs that are no proof alone and ask a person to look together; what a form says otherwise.

All forms here are invented (例示).
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests.adopt.forms import UNDER, at, choose, drafted, new_form, put, put_line, seen
from zushi_xl.adopt import draft_of, printed_options
from zushi_xl.adopt.doubt_signs import LIMIT, SIGNS
from zushi_xl.adopt.model import Draft, DraftField, Repeat
from zushi_xl.adopt.words import is_placeholder

GREY = "D9D9D9"
WATER = "E2F0FB"


def _only(book: Workbook, folder: Path, cell: str) -> DraftField:
    return at(drafted(book, folder), cell)


# -- whether the evidence agrees ---------------------------------------------------------------


def _doubts(draft: Draft, cell: str, *names: str) -> bool:
    """Whether a field is marked, with all these signs among the reasons."""
    return {SIGNS[name].text for name in names} <= set(at(draft, cell).doubts)


def test_a_number_without_a_unit_is_asked_about(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 2, "団体名", None)
    put_line(sheet, 3, "増減面積", None)
    put_line(sheet, 4, "参加人数", None)
    put_line(sheet, 5, "数量", None)
    draft = drafted(book, tmp_path)
    assert at(draft, "B5").sure  # of things that are counted differently
    assert at(draft, "B2").sure
    assert _doubts(draft, "B3", "no_unit")
    assert (at(draft, "B4").unit, at(draft, "B4").sure) == ("人", True)


def test_a_label_that_ends_in_a_role_of_the_office_asks_whose_the_box_is(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 2, "事業名", None)
    put(sheet, "A3:A4", "二次評価（企画課）", fill=GREY)
    put(sheet, "B3", "判定結果", fill=GREY)
    put(sheet, "C3", border=None)
    put(sheet, "C3")
    put(sheet, "B4", "意見", fill=GREY)
    put(sheet, "C4")
    draft = drafted(book, tmp_path)
    assert _doubts(draft, "C3", "others", "mute")
    assert at(draft, "B2").sure


def test_money_in_yen_beside_amounts_in_thousands_is_asked_about(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "区分", "決算額（千円）", "委託料")
    for row in (4, 5):
        put_line(sheet, row, f"第{row}事業所", None, None)
    draft = drafted(book, tmp_path)
    assert at(draft, "B4").unit == "千円"
    assert _doubts(draft, "C4", "yen_unsaid", "other_money")


def test_a_name_that_says_no_type_needs_a_second_doubt(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 2, "放流先", None)
    put_line(sheet, 3, "処置時", None)
    put_line(sheet, 4, "下枠", None)
    draft = drafted(book, tmp_path)
    assert at(draft, "B2").sure  # 先 ends a name of words
    assert _doubts(draft, "B3", "mute", "ends_otherwise")
    assert at(draft, "B4").sure  # mute, and nothing else


def test_two_units_for_one_answer_are_asked_about(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "会場名", None, None)
    put_line(sheet, 4, "参加世帯数", None, "人")
    draft = drafted(book, tmp_path)
    assert _doubts(draft, "B4", "units_differ")


def test_a_figure_among_words_of_its_column_is_asked_about(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "項目", "結果")
    for row, name in enumerate(("外観", "配線", "室温（℃）"), 4):
        put_line(sheet, row, name, None)
    draft = drafted(book, tmp_path)
    assert _doubts(draft, "B6", "odd")


def test_one_label_for_two_answers_is_asked_about(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 2, "団体名", None)
    put(sheet, "A3:A4", "所在地")
    put(sheet, "B3")
    put(sheet, "B4:C4")
    draft = drafted(book, tmp_path)
    assert not at(draft, "B3").sure
    assert not at(draft, "B4").sure


def test_a_word_in_a_bracket_that_is_not_understood_is_asked_about(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "会場名", None)
    put_line(sheet, 4, "濁り（ＮＴＵ）", None)
    draft = drafted(book, tmp_path)
    assert _doubts(draft, "B4", "bracket", "mute")


def test_people_that_a_heading_names_are_counted(tmp_path: Path) -> None:
    book, sheet = new_form()
    sheet["A1"] = "（単位：人）"
    put_line(sheet, 3, "施設", "利用者", "うち障害者")
    for row in (4, 5):
        put_line(sheet, row, f"第{row}会館", None, None)
    put_line(sheet, 6, "合計", "=SUM(B4:B5)", "=SUM(C4:C5)")
    field = at(drafted(book, tmp_path), "B4")
    assert (field.type, field.unit, field.sure) == ("number", "人", True)


def test_the_signs_have_few_points_and_their_own_words() -> None:
    assert all(0 < sign.points <= LIMIT for sign in SIGNS.values())
    assert len({sign.text for sign in SIGNS.values()}) == len(SIGNS)


# -- what a form says ------------------------------------------------------------------------


def test_what_a_formula_adds_is_a_figure(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "部位", "評点", "写真")
    for row, part in zip((4, 5), ("屋根", "外壁"), strict=True):
        put_line(sheet, row, part, None, None)
    put_line(sheet, 6, "合計", "=SUM(B4:B5)", "=COUNTA(C4:C5)")
    draft = drafted(book, tmp_path)
    assert (at(draft, "B4").type, at(draft, "B5").type) == ("number", "number")
    assert (at(draft, "C4").type, at(draft, "C5").type) == ("text", "text")


def test_the_unit_of_a_row_holds_for_its_months(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "項目", "単位", "４月", "５月", "６月", "備考")
    put_line(sheet, 4, "利用料金収入", "千円", None, None, None, None)
    put_line(sheet, 5, "開館日数", "日", None, None, None, None)
    draft = drafted(book, tmp_path)
    assert [at(draft, cell).unit for cell in ("C4", "E4", "C5")] == ["千円", "千円", "日"]
    assert (at(draft, "F4").type, at(draft, "F4").unit) == ("text", "")


def test_a_unit_among_remarks_of_a_bracket(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "工事名", "予定価格\n（税込・千円）", "内容・量（頻度・時間）")
    put_line(sheet, 4, None, None, None)
    draft = drafted(book, tmp_path)
    assert (at(draft, "B4").type, at(draft, "B4").unit) == ("money", "千円")
    assert (at(draft, "C4").type, at(draft, "C4").unit) == ("text", "")


def test_a_bracket_within_a_name_is_no_unit(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "学校（園）名", None)
    field = _only(book, tmp_path, "B3")
    assert (field.label, field.type, field.unit) == ("学校（園）名", "text", "")


def test_the_sample_of_a_legend_may_stand_further_right(tmp_path: Path) -> None:
    book, sheet = new_form()
    sheet["A1"] = "水色の欄に入力してください。"
    put(sheet, "D1", fill=WATER)
    put(sheet, "A3", "課名")
    put(sheet, "B3", fill=WATER)
    put(sheet, "A4", "内線")
    put(sheet, "B4", fill=WATER)
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["B3", "B4"]


def test_entries_to_be_circled_stand_close(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "訓練種別", "消火・通報・避難・総合（該当するものを○で囲む）")
    put_line(sheet, 4, "実施区分", "午前 ・ 午後 ・ 夜間 ・ 全日")
    put_line(sheet, 5, "発熱", "はい　　いいえ")
    draft = drafted(book, tmp_path)
    assert at(draft, "B3").choices == ("消火", "通報", "避難", "総合")
    assert at(draft, "B4").choices == ("午前", "午後", "夜間", "全日")
    assert (at(draft, "B5").type, at(draft, "B5").choices) == ("yesno", ("はい", "いいえ"))


def test_a_question_numbers_its_entries_in_a_bracket(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "番号", "質問", "回答", "補足説明")
    asked = "進み具合を番号で答えてください。（１ 済み　２ 途中　３ 未定）"
    put_line(sheet, 4, "1", asked, None, None)
    put_line(sheet, 5, "2", "該当する手続は何件ありますか。", None, None)
    draft = drafted(book, tmp_path)
    field = at(draft, "C4")
    assert (field.type, field.choices) == ("choice", ("済み", "途中", "未定"))
    assert field.label == "進み具合を番号で答えてください。"
    assert at(draft, "D4").choices is None
    assert (at(draft, "C5").unit, at(draft, "C5").sure) == ("件", True)


def test_two_words_in_the_line_of_the_answers_are_entries(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 2, "世帯主氏名", None)
    put_line(sheet, 3, "被害の程度", "全壊・半壊")
    put_line(sheet, 4, "車道・歩道の別", "車道・歩道・その他")
    put_line(sheet, 5, "世帯人数", None)
    draft = drafted(book, tmp_path)
    assert at(draft, "B3").choices == ("全壊", "半壊")
    assert not at(draft, "B3").sure
    assert at(draft, "B4").choices == ("車道", "歩道", "その他")


def test_two_words_over_a_column_head_it(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 2, "避難先", None)
    put_line(sheet, 3, "氏名", "続柄・関係", "体温（℃）")
    put_line(sheet, 4, None, None, None)
    put_line(sheet, 5, None, None, None)
    draft = drafted(book, tmp_path)
    assert [cell for cell, _, _ in seen(draft)] == ["B2", "A4", "B4", "C4"]
    assert (at(draft, "C4").type, at(draft, "C4").unit) == ("number", "℃")


def test_a_question_with_room_whose_answer_stands_beside_it(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 2, "氏名", None)
    put_line(sheet, 3, "病気にかかっていますか（病名：　　　　）", "はい　　いいえ")
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["B2", "B3"]


def test_a_zero_among_printed_figures_is_one_of_them(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "指標", "目標", "実績")
    for row, (name, aim) in enumerate((("来場者数", 1500), ("待機児童数", 0), ("率", 25.5)), 4):
        put_line(sheet, row, name, aim, None)
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["C4", "C5", "C6"]


def test_a_lone_number_beside_figures_is_a_value_not_a_number_of_its_row(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "指標", "基準値", "実績", "分析")
    for row, base in enumerate((1200, 21.3, 14), 4):
        put_line(sheet, row, f"指標その{'一二三'[row - 4]}", base, None, None)
    assert at(drafted(book, tmp_path), "C6").label == "指標その三／実績"


def test_a_year_may_be_a_label_of_its_own(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "通知書番号", None, "年度", "令和　　年度")
    draft = drafted(book, tmp_path)
    assert (at(draft, "B3").type, at(draft, "B3").unit) == ("code", "")
    assert (at(draft, "D3").label, at(draft, "D3").type) == ("年度", "year")


def test_the_boxes_of_a_line_of_marks_are_the_offices(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 2, "事業所名", None)
    put_line(sheet, 4, "※ 受付欄", "※ 経過欄")
    put_line(sheet, 5, None, None)
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["B2"]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("　　　度　　分", True),
        ("　・　・　", True),
        ("　　m×　　m", True),
        ("工事着工　令和　年　月　日　　工事完了　令和　年　月　日", True),
        ("　月　日　　時まで", True),
        ("　　款　　項　　目　　節", True),
        ("　　年　　月ごろ", True),
        ("　　　人程度", True),
        ("　　年　　月（予定）", True),
        ("　　千円（税込）", True),
        ("本\n人", False),
        ("学　生", False),
        ("代　表", False),
        ("予　定", False),
        ("提出　　先", False),
        ("氏名・住所", False),
    ],
)
def test_texts_that_only_say_how_to_answer(text: str, asks: bool) -> None:
    assert is_placeholder(text) is asks


def test_an_amount_on_a_line_is_written_before_its_yen(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3", "事業費総額", border=None)
    put(sheet, "B3:E3", "　　　　　　　円", border=UNDER)
    field = _only(book, tmp_path, "B3")
    assert (field.label, field.type, field.unit) == ("事業費総額", "money", "円")


def test_joined_cells_of_a_sheet_without_lines_are_its_boxes(tmp_path: Path) -> None:
    book, sheet = new_form()
    sheet["A1"] = "□新規　□更新"
    for row, name in ((3, "利用者氏名"), (4, "住所"), (5, "相談支援事業者名"), (6, "計画作成日")):
        sheet[f"A{row}"] = name
        sheet.merge_cells(f"B{row}:D{row}")
    draft = drafted(book, tmp_path)
    assert [label for _, label, _ in seen(draft)][-4:] == [
        "利用者氏名",
        "住所",
        "相談支援事業者名",
        "計画作成日",
    ]
    assert not any(field.sure for field in draft.fields)


def test_a_sheet_that_is_one_chart_is_passed_over(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "氏名", None)
    book.create_chartsheet("グラフ")
    whole, path = tmp_path / "全体.xlsx", tmp_path / "様式.xlsx"
    book.save(whole)
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if "chartsheets/_rels" not in name and "drawing" not in name:
                new.writestr(name, old.read(name))
    assert seen(draft_of(path)) == [("B3", "氏名", "text")]


def test_a_list_is_still_a_list(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "判定", None)
    choose(sheet, "B3", '"良,要観察,不良"')
    assert _only(book, tmp_path, "B3").sure


# -- read right ------------------------------------------------------------------------------


def test_days_head_columns_and_units_of_rows_hold_below_them(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "日付", "7月22日", "7月23日", "7月24日")
    put_line(sheet, 4, "水温（℃）", None, None, None)
    put_line(sheet, 5, "入場者数", None, None, None)
    draft = drafted(book, tmp_path)
    assert (at(draft, "B4").type, at(draft, "B4").unit) == ("number", "℃")
    assert (at(draft, "D5").unit, at(draft, "D5").repeat) == (
        "人",
        Repeat("columns", "7月22日", 3, 1, 3),
    )


def test_a_unit_and_a_greyed_box_between_label_and_answers(tmp_path: Path) -> None:
    book, sheet = new_form()
    put(sheet, "A3:B3", "コスト（千円）")
    for column, year in zip("CD", ("令和５年度決算", "令和６年度決算"), strict=True):
        put(sheet, f"{column}3", year)
    put(sheet, "A4", "直接事業費")
    put(sheet, "B4", fill=GREY)
    put(sheet, "A5", "従事職員数")
    put(sheet, "B5", "人工")
    for cell in ("C4", "D4", "C5", "D5"):
        put(sheet, cell)
    draft = drafted(book, tmp_path)
    assert (at(draft, "C4").label, at(draft, "C4").unit) == ("直接事業費／令和５年度決算", "千円")
    assert (at(draft, "D5").label, at(draft, "D5").unit) == ("従事職員数／令和６年度決算", "人工")
    assert at(draft, "D5").type == "number"


def test_a_year_over_a_column_is_no_year_to_write(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "指標名", "令和５年度", "令和６年度")
    for row in (4, 5, 6):
        put_line(sheet, row, None, None, None)
    draft = drafted(book, tmp_path)
    assert [at(draft, cell).type for cell in ("A4", "B4", "C4")] == ["text", "number", "number"]


def test_what_stands_before_a_unit_to_write_is_a_figure(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "品名", "在庫", "単位", "置場")
    for row in (4, 5):
        put_line(sheet, row, None, None, None, None)
    draft = drafted(book, tmp_path)
    assert [at(draft, f"{c}4").type for c in "ABCD"] == ["text", "number", "text", "text"]


def test_what_is_allowed_stands_between_a_name_and_its_answers(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "測定項目", "基準", "点検前", "点検後")
    put_line(sheet, 4, "電流（A）", "15以下", None, None)
    put_line(sheet, 5, "圧力（kPa）", "1.5～2.0", None, None)
    draft = drafted(book, tmp_path)
    assert (at(draft, "C4").label, at(draft, "C4").unit) == ("電流（A）／点検前", "A")
    assert (at(draft, "D5").label, at(draft, "D5").unit) == ("圧力（kPa）／点検後", "kPa")


def test_the_unit_of_a_group_holds_for_its_rows(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "項目", "区分", "１年目", "２年目")
    put(sheet, "A4:A5", "経営面積（ａ）")
    for row, name in ((4, "田"), (5, "畑")):
        put(sheet, f"B{row}", name)
        put(sheet, f"C{row}")
        put(sheet, f"D{row}")
    assert at(drafted(book, tmp_path), "D5").unit == "ａ"


def test_a_question_over_a_lone_box_names_it(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 2, "事業所名", None, None)
    sheet["A4"] = "問４　人材の確保で困っていることを自由にご記入ください。"
    put(sheet, "A5:C5")
    field = at(drafted(book, tmp_path), "A5")
    assert (field.label, field.type) == (
        "問４　人材の確保で困っていることを自由にご記入ください",
        "long",
    )


def test_the_boxes_under_a_note_of_the_office_are_left_out(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 2, "氏名", None)
    put(sheet, "A4:B4", "※以下は、人事課で記入します。")
    put_line(sheet, 5, "認定年月日", None)
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["B2"]


def test_a_colon_alone_asks_for_a_time(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "日", "始業", "終業", "作業内容")
    for row in (4, 5):
        put_line(sheet, row, str(row - 3), "：", "：", None)
    assert [cell for cell, _, _ in seen(drafted(book, tmp_path))] == ["B4", "C4", "D4"]


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("要・否", ("要", "否")),
        ("無・有（　　　）", ("無", "有")),
        ("mg/L", ()),
        ("電話・来所・訪問", 3),
    ],
)
def test_entries_of_pairs_and_units(text: str, entries: object) -> None:
    found = printed_options.options(text) or printed_options.offered(text, 2)
    assert found == entries or len(found) == entries


def test_what_a_name_counts_is_its_unit(tmp_path: Path) -> None:
    book, sheet = new_form()
    for row, name in enumerate(("捕獲頭数", "班数", "利用定員", "役員の任期"), 3):
        put_line(sheet, row, name, "　　年" if name == "役員の任期" else None)
    draft = drafted(book, tmp_path)
    assert [at(draft, f"B{row}").unit for row in (3, 4, 5, 6)] == ["頭", "班", "人", "年"]
    assert at(draft, "B6").type == "number"


def test_two_words_with_one_end_are_no_yes_and_no(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "謝金の希望", "□有償　□無償")
    put_line(sheet, 4, "異常の有無", None)
    draft = drafted(book, tmp_path)
    assert (at(draft, "B3").type, at(draft, "B4").type) == ("choice", "yesno")


def test_a_narrow_cell_of_a_table_that_no_word_explains_is_asked_about(tmp_path: Path) -> None:
    book, sheet = new_form()
    put_line(sheet, 3, "審議会", "男", "女")
    for row, name in ((4, "都市計画"), (5, "環境")):
        put_line(sheet, row, f"{name}審議会", None, None)
    assert _doubts(drafted(book, tmp_path), "B4", "mute", "narrow")
