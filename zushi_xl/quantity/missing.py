"""The many spellings of "no value", each with its reason.

A word is a spelling of missing only when it is the whole cell (brackets, a final 。 and a note
mark aside).  Unknown short words are text, never missing.
"""

from __future__ import annotations

from zushi_xl.quantity.model import MissingReason
from zushi_xl.quantity.units import find_unit
from zushi_xl.text.regex import regex

_WORDS: dict[MissingReason, str] = {
    "not_conducted": """未実施 実施なし 実施せず 不実施 実施無し 実施無 実施していない
        行っていない 調査を行っていない 調査は実施していない 隔年調査 実施しない
        実施しなかった 実施できず 実施できなかった 実施されず 実施見送り 見送り 開催見送り
        調査見送り 中止 開催中止
        実施中止 事業中止 調査中止 中止のため 休止 休止中 事業休止 一時休止 延期 開催延期 未調査
        調査なし 調査無し 調査無 調査せず 調査未実施 未開催 開催なし 開催無し 開催せず
        開催していない 開催しなかった 未測定 測定なし 測定せず 未計測 計測なし 計測せず 欠測
        未着手 未設置 未策定 未整備 未作成 未導入 事業未実施 アンケート未実施 アンケート実施なし
        調査を実施していない 調査していない 調査年度外 調査年でない 調査実施なし 測定していない
        計測していない 未対応 未活動 活動なし 取組なし 休館 休館中 休業 休業中 非実施 未開始
        未施行""",
    "none": """
    なし 無し 無 ない 無い 該当なし 該当無し 該当無 該当者なし 該当者無し 該当事業なし
    該当事項なし 該当施設なし 該当するものなし 皆無 実績なし 実績無し 実績無 申請なし 申込なし
    応募なし 相談なし 利用なし 利用者なし 参加者なし 件数なし 特になし 特に無し 特になし。
    発生なし 計上なし 支出なし 予算なし 設定なし 目標なし 目標値なし 計画なし 登録なし nil none
    事業費なし 支出額なし 配布なし 交付なし 受講者なし 対象者なし 異常なし
    ありません 該当ありません 特にありません 目標設定なし 未設定 設定していない 対象事業なし
    """,
    "not_applicable": """対象外 対象無し 対象なし 対象でない 非該当 該当しない 該当せず N/A n/a NA
        n.a. N.A. na 適用外 適用なし 評価対象外 調査対象外 集計対象外 算定対象外 測定対象外
        適用除外 評価外 指標対象外 非対象 評価しない 評価なし 評価せず 評価不能 比較不可
        比較できない""",
    "pending": """検討中 集計中 未集計 公表前 調査中 未定 未確定 集計前 確認中 精査中 調整中
        作業中 算出中 算定中 公表待ち 結果待ち 準備中 審査中 協議中 照会中 未公表 未発表 発表前
        後日 後日報告 後日記入 後日回答 後日提出 追って 追って報告 追って回答 追って連絡 確定前
        決算前 未決算 集計待ち 確定待ち 測定中 計測中 分析中 整理中 策定中 作成中 交渉中 要確認
        要調整 要検討 今後検討 今後調査 今後実施 公表予定 調査予定 実施予定 集計予定 開催予定
        測定予定 算出前 未回答 回答待ち 未報告 未到来 未判明 未把握のため確認中 TBD tbd TBA 予定
        現在集計中 現在調査中 現在確認中 現在精査中 現在調整中 データ整理中 国公表待ち 県公表待ち
        公表時期未定 未算出 未算定 算出できていない 決算未了""",
    "unknown": """
    不明 不詳 把握していない 未把握 把握せず 把握できず 把握できない 把握できていない 把握なし
    把握不可 把握困難 わからない 分からない 分からず 判らない 詳細不明 人数不明 件数不明
    金額不明 データなし データ無し データ無 データがない データ不明 データなく 資料なし
    資料無し 記録なし 記録無し 記録がない 統計なし 数値なし 情報なし 算出不能 算出不可 算定不能
    算定不可 算出できない 算出困難 測定不能 測定不可 計測不能 計測不可 集計不能 集計不可
    集計できない 無回答 回答なし 回答無し 回答無 回答を得ず 推計不可 推計不能 未詳 数値不明
    数不明 調査中止のため不明 統計データなし 統計がない 根拠不明 集計していない 集計なし
    集計せず 統計を取っていない カウントしていない 計上不可 ? ?? ???
    """,
    "suppressed": """
    X x χ XX XXX xx xxx * ** *** **** ※※※ 秘匿 非公開 非公表 公表しない 公表せず 公表していない
    公表不可 不公表 公表できない 公開しない 秘密 秘 黒塗り 伏せ字 伏字 伏せる 不開示 非開示
    部外秘 個人情報のため非公開 個人情報 個人情報のため 開示不可 公表なし 公表を控える 公開不可
    秘匿処理 秘匿値 秘匿のため マスク
    """,
    "discontinued": """終了 廃止 事業終了 事業廃止 制度廃止 制度終了 調査終了 調査廃止 指標廃止
        廃止済 廃止済み 終了済 終了済み 閉鎖 閉館 閉校 閉園 閉店 解散 統合 廃園 廃校 廃館
        統合により廃止     廃止のため 終了のため 施設閉鎖 供用廃止 打切り 打ち切り
        取りやめ 取り止め""",
    "error": """#VALUE! #REF! #DIV/0! #N/A #NAME? #NUM! #NULL! #SPILL! #CALC! #FIELD! #BLOCKED!
        #CONNECT! #UNKNOWN! #GETTING_DATA #BUSY! #PYTHON! #EXTERNAL! Err:502 Err:503 Err:504
        Err:508 Err:509 Err:511 Err:522""",
    "blank": """空白 空欄 空 未記入 未入力 記入なし 記載なし 記載無し 入力なし 無記入 無記載
        未記載 白紙 ブランク blank 余白 以下余白 記入不要 入力不要""",
    "ditto": """同上 同左 同右 同前 同じ 同様 〃 々 ″ ” 〟 " '' ′′ → ← ↓ ↑ ⇒ 前年度と同じ
        前年度に同じ 前年度と同様 前年と同じ
        前年と同様 前回と同じ 前回と同様 前年度同様 前年同様 昨年度と同じ 昨年と同じ 昨年度と同様
        昨年と同様 上に同じ 左に同じ 右に同じ
        前年度同 同値 同額 前項と同じ 上記と同じ 上記と同様 上記に同じ 前年度に同様 現状と同じ 同
        同じく 変更なし 変更無し 増減なし 増減無し 変化なし 変化無し 変わらず 変わりなし""",
    "see_elsewhere": """
    別紙のとおり 別紙の通り 別紙参照 別紙 別紙に記載 別添 別添のとおり 別添の通り 別添参照 別表
    別表のとおり 別表の通り 別表参照 再掲 再掲載 再掲のため省略 備考参照 備考欄参照 下記参照
    上記参照 次頁参照 前頁参照 次ページ参照 前ページ参照 別シート参照 別シート 別途 別途記載
    参照 資料参照 別資料参照 別冊 別冊参照 補足説明参照 別記 別記のとおり 別記参照 別掲
    上記のとおり 下記のとおり 上記に含む 上記に記載 下記に記載 他に計上 他で計上 別途計上
    本文参照 省略 再掲あり 裏面参照 添付参照 添付資料参照 添付のとおり 備考のとおり 備考に記載
    """,
    "unreadable": """None NaN nan NAN NULL null Null undefined <NA> NaT 判読不能 判読不可 読取不能
        読み取り不能 文字化け 読めない""",
}

_DASH = regex(r"[-ー―=_−]{1,4}|[/・〜~]|\\|\.\.?|:|─+")
_DOTS = regex(r"…+|‥+|\.{3,}|・{2,}|。{2,}")
_TIMED = regex(
    "(?:(?:令和|平成|[RHrh令平])?[0-9元]{1,4}(?:年度?)?末?|[今本当]年度?|昨年度?|前年度?)(?:から|まで|で|は|に|をもって|限りで|も|の)?"
    "([^0-9]{2,12})"
)
_CAUSED = regex(
    "[^0-9]{1,16}?(?:のため|ため|により|による|の影響で|の影響により|につき|に伴い|で)([^0-9]{2,10})"
    "|[雨荒悪]天(?:のため|により)?([^0-9]{2,10})"
)
_EVENTS = ("not_conducted", "discontinued", "pending", "unknown", "none", "suppressed")
_SCHEDULED_ENDS = ("予定", "見込", "見込み", "確定", "公表", "判明", *"0123456789度年月")
_SCHEDULED = regex(
    "[令平和成RH0-9元/.年月度上中下旬頃末議会]{2,14}(?:に|で|までに)?(?:調査|集計|測定|実施|開催)?"
    "(?:(?:確定|公表|判明)(?:予定|見込み?)?|(?<=[査計定施催])(?:予定|見込み?))"
    "|次回の?(?:調査|公表|測定|実施)?は?[:、]?(?:令和|R)?[0-9]{1,4}(?:年度?)?(?:[0-9]{1,2}月)?",
    having="予確公判見次",
)
_NOBODY = regex(
    "(?:参加|申込|申請|応募|対象|利用|該当|受講|登録|相談|希望|来場|受診|届出|開催|発生|交付)[者数件団体]{0,2}"
    "(?:は|が)?(?:なし|無し|無|無かった|なかった|いない|おらず|ゼロ)",
    having="な無いおゼ",
)
_AWAITED = regex(
    "(?:国|県|市|本庁)?の?(?:公表|確定|結果|集計|決定|回答|発表)待ち"
    "|(?:来年度?|次年度|翌年度)に?(?:実施|調査|開催|公表|測定)(?:予定)?"
    "|(?:令和|R)[0-9]{1,2}(?:年度?)?(?:(?:から|より)実施|(?:に|から|より)?開始)(?:予定)?",
    having="待来次翌令R",
)
_REFERENCE = regex(
    "(?:別紙|別添|別添資料|別表|資料|別冊|様式|図|表|添付|備考|備考欄|参考資料|再掲|上記|下記|[0-9一二三]+(?:-[0-9①-⑳]+)+)[0-9一二三①-⑳-]{0,6}"
    "(?:の(?:とおり|通り)|を?参照|に(?:記載|計上|含む)|で計上)"
)
_SAME_AS = regex(
    "(?:前年度?|昨年度?|前回|前期|前々年度|上記|上段|左記|右記|上|左|右|令和[0-9元]+年度?|R[0-9]{1,2}年度?)"
    "(?:実績|の数値|の値)?(?:と|に)?(?:同じ|同様|同値|同数|同額|同|変わらず|変わりなし)",
    having="同変",
)
_OVERFLOW = regex("#{2,}|\ufffd+|□{3,}")


def _table() -> dict[str, MissingReason]:
    table: dict[str, MissingReason] = {}
    for reason, words in _WORDS.items():
        for word in words.split():
            table.setdefault(word, reason)
            table.setdefault(word.replace("なし", "ナシ"), reason)
    return table


MISSING = _table()
_MARKS = frozenset("-ー―=_−/・〜~\\.:─…‥。#□\ufffd")
_ENDS_OF_VALUES = frozenset("0123456789)]%人件回円体")
"""Texts that end so are values or nothing, never a word for a missing one."""
_ENDINGS = ("です", "である", "でした", "とする", "とした", "により", "のため", "ため")


def missing_reason(folded: str) -> MissingReason | None:
    """Return why there is no value, or ``None`` when the text is not a missing mark."""
    if reason := MISSING.get(folded):
        return reason
    if not folded:
        return "blank"
    if len(folded) > 24:
        return None
    if folded.endswith(_SCHEDULED_ENDS) and _SCHEDULED.fullmatch(folded):
        return "pending"
    if folded[0] in _MARKS and (reason := _mark_reason(folded)):
        return reason
    if folded[-1] in _ENDS_OF_VALUES:
        return None
    if folded[0] in "0123456789":
        return "see_elsewhere" if _REFERENCE.fullmatch(folded) else None
    return _phrase_reason(folded)


def is_awaited(note: str) -> bool:
    """Whether the note of a bare dash says that its figure comes later. Other notes leave the dash
    what it is: nothing stands there, and they say why.

    >>> is_awaited("集計中"), is_awaited("※R7.9公表予定"), is_awaited("未実施")
    (True, True, False)
    """
    return missing_reason(note.strip("※*")) == "pending"


def _is_dash_with_unit(folded: str) -> bool:
    """Whether only a dash stands before a unit (－人)."""
    return folded[0] in "-―" and find_unit(folded[1:]) is not None


def _mark_reason(folded: str) -> MissingReason | None:
    if _DASH.fullmatch(folded) or _is_dash_with_unit(folded):
        return "dash"
    if _DOTS.fullmatch(folded):
        return "unknown"
    return "unreadable" if _OVERFLOW.fullmatch(folded) else None


def _phrase_reason(folded: str) -> MissingReason | None:
    """Read the word without 。, a leading ・ or ※ and polite endings."""
    core = folded.strip("。.※*").removeprefix("・").replace("ません", "ない")
    for ending in _ENDINGS:
        core = core.removesuffix(ending)
    if core != folded and (reason := MISSING.get(core)):
        return reason
    return _reason_behind(core)


def _reason_behind(core: str) -> MissingReason | None:
    """Read コロナのため中止, 令和5年度で事業終了, 資料1参照: a word with its time or its cause."""
    if _NOBODY.fullmatch(core):
        return "none"
    if _AWAITED.fullmatch(core):
        return "pending"
    match = _TIMED.fullmatch(core) or _CAUSED.fullmatch(core)
    reason = MISSING.get("".join(filter(None, match.groups()))) if match else None
    if reason in _EVENTS:
        return reason
    if _REFERENCE.fullmatch(core):
        return "see_elsewhere"
    return "ditto" if _SAME_AS.fullmatch(core) else None
