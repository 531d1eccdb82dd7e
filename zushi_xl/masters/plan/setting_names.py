"""The settings of a plan: the rows of the sheet 設定, and what to type there."""

from __future__ import annotations

from typing import NamedTuple


class Setting(NamedTuple):
    """A row of the sheet 設定. Unless ``needed`` its value may stay empty."""

    name: str
    note: str
    needed: bool = False


SETTINGS = (
    Setting("団体名", "市区町村の名前です。表紙と見出しに印刷します。", needed=True),
    Setting("計画名", "評価する計画の名前です。", needed=True),
    Setting(
        "印刷する題名",
        "表題、見出し、ファイル名に印刷する評価の名前です。空欄なら「進捗状況評価」です。",
    ),
    Setting("計画版", "計画の版です（例：2025年3月改定）。改定のたびに書き換えます。"),
    Setting("評価年度", "今回評価する年度です（例：2024）。", needed=True),
    Setting("基準時点", "KPIの現状値の列の見出しです（例：2022.3）。列がなければ空欄にします。"),
    Setting("計画開始年度", "KPIの年度の列の最初の年度です。", needed=True),
    Setting("計画終了年度", "KPIの年度の列の最後の年度です。", needed=True),
    Setting("目標の見出し", "KPIの目標の列の見出しです。", needed=True),
    Setting("提出期限", "担当課が様式を返す期限です（例：2025年5月30日）。"),
    Setting("差し戻しの期限", "差し戻した様式を返す期限です。差し戻しの表紙に印刷します。"),
    Setting("取りまとめ課", "様式を配り、集める課です。", needed=True),
    Setting("連絡先", "様式についての問い合わせ先です。"),
    Setting(
        "回", "配布の回です。ふつうは1のままです。差し戻しのブックには、提出の次の回が付きます。"
    ),
    Setting("例示の注記", "架空の数値を含むときに印刷する注記です。なければ空欄にします。"),
    Setting("台帳の事業名の見出し", "--ledger で渡す決算のCSVの列名です。空欄なら予算事業名など。"),
    Setting("台帳の決算額の見出し", "同じCSVの額の列名です。空欄なら決算額、支出済額など。"),
    Setting(
        "全国地方公共団体コード",
        "団体の6桁の番号です（例：142085）。公開データの各行に入ります。空欄なら、データの説明に未設定と示します。",
    ),
    Setting(
        "公開データのライセンス",
        "公開データを使うときの決まりの名前です（例：CC BY 4.0、CC0 1.0、PDL1.0）。",
    ),
    Setting("公開データの掲載先", "公開データを置くページのアドレス（https://…）です。"),
    Setting("公開サイト", "○なら、集めるたびに市民向けのサイトも作ります。空欄なら作りません。"),
    Setting(
        "要確認の上限",
        "一つの課への要確認を、重いものから何件までにするかです。残りは参考になります。"
        "空欄なら5、0なら限りません。",
    ),
    Setting("割合の小数桁", "評価の割合（％）と平均点を、小数何桁まで示すかです。空欄なら1です。"),
    Setting("柱の呼び名", "一番上の階層の呼び名です。使わない階層は空欄にします。"),
    Setting("取り組みの方向の呼び名", "二番目の階層の呼び名です。使わない階層は空欄にします。"),
    Setting("具体的施策の呼び名", "様式を1枚ずつ作る階層の呼び名です。", needed=True),
    Setting("取り組みの呼び名", "一番下の階層の呼び名です。使わない階層は空欄にします。"),
)
