"""Words behind a value without brackets: 12回開催, 15人参加, 50％以上になっている, 5回予定.

What was done with the counted things leaves the value as it is; 予定 and the like make it a
planned one.  What is not listed here (中止, 欠席, 増, 減 …) is never taken off.
"""

from __future__ import annotations

from zushi_xl.quantity.leading_words import AIM_OR_REACHED
from zushi_xl.quantity.model import Refusal
from zushi_xl.quantity.note_grammar import Note
from zushi_xl.quantity.ranges import CHANGED
from zushi_xl.quantity.years import Years, read_years
from zushi_xl.text.regex import regex

_DONE = """
    開催 実施 参加 利用 登録 発行 配布 配付 設置 整備 受講 来場 来館 入場 申込 申込み 申請 応募 相談
    申し込み
    認定 締結 交付 支給 給付 訪問 派遣 作成 策定 検査 点検 出席 出展 出店 回答 受診 接種 就職
    就労 採用 達成 確保 維持 確認 処理 回収 収集 販売 貸出 閲覧 投稿 掲載 放送 配信 視聴 発信
    購入 導入 改修 修繕 建設 完了 完成 支援 助成 補助 指導 養成 育成 活動 加入 加盟 入会 入居
    入所 入園 在籍 従事 協力 参画 連携 受入 受け入れ 受付 受理 審査 採択 承認 執行 支出 実践
    体験 見学 巡回 送付 発送 植栽 清掃 改善 公開 公表 開設 開所 委嘱 任命 表彰 修了 卒業 合格
    取得 講演 上演 出動 搬送 救助 保護 譲渡 展示 出品 製作 制作 提供 開講 開店 創業 起業 移住
    転入 記録 計上 継続 登載 掲示 動員 延べ参加
    """
_VERB = "|".join(_DONE.split())
_TAILS = (
    "した|しました|している|しています|を行った|行った|を行いました|された|されている|となった|となりました|となっている"
    "|となっています|になった|になっている|になっています|でした|だった|である|であった|です|に達した|に達している|に上った|に上る"
    "|に及んだ|あった|がありました|があった|ありました|いる|を数えた|済み|済|とする|を維持|を維持した|を維持している|を確保|を達成"
)
_MET = "(?:で|となり、?|となって、?|と)?(?:目標値?|計画値?)を?(?:達成|クリア)"
_ENDING = regex(rf"(?:{_MET}|[をがのにで]?(?:{_VERB})者?)?(?:{_TAILS})?。?$")
_PLANNED_ENDING = regex(
    "(?:を(?:目標とする|目指す|めざす|見込む|予定している|計画している|計画|目標)"
    "|(?:を|の|で)?(?:予定|見込み?|目標値?|計画値?|見通し)(?:です|である|とする)?)。?$"
)
_NAMED_BY_PLAN = ("年", "か年", "℃", "度", "期", "次")
"""5か年計画 and 1.5℃目標 are names."""
_YEAR_BEHIND = regex("(.+?)((?:[12][0-9]{3}|令和|平成|[RH][0-9元]).{0,20}年度)")
_FROM_TO = regex("[0-9][^0-9]{0,6}から[^0-9]{0,4}[0-9]")
_REACHED = regex("達成|クリア|だった|でした|した|しました")
_BECAME = regex("(?:[にと](?:なっ|なり|改善)|に達し|に上)")
_LONGEST = 20


def split_ending(folded: str) -> tuple[str, Note | Refusal] | None:
    """Split the words behind a value off; ``None`` when there are none that are known."""
    if folded.endswith("年度") and (match := _YEAR_BEHIND.fullmatch(folded)):
        years = read_years(match[2])
        return (match[1], Note(match[2], years=years)) if isinstance(years, Years) else None
    tail = folded[-_LONGEST:]
    if match := _PLANNED_ENDING.search(tail):
        body = _cut(folded, match[0])
        return None if body.endswith(_NAMED_BY_PLAN) else (body, Note(planned=True))
    match = _ENDING.search(tail)
    if not match or not match[0]:
        return None
    body = _cut(folded, match[0])
    return body, _doubt_ending(body, match[0]) or Note(match[0])


def _doubt_ending(body: str, ending: str) -> Refusal | None:
    """Doubt 80件から85件になった (which of them is it?) and 150人の目標を達成 (how many came?)."""
    if _BECAME.match(ending) and _FROM_TO.search(body):
        return Refusal(CHANGED)
    if _REACHED.search(ending) and _PLANNED_ENDING.search(body[-_LONGEST:]):
        return Refusal(AIM_OR_REACHED)
    return None


def _cut(folded: str, ending: str) -> str:
    return folded[: len(folded) - len(ending)]
