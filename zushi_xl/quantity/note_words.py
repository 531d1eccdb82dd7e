"""The words of notes, and what each kind does to the value beside it.

A note of words passes when every word is known to leave the value as it is: how it was obtained
(速報値, 推計), what it covers (市内, …を除く), where it comes from (国勢調査, …調べ), how it was
done (オンライン開催), or why it is what it is (…の影響).  Everything else is a doubt.
"""

from __future__ import annotations

import re

from zushi_xl.quantity.missing import missing_reason
from zushi_xl.quantity.word_lists import words
from zushi_xl.text.regex import regex

_PLANNED = regex(
    "(?:の)?(?:計画|目標|予算|当初予算|予算現|予定|見込み?|想定|予測|見通し)(?:値|額|数|年度|人数|件数|ベース|単価)?"
    "|.{0,8}(?:見込み?|予定|計画|目標|予算)(?:値|額|数)?"
)
_CHANGES = regex(
    "訂正|修正|誤|正し|正は|正:|変更|改め|差し?替|取り?消|取り?下げ|取り?やめ|撤回|中止|延期|見送"
    "|未(?!就学|成年|来|満)|不(?!動産|登校|妊)|非(?!常勤|正規|営利|課税)|休(?!日|暇)"
    "|キャンセル|廃止|終了|断念|せず|しな|なし|無し|無効|ではな|でな|実際|本当|ただし|但し|重複|除外|二重|漏れ"
    "|減(?!塩|災|免)|増|低下|上昇|マイナス|プラス|[-+▲△▼▽±×*÷=]|仮|要確認|確認中|確認済|調整中|精査中|集計中|疑|不明|[?？]|暫く"
    "|に(?:含[むま]|計上)|代替|違い|違う|誤り|削除|失効|欠|辞退|却下|撤去|閉"
)
"""Stems that overrule a value, or may."""
_OTHER_FIGURE = regex(
    "前年|前回|前期|前々|前月|前計画|昨|去年|翌|次年|次期|次回|来年|来期|過年|過去|旧|他(?:課|部|市|町|県|団体|機関|校|所|自治体|地区)|近隣|類似"
    "|県内?の?(?:平均|全体|計)|全国|国の?(?:平均|全体)|基準|参考|うち|内数|残|減|差|増|母数|辞退|死亡|死者|取り?消|中止"
    "|未(?!就学|成年|来)|不(?!動産)|非(?!常勤|正規|営利|課税)|無(?!料|線|電柱|形|農薬)|欠(?!か)|失|休(?!日|暇|養)|閉|却下"
    "|乖離|延期|離脱|廃(?!棄物|油|食)|棄却|返還|返金|戻入|予備費|上限|下限|[破毀]損|紛失|違反|対前|計画比|目標比|伸び率|退(?!院支援|職手当)|離職|解約|解除|解散|脱退|見送|誤|訂正|修正|正し|変更|実際|補正|繰り?越|滞納|待機|超過|除(?![雪草])"
    "|予算|当初|上限額|定員|定数|募集|枠|目標|計画|予定|見込|想定|予測|見通し|対比|比較|キャンセル|クレーム|対象外|仮|重複"
)
"""Stems of a label that names another figure than the one that a field asks for."""
_OBTAINED = words(
    """
    直近 直近値 最新 最新値 速報 速報値 暫定 暫定値 確定 確定値 確報 確報値 概算 概算値 概数
    概数値 推計 推計値 推定 推定値 試算 試算値 達成率 実績 実績値 実績数 実績額 実数 実人数 実人員
    延べ 延 のべ 延べ数 延べ人数 延人数 延べ人員 延べ件数 述べ 累計 累積 通算 合計 計 総計 総数
    総額 小計 全体 平均 平均値 中央値 年平均 年間 年額 年間平均 年間累計 単年 単年度 通年
    年度末 年度末時点 年度末現在 年度内 年度 年 決算 決算額 決算値 決算ベース 執行額 支出額
    ゼロ予算 税込 税込み 税抜 税抜き 税別 消費税込 消費税込み 消費税抜き 四捨五入 端数処理
    小数点以下四捨五入 現状 現状値 現在 実測 実測値 換算 換算値 加重平均 単純平均 自己評価 目視
    男女別 年齢別 抽出 全数 悉皆 複数回答 重複除く 重複を除く 重複なし ゼロ予算事業
    """
)
_COVERED = words(
    """
    市内 市域 市内在住 市内在住者 一般財源 国庫補助 県補助 市費 大人 子ども 子供 保護者 団体
    個人 法人 企業 町内 村内 区内 県内 管内 市 町 村 市全体 市全域 全市 市平均 全域 全校 全地区
    全館 全施設 全小学校 全中学校 市立 市営 公立 私立 公民 民間 官民 一般 一般会計 特別会計
    小学生 中学生 高校生 児童 生徒 園児 高齢者 市民 住民 職員 男女計 男女合計 小中学校
    小・中学校 小学校 中学校 保育所 保育園 対象 対象者 登録者 会員
    """
)
_WAYS = words(
    """
    オンライン Web WEB web ウェブ 対面 書面 電話 郵送 窓口 来所 訪問 会場 ハイブリッド 集合
    動画 動画配信 配信 屋外 屋内 リモート ZOOM Zoom 現地 出前 巡回 個別 集団 電子申請 紙
    """
)
_SOURCES = words(
    """
    国勢調査 住民基本台帳 住基 住基台帳 住民意識調査 市民意識調査 市民アンケート アンケート
    アンケート調査 世論調査 経済センサス 学校基本調査 事業報告 決算書 決算統計 自治体調査
    国調査 県調査 市調査 担当課 台帳 当課 所管課 指定管理者報告 利用者アンケート
    来場者アンケート
    """
)
_DONE = words(
    """
    達成 目標達成 目標を達成 目標値を達成 過去最高 過去最多 隔年調査 隔年 暦年 年度計 前年並み
    前年度並み 前年同数 前年同様 前年度同様 コロナ禍 小学生以下 中学生以上 高校生以上 実施 実施済
    実施済み 済 済み 完了 完了済 完成 開催 開催済 継続 継続中 実施中 対応済 注
    """
)
_SCOPE = regex(
    "[^0-9]{1,20}(?:のみ|だけ|を含む|含む|を含めた|を除く|除く|を除いた|を含まない|含まない"
    "|込み?|抜き?|分|限り|に限る|基準|ベース|換算|現在|時点|対象|対象者|による|より|に基づく"
    "|調べ|調査|調査結果|アンケート結果|結果|統計|人口|数|資料|集計|報告|データ"
    "|で開催|にて開催|で実施|にて実施|開催|実施|会場|方式|形式|全体|合計|等|など|ほか|他)"
)
_INCLUDED = regex("[^0-9]{1,16}(?:を含む|含む|を含めた|込み|込)")
_AHEAD = regex("予定|見込|目標|計画|想定")
_PART_OF_YEAR = regex("半年|半期|上期|下期|四半期|[前後]期|学期|半日|午前|午後|月分")
_PLACE = regex(
    "[^0-9]{1,12}(?:地区|地域|小学校|中学校|高校|センター|図書館|本館|分館|ホール|プラザ|会館|公民館|体育館|公園|広場"
    "|庁舎|保育園|幼稚園|こども園|学校|海岸|駅|支所|会議室|教室|施設)"
)
_ROUNDING = regex(
    "小数点?(?:以下)?第[0-9一二三]位(?:以下)?[をで]?(?:四捨五入|切り?捨て|切り?上げ)|(?:端数|[十百千万億]{1,2}円未満)[をは]?(?:四捨五入|切り?捨て|切り?上げ)"
)
_SAME_AS_BEFORE = regex(
    "(?:前年度?|昨年度?|前回)(?:実績)?(?:[とに]?(?:同数|同じ|同様|同程度|同値)|並み)"
)
_POINTER = regex("(?:詳細は)?(?:別紙|別表|別添|備考|下記|欄外|資料)(?:の?とおり|を?参照|に記載)?")
_SPAN_TOTAL = regex(
    "[0-9]{1,3}(?:日間|日|回|会場|か所|か月|校|地区)(?:の?(?:合計|計|累計|延べ|総数))"
)
_AGE_CLASS = regex(
    "[0-9]{1,3}(?:歳|才)(?:以上|以下|未満)?(?:の?(?:方|人|市民|者|女性|男性))?|[0-9]{2}代"
)
_SURVEY_BASE = regex(
    "(?:[nN]=|有効回答者?数?|回答者?数?|母数|対象者?数?|回収数|サンプル数?)[:=は]?[0-9][0-9,]*(?:人|件|名|票|世帯)?中?"
)
_CAUSE = regex(
    "[^0-9]{1,24}(?:の影響|の影響(?:により|による|で|のため)|のため|による|により|に伴い|に伴う|によるもの|要因)"
    "(?:の?(?:減|減少|増|増加|低下|上昇|減額|増額|伸び|縮小|拡大|抑制|回復)(?:した|している|となった)?)?"
)
_PART = regex(r"うち|内訳|内数|(?:その)?内[^容]|内:")
_GROUP = regex("男性?|女性?|新規|継続|再|市内|市外|法人|個人|一般|団体")
_COMPARED = regex(
    r"(?:対?前年度?同期?比?|対?前年度?比?|前年度?実績値?|前年度?末|対?前回比?|前回調査|対?昨年度?比?|昨年度?実績|前期|対前期比?)"
    r"[:=はの]?(?:から)?[-+▲△±約]*[0-9][0-9.,]*[十百千万億]*[^0-9]{0,8}"
)


def is_planned_note(text: str) -> bool:
    """Whether a note makes the value a planned one (計画値, R6見込)."""
    return bool(_PLANNED.fullmatch(text)) and not _overrules_plan(text)


def _overrules_plan(text: str) -> bool:
    return bool(
        re.search("未|中止|変更|達成|修正|訂正|延期|廃止|ゼロ|前年|前回|前期|昨|県|全国|他", text)
    )


def changes_value(text: str) -> bool:
    """Whether a word corrects, cancels or reverses the value beside it, or may."""
    return bool(_CHANGES.search(text))


def names_other_figure(label: str) -> bool:
    """Whether a label names another year's, another body's or the opposite figure (県平均値)."""
    return bool(_OTHER_FIGURE.search(label))


def is_part(text: str) -> bool:
    """Whether a note says that its figures are parts of the value."""
    return bool(_PART.match(text))


def is_bare_part(label: str) -> bool:
    """Whether a lone labelled figure that equals the value names a group of it (男性5人)."""
    return bool(_GROUP.fullmatch(label))


def is_ahead(label: str) -> bool:
    """Whether a label says that its figure is planned or expected, not done."""
    return bool(_AHEAD.search(label))


def is_span_or_class(text: str) -> bool:
    """Whether a note with digits says over what, or of whom (3回合計, 65歳以上)."""
    return bool(_SPAN_TOTAL.fullmatch(text) or _AGE_CLASS.fullmatch(text))


def is_survey_base(text: str) -> bool:
    """Whether a note says of how many answers a rate is (n=500)."""
    return bool(_SURVEY_BASE.fullmatch(text))


def is_comparison(text: str) -> bool:
    """Whether a note only compares with the year before (前年度20件, 前年度比＋320人)."""
    return bool(_COMPARED.fullmatch(text)) and not _corrects(text)


_KNOWN = frozenset(_OBTAINED + _COVERED + _WAYS + _SOURCES + _DONE)
_KNOWN_PARTS = regex("[、・,/]|及び|かつ")


def is_harmless(text: str) -> bool:
    """Whether every word of a note is known to leave the value as it is."""
    return all(_is_harmless_word(part) for part in _KNOWN_PARTS.split(text)) or text in _KNOWN


def _is_harmless_word(word: str) -> bool:
    if _PART_OF_YEAR.search(word):
        return False
    if _ROUNDING.fullmatch(word) or _SAME_AS_BEFORE.fullmatch(word):
        return True
    if word in _KNOWN or _CAUSE.fullmatch(word) and not _cancels(word):
        return True
    if _INCLUDED.fullmatch(word) or _PLACE.fullmatch(word):
        return not changes_value(word) and not _AHEAD.search(word)
    if not _SCOPE.fullmatch(word) or missing_reason(word):
        return _POINTER.fullmatch(word) is not None
    core = re.sub("(?:を?除く|を?除いた|を?含まない|基準)$", "", word)
    return not changes_value(core) and not names_other_figure(core)


def _cancels(word: str) -> bool:
    return _corrects(word) or bool(re.search("延期|未|廃止|見送|休", word))


def _corrects(word: str) -> bool:
    return bool(re.search("中止|誤|訂正|修正|正し|変更|取り?消|でな", word))
