"""What stands in a text: each rule with texts that raise it and near ones that do not."""

from __future__ import annotations

import pytest

from tests.rules.builders import in_book, plan
from zushi_xl.plan.scales import Grade, GradeClass
from zushi_xl.rules.rating_words import _other_grade
from zushi_xl.workbook.cells import Source

INITIATIVES = "5-1-②-① | ① | 説明会\n5-1-②-② | ② | 講座\n5-1-②-③ | ③ | 再掲 | | | | 5-1-②-①"
PLAN = plan(
    kpis="5-1-② | 平和イベントへの参加者数が3,000人を超えている。 | 人 | 上昇 実数"
    " | 2023=1,030人 | target=3,001人以上",
    initiatives=INITIATIVES,
)


def of_results(text: str) -> set[str]:
    return {f.rule for f in in_book(PLAN, f"C11 | 5-1-②-① results | {text}")}


def of_remarks(text: str, value: str = "1,500人", grade: str = "B") -> set[str]:
    table = f"C5 | 5-1-② rating | {grade}\nD3 | 5-1-② KPI1 | {value}\nC7 | 5-1-② remarks | {text}"
    return {f.rule for f in in_book(PLAN, table)}


@pytest.mark.parametrize(
    "text",
    [
        "参加者〇〇人で実施した。", "参加者××人", "XX人が参加した。", "ｘｘ件の相談", "（　）回開いた。",
        "（ ）人", "（）を行った。", "令和　年に開いた。", "●●を実施した。", "ここに記入してください。",
        "？人が参加した。", "約？人", "約　　人が参加した。", "延べ　件の相談",
    ],
)  # fmt: skip
def test_placeholder_left_raised(text: str) -> None:
    assert "placeholder-left" in of_results(text)


@pytest.mark.parametrize(
    "text",
    [
        "「○○のまち」を開いた。", "○○のまちプロジェクトを進めた。", "アートA××Bを展示した。", "二〇〇〇年の記念",
        "MAXX人気投票", "（市民）説明会", "○（まる）をつけた。", "XXL判を配った。",
        "何が必要か？人が集まる場を考えた。", "・計　人権講座を3回開いた。", "講座？円卓会議？を開いた。",
    ],
)  # fmt: skip
def test_placeholder_left_silent(text: str) -> None:
    assert "placeholder-left" not in of_results(text)


@pytest.mark.parametrize(
    "text",
    [
        "参加者30人（課長に確認）", "※要確認", "差し替え予定", "後で追記する", "数字は仮置き。", "★ここ修正",
        "決裁待ち", "（確認中）", "あとで修正", "参加者は30人？？", "部長の了解を得てから公表", "TBD",
        "（要入力）", "（担当者記入）", "Lorem ipsum dolor sit amet",
    ],
)  # fmt: skip
def test_internal_note_left_raised(text: str) -> None:
    assert "internal-note-left" in of_results(text)


@pytest.mark.parametrize(
    "text",
    [
        "課長級の職員の研修を行った。", "本人の状況を確認し、支援した。", "古い案内板を差し替えた。",
        "部長会議で報告した。", "確認中の案件は3件である。", "活動の状況を確認中である。",
        "入力を要する書類を減らした。", "担当者が記入例を示した。",
    ],
)  # fmt: skip
def test_internal_note_left_silent(text: str) -> None:
    assert "internal-note-left" not in of_results(text)


@pytest.mark.parametrize(
    "text",
    [
        "問い合わせは046-873-1111まで",
        "０４６－８７３－１１１１",
        "内線 231",
        "taro@city.example.lg.jp",
        "03(1234)5678",
    ],
)
def test_personal_information_raised(text: str) -> None:
    assert "personal-information" in of_results(text)


@pytest.mark.parametrize(
    "text",
    [
        "2024-06-03に開いた。",
        "249-0006 の地区",
        "10-20-30人の組",
        "＠ホームな会",
        "内線電話を更新した。",
    ],
)
def test_personal_information_silent(text: str) -> None:
    assert "personal-information" not in of_results(text)


@pytest.mark.parametrize(
    "text",
    [
        "・",
        "・開いた。\\n・",
        "市民と話し合い、",
        "・市民と、\\n・講座を開いた。",
        "説明会を",
        "・・開いた。",
        "講座（市民向けを開いた。",
    ],
)
def test_text_broken_raised(text: str) -> None:
    found = of_results(text) | of_results(f"講座を開いた。\\n{text}")
    assert "text-broken" in found


@pytest.mark.parametrize(
    "text",
    [
        "・市民と、\\n関係団体が話し合った。", "講座（3回）を開いた。", "1）講座を開いた。", "講座の開催など",
        "・説明会の開催", "延べ30人が参加",
    ],
)  # fmt: skip
def test_text_broken_silent(text: str) -> None:
    assert "text-broken" not in of_results(text)


def test_text_garbled_raised() -> None:
    for text in ("縺薙ｓ縺ｫ縺｡縺ｯ", "説明会\ufffd\ufffd", "ï¿½開いた"):
        assert "text-garbled" in of_results(text)


def test_text_garbled_silent() -> None:
    for text in ("繧繝彩色の修理", "絹繍の展示", "ﾅﾅ会議"):
        assert "text-garbled" not in of_results(text)


@pytest.mark.parametrize(
    "text",
    [
        "9月31日に開いた。",
        "2023年2月29日",
        "13月5日",
        "令和6年13月に開いた。",
        "４月３１日",
        "6月0日",
    ],
)
def test_date_impossible_raised(text: str) -> None:
    assert "date-impossible" in of_results(text)


@pytest.mark.parametrize(
    "text",
    [
        "2024年2月29日",
        "2月29日",
        "12月31日",
        "18月間続けた",
        "6か月",
        "24ヶ月児健診",
        "1/30の割合",
        "0.13月分",
    ],
)
def test_date_impossible_silent(text: str) -> None:
    assert "date-impossible" not in of_results(text)


@pytest.mark.parametrize(
    "text",
    [
        "2023年5月12日に開催した。", "令和5年10月に研修を実施した。", "2025年4月1日に講座を開いた。",
        "R5.10.3に開催した。", "2023/6/3に実施した。", "令和６年３月３１日に開催した。",
    ],
)  # fmt: skip
def test_date_outside_year_raised(text: str) -> None:
    assert "date-outside-year" in of_results(text)


@pytest.mark.parametrize(
    "text",
    [
        "2024年4月1日に開催した。", "令和7年3月31日に開催した。", "令和6年1月の地震を踏まえ、点検を行った。",
        "2023年4月1日の法改正を受けて実施した。", "2022年4月から継続して実施している。", "2025年6月に開催予定である。",
        "5月3日に開催した。", "2019年3月に策定した計画に基づき、準備した。",
    ],
)  # fmt: skip
def test_date_outside_year_silent(text: str) -> None:
    assert "date-outside-year" not in of_results(text)


@pytest.mark.parametrize(
    "text",
    [
        "令和6年（2025年）に開いた。",
        "2024年度（令和7年度）",
        "平成30(2019)年",
        "2024（令和５）年",
        "H30（2019）",
        "昭和63年（1989年）",
        "R6(2023)",
    ],
)
def test_date_eras_differ_raised(text: str) -> None:
    assert "date-eras-differ" in of_results(text)


@pytest.mark.parametrize(
    "text",
    [
        "令和6年（2024年）",
        "平成30年（2018年）",
        "平成元年度（1989年度）",
        "H30（2018）",
        "R6(2024)",
        "昭和63年（1988年）",
        "2024年度（令和6年度）",
        "令和元年(2019)",
        "令和6年（20人）",
        "2024（令和6）年",
    ],
)
def test_date_eras_differ_silent(text: str) -> None:
    assert "date-eras-differ" not in of_results(text)


@pytest.mark.parametrize(
    "text",
    [
        "前期12人、後期15人の計37人が参加した。", "電話30件、窓口20件、合計60件の相談", "午前3回、午後4回、計8回開いた。",
        "講座（前期１２人、後期１５人、計３７人）を開いた。",
    ],
)  # fmt: skip
def test_sum_differs_raised(text: str) -> None:
    assert "sum-differs" in of_results(text)


@pytest.mark.parametrize(
    "text",
    [
        "前期12人、後期15人の計27人が参加した。", "3回、計120人が参加した。", "会計30件、設計20件、計40件",
        "前期12人、後期15人など計37人", "延べ12人、15人の計37人", "累計300人、前期12人、後期15人",
        "講座を3回、展示を2回、催し1回の計6回", "男性12人、女性15人（うち計5人が学生）",
    ],
)  # fmt: skip
def test_sum_differs_silent(text: str) -> None:
    found = of_results(text)
    assert ("sum-differs" in found) is (text == "会計30件、設計20件、計40件")


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        # one decimal: 0.05 for each part, none for the whole 100％
        ("市内33.3％、県内33.3％、県外33.3％、計100％", False),  # 99.9
        ("市内33.3％、県内33.3％、県外33.2％、計100％", True),  # 99.8
        ("市内33.4％、県内33.4％、県外33.3％、計100％", False),  # 100.1
        ("市内33.4％、県内33.4％、県外33.4％、計100％", True),  # 100.2
        ("市内12.3％、県内15.4％、計27.8％", False),  # 27.7, and the total is rounded too: 0.15
        ("市内12.3％、県内15.4％、計27.9％", True),
        ("延長1.2km、1.3km、計2.6km", False),
        ("延長1.2km、1.3km、計2.7km", True),
        # whole shares and thousands are rounded: half a unit each
        ("男性45％、女性56％、計100％", False),  # 101
        ("男性46％、女性56％、計100％", True),  # 102
        ("国庫12千円、一般15千円、計28千円", False),  # 27: 1.5 at most
        ("国庫12千円、一般15千円、計29千円", True),
        # what is counted is exact
        ("前期12人、後期15人、計28人", True),
        ("国庫12,000円、一般15,000円、計27,001円", True),
        ("国庫12,000円、一般15,000円、計27,000円", False),
    ],
)
def test_a_sum_in_words_may_miss_by_what_rounding_allows(text: str, is_told: bool) -> None:
    assert ("sum-differs" in of_results(f"{text}となった。")) is is_told


@pytest.mark.parametrize(
    "text",
    [
        "平和イベントへの参加者は1,300人であった。",
        "参加者数は２，０００人となった。",
        "KPIの実績値は1,200人である。",
    ],
)
def test_kpi_text_differs_raised(text: str) -> None:
    assert "kpi-text-differs" in of_remarks(text)


@pytest.mark.parametrize(
    "text",
    [
        "参加者数は1,500人であった。", "参加者数は約1,500人となった。", "参加者数は前年度の1,300人から増えた。",
        "平和イベントへの参加者のうち300人が学生であった。", "講座の回数は12回であった。", "参加者数の目標は3,001人である。",
        "ボランティア30人が手伝った。", "参加者数は1,030人から1,500人となった。",
    ],
)  # fmt: skip
def test_kpi_text_differs_silent(text: str) -> None:
    assert "kpi-text-differs" not in of_remarks(text)


@pytest.mark.parametrize(
    ("kpi", "said", "is_told"),
    [
        ("1,500人", "1,501人", True),  # counts are counted
        ("1,500人", "1,499人", True),
        ("1,500人", "約1,501人", True),  # said to the last person
        ("1,950人", "約2,000人", False),
        ("1,949人", "約2,000人", True),
        ("1,549人", "約1,500人", False),
        ("1,550人", "約1,500人", False),
        ("1,551人", "約1,500人", True),
        ("1,449人", "約1,500人", True),
        ("約1,500人", "1,451人", False),
        ("約1,500人", "1,449人", True),
        ("1,500人", "1,500.4人", False),  # the shorter one may be rounded
        ("1,500人", "1,500.6人", True),
    ],
)
def test_a_figure_in_words_may_miss_by_what_rounding_allows(
    kpi: str, said: str, is_told: bool
) -> None:
    assert ("kpi-text-differs" in of_remarks(f"参加者数は{said}となった。", kpi)) is is_told


def test_kpi_target_claimed_raised() -> None:
    assert "kpi-target-claimed" in of_remarks("目標を達成した。")
    assert "kpi-target-claimed" in of_remarks("目標値を上回った。")
    assert "kpi-target-claimed" in of_remarks("目標の3,001人を達成した。")
    assert "kpi-target-claimed" in of_remarks("目標である３，００１人を大きく上回った。")


def test_kpi_target_claimed_silent() -> None:
    assert "kpi-target-claimed" not in of_remarks("目標を達成した。", "3,001人")
    assert "kpi-target-claimed" not in of_remarks("目標を達成できるよう努める。")
    assert "kpi-target-claimed" not in of_remarks("目標の1,400人を達成した。")  # of the year
    assert "kpi-target-claimed" not in of_remarks("目標の3,001人に近づいた。")


@pytest.mark.parametrize(
    ("grade", "text"),
    [
        ("A", "計画より大幅に遅れている。"), ("A", "目標の達成は困難である。"), ("A", "B評価とした。"),
        ("D", "計画どおり順調に進んでいる。"), ("C", "目標を達成した。"), ("B", "評価はＡである。"),
    ],
)  # fmt: skip
def test_rating_words_differ_raised(grade: str, text: str) -> None:
    assert "rating-words-differ" in of_remarks(text, "3,100人", grade)


@pytest.mark.parametrize(
    ("grade", "text"),
    [
        ("A", "順調に進んでいる。"), ("B", "一部に遅れが見られる。"), ("B", "前年度はA評価とした。"), ("B", "B評価とした。"),
        ("A", "関係団体の高齢化が課題である。"), ("D", "順調に進むよう見直す。"), ("A", "遅れを取り戻した。"),
    ],
)  # fmt: skip
def test_rating_words_differ_silent(grade: str, text: str) -> None:
    assert "rating-words-differ" not in of_remarks(text, "1,900人", grade)


@pytest.mark.parametrize(
    ("chosen", "sentence", "is_another"),
    [
        ("達成", "評価は達成見込みとした", True), ("達成見込み", "評価は達成見込みとした", False),
        ("達成見込み", "評価は達成とした", True), ("達成", "評価は達成とした", False),
        ("達成", "未達成評価を達成とした", False), ("未達成", "未達成評価を達成とした", False),  # both are named
        ("達成見込み", "未達成評価を達成とした", True), ("達成", "評価はまだである", False),
    ],
)  # fmt: skip
def test_grades_that_are_words(chosen: str, sentence: str, is_another: bool) -> None:
    source = Source("計画マスタ.xlsx", "評価区分")
    scale = [
        Grade((), symbol, "", "", GradeClass.RANKED, None, None, source)
        for symbol in ("達成", "達成見込み", "未達成")
    ]
    grade = next(g for g in scale if g.symbol == chosen)
    assert _other_grade(grade, scale, sentence) is is_another


_SAME = "市内の五つの小学校で、人権の花運動を児童とともに行った。"


def both(first: str, second: str, code: str = "②") -> set[str]:
    table = f"C11 | 5-1-②-① results | {first}\nC15 | 5-1-②-{code} results | {second}"
    return {f.rule for f in in_book(PLAN, table)}


def test_same_text_in_two_raised() -> None:
    assert "same-text-in-two" in both(_SAME, _SAME)


def test_same_text_in_two_silent() -> None:
    assert "same-text-in-two" not in both(_SAME, _SAME.replace("五", "三"))
    assert "same-text-in-two" not in both("説明会を開いた。", "説明会を開いた。")  # short
    assert "same-text-in-two" not in both(_SAME, _SAME, "③")  # 再掲


@pytest.mark.parametrize(
    "text", ["市民共働課と協力した。", "会教育課が担当した。", "社会教育力課", "社会教肓課とともに"]
)
def test_division_misspelt_raised(text: str) -> None:
    assert "division-misspelt" in of_results(text)


@pytest.mark.parametrize(
    "text",
    [
        "市民協働課と協力した。",
        "県の商工課に相談した。",
        "協働課が担当した。",
        "課題を整理した。",
        "課税の説明",
    ],
)
def test_division_misspelt_silent(text: str) -> None:
    assert "division-misspelt" not in of_results(text)


@pytest.mark.parametrize(
    "text",
    [
        "・人権メッセージパネル展を開催した。（2024年12月2日～10日）", "特設人権相談を実施した。（2024年6月3日、12月2日）",
        "「親子で学ぼう！子どもの護身法」（参加者42人）、ワークショップ（参加240人）を実施した。",
        "令和4年度に策定した計画に基づき、講座を3回開催した。", "平成30年4月に開設した施設を運営した。",
        "令和7年4月の開設に向けて準備を行った。", "A4判×2枚を配布した。", "相談件数174件（うちDV 20件）であった。",
        "第1回（5月）12人、第2回（7月）15人、第3回（9月）20人が参加した。", "「???（はてな）展」を開催した。",
        "啓発冊子2,000部、チラシ5,000枚、計7,000点を配布した。", "★マークの店を紹介した。", "会計課と連携した。",
    ],
)  # fmt: skip
def test_ordinary_results_raise_nothing(text: str) -> None:
    assert of_results(text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "参加者からは好評であった。", "講師の数が減少したため、回数を見直した。", "学校での参加者は300人であった。",
        "来年度は参加者2,000人をめざす。", "前年度の1,030人から1,500人に増加した。", "物価高騰により経費が増加した。",
        "参加団体が5団体減少した。", "ボランティアの参加者は減少した。", "目標値の達成は容易でないが、順調に推移している。",
    ],
)  # fmt: skip
def test_ordinary_remarks_raise_nothing(text: str) -> None:
    assert of_remarks(text) == set()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("今年度は1,900人が参加した。", "kpi-text-differs"),
        ("参加者数は1,030人から900人に減少した。", "kpi-text-differs"),
        ("昨年度に比べ参加者が落ち込んだ。", "kpi-words-opposite"),
        ("参加者が前年度比で470人減少した。", "kpi-words-opposite"),
        ("順調であるためAとした。", "rating-words-differ"),
        ("目標を大幅に上回った。", "kpi-target-claimed"),
    ],
)
def test_remarks_that_deny_the_figure(text: str, rule: str) -> None:
    assert rule in of_remarks(text)
