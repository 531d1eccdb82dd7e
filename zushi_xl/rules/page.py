"""The list of all rules: for the terminal, and as a page of the documentation."""

from __future__ import annotations

from collections.abc import Iterator

from zushi_xl.findings import own_form_rules
from zushi_xl.findings.rule import RULES, Rule, RuleArea
from zushi_xl.returned import rules as reading_rules
from zushi_xl.rules import registry

_DECLARING = (own_form_rules, reading_rules, registry)  # imported for the rules that they bring

_HEAD = """\
# 点検ルール

このページはルールの宣言から作っています（`python -m tests.samples.make_lists`）。
`zushi-xl rules` が出す一覧と同じ内容です。

## 重大度

| 重大度 | 意味 |
|---|---|
| 要修正 (error) | 必ず直すところです。残ると `check`・`status` などの終了コードが 1 です。 |
| 要確認 (confirm) | 疑わしいところです。正しければ理由を残すか、了承します。 |
| お知らせ (info) | 知っておくとよい事実です。差し戻しには載りません。 |

計画マスタのシート「点検ルール」で、ルールごとに重大度（要修正・要確認・お知らせ・点検しない）と
しきい値を変えられます。

- `own-form-` で始まるルールは、市の様式（原本）の写しを集めるときのものです。
  照会には「点検ルール」と「了承」のシートがないので、重大度は変わりません。
- 空欄や読めない値のセルには、その指摘だけを出します。同じセルのほかの指摘は出しません。
- 単位違い・小数・0～100％の外の値は、評価や増減の点検に使いません。
- 一つのシートで、セルだけが違う同じ指摘は一つにまとめ、セルの番地を並べます。
- 指摘は、重大度、計画の順、セルの順に並びます。

## 了承

シート「了承」に、ルール・場所・理由・承認者・期限を書くと、当たる指摘は「了承済み」になります。
消えずに一覧の終わりに残りますが、終了コードと差し戻しには数えません。

- 場所は、計画のコード（その下も含みます）、課名、予算事業名のどれかです。
- 値を書けば、その値（または「315,760円～380,318円」のような幅の中の値）の指摘だけを了承します。
  金額をほかの額と比べるルール（`budget-conflict`・`budget-settled-differs`・
  `budget-ledger-differs`・`budget-far-from-last-year`）の値を書かない了承は、10倍以上離れた額には
  効きません。値そのものを疑うルール（`kpi-digit-slip`・`kpi-far-off`・`kpi-negative`・
  `budget-digit-slip`・`budget-same-as-last-year` など）の値を書かない了承は使わず、
  書く値を添えて `waiver-needs-value` で知らせます。
- 期限は、了承が効く最後の日です。基準日は評価年度の末日（3月31日）です。
  設定の提出期限がそれより早ければ、提出期限です。
  実行した日で結果が変わらないよう、今日の日付は使いません。
- 期限切れの了承と、当たる指摘のない了承も、それぞれ指摘になります。

## 差し戻しの後

- 返ってきた差し戻し（回が一つ進んだ様式）は、前の回の提出に代わります。
  前の提出を inputs/ に残しておいて構いません。
- 点検結果の「前の回との違い」に、直った・残っている・了承した・新しいものを並べます。
  比べる相手は、返ってきたブックの「修正のお願い」の一覧です。
  そのシートが消されていれば、inputs/ にある前の回の提出を点検し直して比べます。
  出力フォルダの中身は見ないので、同じ提出ファイルからはいつも同じ結果になります。
- 担当課が右端の欄に書いた回答は、同じ表と `収集結果.json` の `replies` に出ます。
- 直し方が「回答欄にその理由を書いてください」で終わる要確認は、同じ値のまま回答があれば
  「お知らせ」になり、回答の文を添えて一覧に残ります。値が変われば、また要確認になります。
  その課の状態は、回答を読んで「了承」に加えるまで「要確認（説明済み）」です。
  ほかの指摘は、回答しても消えません。認めるときは「了承」に加えます。

## 多すぎる要確認

- 一つの課への要確認は、重いものから、計画マスタの設定「要確認の上限」（空欄なら5）までです。
  残りは「参考」として、お知らせと同じ扱いで一覧の後ろに並びます。
  0 にすると、すべて要確認のままです。
- 要修正と、課を特定しない指摘は数えません。了承した指摘と回答のある指摘も数えません。
- どのルールがいつも正しい記入ばかりを指摘するかは、`collect --years outputs` で点検結果に加わる
  「ルールの実績」（年度ごとの指摘・直った・了承・回答・残り）で分かります。

## 決算台帳

`zushi-xl collect inputs/ --ledger 決算.csv` で、財務会計システムの決算のCSV
（Shift_JIS か UTF-8）と照合します。予算事業名と決算額（支出済額など）の列を使い、
同じ事業の行は足し合わせます。見出しが違うときは、計画マスタの設定
「台帳の事業名の見出し」「台帳の決算額の見出し」に書きます。
台帳が千円単位なら、四捨五入で生じうる差までは合うものとします。切り捨てた台帳なら、設定
「台帳の千円未満」に「切り捨て」と書きます。
結果は、点検結果の「決算台帳との照合」に出ます。
"""


def rules_in_order() -> list[Rule]:
    """All rules: by area as a return goes through them, then by id."""
    return sorted(
        RULES.values(), key=lambda rule: ([*RuleArea].index(RuleArea(rule.area)), rule.id)
    )


def rules_page() -> str:
    """docs/点検ルール.md."""
    return "\n".join([_HEAD, *_sections()])


def _sections() -> Iterator[str]:
    for area in RuleArea:
        yield f"## {area}\n"
        yield "| ルール | 名前 | 重大度 | どんなときに出るか | 例 | しきい値 |"
        yield "|---|---|---|---|---|---|"
        for rule in rules_in_order():
            if rule.area == area:
                said = (rule.name, rule.severity.label, rule.meaning, rule.example, rule.threshold)
                yield f"| `{rule.id}` | {' | '.join(cell.replace('|', '｜') for cell in said)} |"
        yield ""
