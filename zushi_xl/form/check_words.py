"""The words of the check column beside a form: the builder writes them, the reader knows them."""

EMPTY, DOUBT, DONE = "●", "▲", "✓"
TO_MEND, TO_CONFIRM = "◆", "◇"
TOO_LONG = "長すぎます"
NO_AMOUNT = "金額は円単位の数字で"
NO_NUMBER = "数字で記入してください"
NO_FIGURE = "数値か一覧の語で"
OVER_100 = "100％を超えています"
FAR = "前年度と大きく違います"
LESS = "累計が前年度より減っています"
NOT_LISTED = "一覧にありません"
ERROR_VALUE = "エラー値があります"
NOT_ASKED = "記入は要りません"
MENDED = "直しました"
BY_CRITERIA, LEFT_OPEN = "評価基準", "担当課の判断"
BY_RULE, OR_LOWER = "評価基準では", "以下"
DOUBTS = (
    *(TOO_LONG, NO_AMOUNT, NO_NUMBER, NO_FIGURE, OVER_100, FAR, LESS, NOT_LISTED, ERROR_VALUE),
    NOT_ASKED,
)
MISSING_WORDS = ("未実施", "未確定", "該当なし")  # offered where a figure may be missing
FORMER_MISSING_WORDS = (
    "調査なし",
    "集計中",
)  # what earlier versions offered too: books with them come


def short_label(label: str) -> str:
    """A label short enough for the narrow column: without what stands in brackets.

    >>> short_label("【参考】実績額（千円）")
    '実績額'
    """
    return label.split("（")[0].replace("【参考】", "")
