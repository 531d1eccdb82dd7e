"""The fixed words of the open data and what they mean, by the column that they stand in."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from zushi_xl.plan.model import Counting, Trend, ValueStatus
from zushi_xl.plan.scales import GradeClass
from zushi_xl.report.five_values import (
    DOUBTFUL,
    EMPTY,
    IN_WORDS,
    LEFT_OUT,
    NONE,
    NOT_ASKED,
    NOT_DUE,
    NOT_REPORTED,
    NOT_YET,
    REFUSED,
    UNREADABLE,
)
from zushi_xl.report.review import Review
from zushi_xl.report.spending import Stated
from zushi_xl.report.tables.initiatives import NO_PROGRAM, SEVERAL
from zushi_xl.report.tables.words import KPI_STATUS, QUALIFIERS

_Word = TypeVar("_Word", bound=StrEnum)
_REASONS = {
    NOT_REPORTED: "報告がない",
    NOT_DUE: "測定周期によると測らない年度で、報告もない",
    LEFT_OUT: "様式の条件や評価する人の対象により記入を求めない欄で、記入もない",
    REFUSED: "書かれた文字を一つの値として読めないため、確かめるまで値にしない",
    DOUBTFUL: "点検で誤りと分かり、担当課が直すまで値にしない",
    IN_WORDS: "値でなく文章で書かれている",
    "未実施": "調査や事業を行わなかった",
    "該当なし": "当てはまるものがない",
    "対象外": "対象でない",
    "集計中": "まだ集計が終わっていない",
    "不明": "分からない",
    "秘匿": "人や団体が分かるおそれがあるため伏せた",
    "廃止": "指標や事業がなくなった",
    "エラー値": "表計算のエラー値が入っていた",
    "未記入": "欄が空のまま報告された",
    "記号のみ（－）": "横線だけが書かれていた",
    "前と同じ": "「同上」「前年度と同じ」と書かれていた",
    "別の欄を参照": "別の欄を見るよう書かれていた",
    "読み取り不能": "文字を読み取れなかった",
    NOT_ASKED: "その階層の様式にない欄",
}
_MISSING_CLASSES = {
    EMPTY: "何も報告されていない",
    NONE: "値がないと報告された",
    NOT_YET: "値がまだ決まっていないと報告された",
    UNREADABLE: "書かれているが、値として使えない",
}
_STATUS = {
    ValueStatus.BASELINE: "計画を作ったときの値",
    ValueStatus.ACTUAL: "年度の結果の値",
    ValueStatus.PLANNED: "年度の計画の値",
    ValueStatus.TARGET: "計画の終わりの目標の値",
    ValueStatus.OPEN: "まだ決まっていない値",
}
_QUALIFIERS = {
    "about": "おおよその値",
    "at_least": "その値を含んで上",
    "more_than": "その値を含まず上",
    "at_most": "その値を含んで下",
    "less_than": "その値を含まず下",
}
_TRENDS = {
    Trend.UP: "増えるのがよい",
    Trend.DOWN: "減るのがよい",
    Trend.KEEP: "保つのがよい",
}
_COUNTINGS = {
    Counting.COUNT: "その年度に数えた数",
    Counting.MEAN: "いくつもの値の平均",
    Counting.SHARE: "全体に占める割合",
    Counting.CUMULATIVE: "これまでの合計",
    Counting.QUALITATIVE: "数でなく文章で示すもの",
}
_CLASSES = {
    GradeClass.RANKED: "よしあしの順がある評価",
    GradeClass.FINISHED: "終わったもの",
    GradeClass.NOT_STARTED: "まだ始めていないもの",
    GradeClass.STOPPED: "やめたもの",
    GradeClass.NOT_RATABLE: "評価できないもの",
}
_STATES = {
    Stated.REPORTED: "報告された額",
    Stated.SETTLED: "報告された額が食い違い、計画マスタの決算額によった",
    Stated.ACCEPTED: "食い違いが了承され、それぞれの額の和によった",
    Stated.CONFLICT: "報告された額が食い違い、決まっていない",
    Stated.FAULTY: "点検で誤りと分かり、直すまで額にしない",
    Stated.UNREAD: "書かれた文字を額として読めない",
    Stated.UNREPORTED: "報告がない",
    Stated.NOT_YET: "集計中、未確定などと報告された",
    Stated.NOTHING: "「－」「該当なし」「未実施」などと報告された",
}
_REVIEWS = {
    Review.CONFIRM.label: "確かめるよう担当課に尋ねている",
    Review.ERROR.label: "誤りがあり、担当課に直すよう求めている",
    Review.WAIVED.label: "指摘を理由とともに了承した",
}


def _shown(meanings: Mapping[_Word, str]) -> dict[str, str]:
    """The meanings by the words that stand in the files."""
    return {str(word): meaning for word, meaning in meanings.items()}


CODE_MEANINGS: Mapping[str, Mapping[str, str]] = {
    "点検": _REVIEWS,
    "評価の状態": {
        "評価済": "評価区分のとおりに報告された",
        NOT_REPORTED: "報告がない",
        NONE: "評価がないと書かれている（－、該当なしなど）",
        NOT_YET: "評価がまだ決まらないと書かれている（未確定など）",
        "評価区分にない記載": "評価区分にない語が書かれている",
        "評価の対象でない": "この評価を求めない項目（様式に欄がないか、評価する人の対象でない）",
        "非公表": "公開しない欄",
    },
    "評価の分類": _shown(_CLASSES),
    "種別": {word: _STATUS[status] for status, word in KPI_STATUS.items()},
    "限定": {word: _QUALIFIERS[key] for key, word in QUALIFIERS.items() if key},
    "欠測理由": _REASONS,
    "実績額の欠測理由": {
        SEVERAL: "予算事業が二つ以上あり、額は_予算事業.csvで終わるファイルにある",
        NO_PROGRAM: "予算事業がない",
        **_REASONS,
    },
    "欠測の区分": _MISSING_CLASSES,
    "実績額の欠測の区分": _MISSING_CLASSES,
    "望ましい向き": _shown(_TRENDS),
    "数え方": _shown(_COUNTINGS),
    "状態": _shown(_STATES),
    "項目": {"人口": "人の数", "構成比": "全体に占める割合"},
    "合計": {"合計": "内訳を足した行"},
}
