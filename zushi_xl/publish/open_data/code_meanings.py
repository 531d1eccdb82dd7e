"""The fixed words of the open data and what they mean, by the column that they stand in."""

from __future__ import annotations

from collections.abc import Mapping

from zushi_xl.plan.model import Counting, Trend
from zushi_xl.plan.scales import GradeClass
from zushi_xl.report.review import Review
from zushi_xl.report.spending import Stated
from zushi_xl.report.tables.initiatives import NO_PROGRAM, SEVERAL
from zushi_xl.report.tables.words import (
    DOUBTFUL,
    IN_WORDS,
    KPI_STATUS,
    NOT_REPORTED,
    QUALIFIERS,
    REFUSED,
)

_REASONS = {
    NOT_REPORTED: "報告がない",
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
}
_STATUS = ("計画を作ったときの値", "年度の結果の値", "年度の計画の値", "計画の終わりの目標の値")
_QUALIFIERS = (
    "おおよその値",
    "その値を含んで上",
    "その値を含まず上",
    "その値を含んで下",
    "その値を含まず下",
)
_TRENDS = ("増えるのがよい", "減るのがよい", "保つのがよい")
_COUNTINGS = (
    "その年度に数えた数",
    "いくつもの値の平均",
    "全体に占める割合",
    "これまでの合計",
    "数でなく文章で示すもの",
)
_CLASSES = (
    "よしあしの順がある評価",
    "終わったもの",
    "まだ始めていないもの",
    "やめたもの",
    "評価できないもの",
)
_STATES = (
    "報告された額",
    "報告された額が食い違い、計画マスタの決算額によった",
    "食い違いが了承され、それぞれの額の和によった",
    "報告された額が食い違い、決まっていない",
    "点検で誤りと分かり、直すまで額にしない",
    "書かれた文字を額として読めない",
    "報告がない",
)
_REVIEWS = {
    Review.CONFIRM.label: "確かめるよう担当課に尋ねている",
    Review.ERROR.label: "誤りがあり、担当課に直すよう求めている",
    Review.WAIVED.label: "指摘を理由とともに了承した",
}
_ACTUAL_STATUS = [word for word in KPI_STATUS.values() if word != "未確定"]

CODE_MEANINGS: Mapping[str, Mapping[str, str]] = {
    "点検": _REVIEWS,
    "評価の状態": {
        "評価済": "評価区分のとおりに報告された",
        NOT_REPORTED: "報告がない",
        "評価区分にない記載": "評価区分にない語が書かれている",
        "非公表": "公開しない欄",
    },
    "評価の分類": dict(zip(map(str, GradeClass), _CLASSES, strict=True)),
    "種別": {
        **dict(zip(_ACTUAL_STATUS, _STATUS, strict=True)),
        "未確定": "まだ決まっていない値",
    },
    "限定": dict(zip((w for w in QUALIFIERS.values() if w), _QUALIFIERS, strict=True)),
    "欠測理由": _REASONS,
    "実績額の欠測理由": {
        SEVERAL: "予算事業が二つ以上あり、額は_予算事業.csvで終わるファイルにある",
        NO_PROGRAM: "予算事業がない",
        **_REASONS,
    },
    "望ましい向き": dict(zip(map(str, Trend), _TRENDS, strict=True)),
    "数え方": dict(zip(map(str, Counting), _COUNTINGS, strict=True)),
    "状態": dict(zip(map(str, Stated), _STATES, strict=True)),
    "項目": {"人口": "人の数", "構成比": "全体に占める割合"},
    "合計": {"合計": "内訳を足した行"},
}
