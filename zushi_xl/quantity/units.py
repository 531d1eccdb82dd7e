"""Units: spellings, canonical names, and which word after a number may be a counter.

Known units are tables.  After Arabic digits an unknown short word is kept as the unit (the
set of counters is open); after kanji numerals only the listed counters are read, because
一部, 三者 and 千葉 are words.  Words that order or name (位, 丁目, 年生, 次 …) never count.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, NamedTuple

from zushi_xl.quantity.fold import fold_cell
from zushi_xl.quantity.numerals import EXACT, KANJI_DIGITS, SCALES
from zushi_xl.quantity.word_lists import words
from zushi_xl.text.regex import regex

UnitKind = Literal["number", "money", "ratio", "count"]


class Unit(NamedTuple):
    """A unit's canonical name, the kind of quantity it makes, and its scale."""

    name: str
    kind: UnitKind
    scale: int = 1


_SPELLINGS = {
    "％": "% ％ パーセント パーセンテージ ﾊﾟｰｾﾝﾄ percent",
    "ポイント": "ポイント pt ％ポイント %ポイント パーセントポイント Pt ㌽",
    "‰": "‰ パーミル",
    "円": "円 円也 圓 圓也 yen JPY えん 円整",
    "か所": "か所 カ所 ヶ所 ヵ所 ケ所 ヵ処 箇所 個所 ヶ処 か処 ｶ所",
    "か月": "か月 カ月 ヶ月 ヵ月 ケ月 箇月 個月 か月間 カ月間 ヶ月間 ヵ月間 ケ月間 箇月間",
    "か国": "か国 カ国 ヶ国 ヵ国 ケ国 箇国",
    "か年": "か年 カ年 ヶ年 ヵ年 ケ年 箇年 か年間 カ年間 ヶ年間 ヵ年間 箇年間",
    "か国語": "か国語 カ国語 ヶ国語 ヵ国語 ケ国語 箇国語",
    "か村": "か村 カ村 ヶ村 ヵ村",
    "か町": "か町 カ町 ヶ町 ヵ町",
    "か寺": "か寺 カ寺 ヶ寺 ヵ寺",
    "か条": "か条 カ条 ヶ条 ヵ条 箇条",
    "㎡": "㎡ m2 m² m^2 平方メートル 平方m 平米 平方ﾒｰﾄﾙ へいべい",
    "㎥": "㎥ m3 m³ m^3 立方メートル 立方m 立米 りゅうべい",
    "k㎡": "k㎡ km2 km² ㎢ km^2 平方キロメートル 平方キロ 平方km",
    "㎝²": "cm2 cm² ㎠ 平方センチメートル 平方センチ",
    "㎤": "cm3 cm³ ㎤ 立方センチメートル cc CC",
    "ha": "ha ㏊ ヘクタール ㌶ Ha HA",
    "a": "アール ㌃",
    "m": "m メートル ㍍ メーター",
    "km": "km ㎞ キロメートル ㌔メートル KM Km",
    "cm": "cm ㎝ センチメートル センチ ㌢ ㌢メートル",
    "mm": "mm ㎜ ミリメートル ミリ ㍉ ㍉メートル",
    "g": "g グラム ㌘",
    "kg": "kg ㎏ キログラム ㌔グラム ㌕ KG Kg",
    "mg": "mg ㎎ ミリグラム",
    "トン": "トン ㌧ 屯",
    "t": "t",
    "kt": "kt キロトン",
    "t-CO2": "t-CO2 t-CO₂ tCO2 tCO₂ トンCO2 トン-CO2 t-co2 CO2トン",
    "kg-CO2": "kg-CO2 kg-CO₂ kgCO2 kgCO₂",
    "kt-CO2": "kt-CO2 kt-CO₂ 千t-CO2 千t-CO₂",
    "L": "L l ℓ リットル ㍑ Ｌ",
    "kL": "kL kl kℓ ㎘ キロリットル",
    "mL": "mL ml mℓ ㎖ ミリリットル",
    "W": "W ワット",
    "kW": "kW kw KW キロワット ㎾",
    "MW": "MW メガワット",
    "Wh": "Wh ワット時",
    "kWh": "kWh kwh KWh KWH キロワット時 キロワットアワー",
    "MWh": "MWh メガワット時",
    "GWh": "GWh ギガワット時",
    "kcal": "kcal キロカロリー Kcal",
    "J": "J ジュール",
    "MJ": "MJ メガジュール",
    "GJ": "GJ ギガジュール",
    "TJ": "TJ テラジュール",
    "℃": "℃ 度C 度℃ °C",
    "℉": "℉ 度F °F",
    "°": "°",
    "Hz": "Hz ヘルツ",
    "kHz": "kHz キロヘルツ",
    "dB": "dB デシベル ㏈",
    "μSv/h": "μSv/h マイクロシーベルト/時 マイクロシーベルト毎時",
    "ppm": "ppm PPM",
    "ppb": "ppb",
    "hPa": "hPa ヘクトパスカル",
    "mg/L": "mg/L mg/l ㎎/L ㎎/l",
    "人/k㎡": "人/k㎡ 人/km2 人/㎢ 人/km²",
    "KB": "KB キロバイト",
    "MB": "MB メガバイト",
    "GB": "GB ギガバイト",
    "TB": "TB テラバイト",
    "Mbps": "Mbps",
    "Gbps": "Gbps",
    "歳": "歳 才 さい 歳才",
    "時間": "時間 h hr 時間分",
    "分": "分 分間",
    "秒": "秒 秒間",
    "日": "日 日間",
    "週": "週 週間",
    "年": "年 年間",
    "倍": "倍 ばい",
    "度": "度",
    "階": "階",
    "周年": "周年",
    "km/h": "km/h キロメートル毎時",
    "m/s": "m/s メートル毎秒",
    "里": "里",
    "坪": "坪",
    "畝": "畝",
    "インチ": "インチ",
    "マイル": "マイル",
    "フィート": "フィート",
    "ヤード": "ヤード",
    "エーカー": "エーカー",
    "ポンド": "ポンド",
    "オンス": "オンス",
    "ガロン": "ガロン",
    "バレル": "バレル",
    "メートルトン": "メートルトン",
    "カラット": "カラット",
    "ドル": "ドル 米ドル USD ㌦",
    "ユーロ": "ユーロ EUR",
    "つ": "つ",
    "世帯": "世帯 セタイ",
    "人": "人 ひと",
    "名": "名 名様",
    "PV": "PV ページビュー pv",
    "ページ": "ページ 頁 ㌻",
    "アクセス": "アクセス",
    "ダウンロード": "ダウンロード DL",
    "フォロワー": "フォロワー",
    "人分": "人分",
    "食": "食",
}

_KINDS: dict[UnitKind, str] = {
    "ratio": "％ ポイント ‰",
    "money": "円 ドル ユーロ",
    "count": "か所 か国 か国語 か村 か町 か寺 か条 つ 世帯 人 名 PV ページ アクセス ダウンロード "
    "フォロワー 人分 食",
}

_COUNTERS = """
    件 団体 回 個 本 冊 台 匹 足 対 頭 羽 枚 票 点 床 社 校 園 館 店 施設 会場 講座 事業 路線
    基 棟 戸 軒 区画 口 組 班 隊 隻 艘 機 両 便 株 株分 種 種類 品 品目 項目 科目 作品 曲 篇 編
    巻 部 通 筆 着 杯 席 室 コース クラス グループ チーム サークル クラブ セット ダース ケース
    パック 袋 箱 缶 瓶 束 卓 脚 面 枠 企業 法人 組織 機関 事業所 事業者 店舗 商店 商店街 会社
    協会 組合 団 会 委員会 協議会 会議 自治会 町内会 町会 自主防災組織 地区 地域 集落 市町村
    市区町村 自治体 小学校 中学校 高校 大学 学校 保育園 保育所 幼稚園 こども園 児童館 図書館
    公民館 公園 住宅 住戸 空き家 棚 橋 橋梁 トンネル 駅 停留所 バス停 交差点 区間 系統 講演
    公演 上演 試合 大会 イベント 教室 セミナー 研修 学級 クラス 講義 コマ 授業 単位 ブース 区域
    案 議案 請願 陳情 計画 施策 取組 取り組み プロジェクト プログラム テーマ 課題 指標 目標
    基準 工事 業務 委託 契約 案件 相談 申請 届 届出 許可 認定 登録 資料 文書 図書 タイトル
    レコード データ 記事 動画 投稿 ツイート いいね リツイート アクション 再生 再生回数 閲覧
    ビュー セッション ユーザー アカウント 会員 会員数 メンバー ボランティア サポーター 職員
    議員 委員 世代分 家族 家庭 夫婦 カップル 児童 生徒 学生 学級数 患者 ベッド 病床 病院 診療所
    医療機関 薬局 件数 件分 回分 日分 人日 人月 人時間 時間分 泊 人泊 延べ人 箇 ケ 張 灯 灯分
    基分 樹 樹種 本数 鉢 苗 粒 房 玉 丁 膳 皿 切れ 斤 俵 袋分 票差 議席 得点 勝 敗 引分 打点
    打席 本塁打 安打 車両 車線 車 航路 往復 周 歩 段 行 列 文字 字 語 言語 単語 条 問 設問 回答
    意見 提案 アイデア 要望 苦情 通報 出動 火災 事故 犯罪 被害 災害 訓練 避難所 消火栓 ポスト
    信号機 街路灯 防犯灯 防犯カメラ カメラ 設備 装置 器具 端末 パソコン タブレット サーバー
    システム アプリ サイト ホームページ 掲示板 看板 ポスター チラシ パンフレット リーフレット
    広報紙 メール 電話 メニュー レシピ 商品 製品 サービス 特産品 ブランド 農家 農業者 経営体
    漁家 圃場 畑 田 畳 尾 杯分 貫 升 斗 合 石 反 町歩 カ年分 期日 拠点 スポット 局 都道府県
    市町 会派 政党 候補 派 家 院 寺 社寺 神社 教会 基金 財団 NPO NPO法人 滴 錠 包 カプセル セル
    ステージ ラウンド ゲーム ホール ショット ポイント分 台分 冊分 枚分 ロット ユニット バッチ
    シート ファイル フォルダ 画面 ワット時 km圏 打 振 領 基準点 地点 定点 箇 サンプル 検体 例
    症例 文化財 遺跡 史跡 体 柱 躯 営業日 部署 部会 部局 回線 車種 校舎 社員 店員 園児 団地 人材
    台車
    品種 種別 機種 便数 組織体 戸建 室数 席数 枠数 区間数 園数 校数 館数 本社 支社 支店 営業所
    出張所 工場 倉庫 井戸 池 ため池 樹木 街区 筆界 堂 塔
    """

_SAFE_AFTER_KANJI = frozenset(
    words("""
    ％ ポイント 円 人 名 件 団体 回 か所 か月 か国 か年 個 冊 台 枚 匹 羽 頭 票 校 社 軒 世帯 歳
    時間 年 週 倍 つ 会場 施設 講座 事業 店舗 路線 企業 法人 事業所 種類 項目 地区 自治会 小学校
    中学校 ページ ㎡ ㎥ k㎡ ha m km cm mm g kg mg トン t L kL mL kW kWh ドル ユーロ ℃ 坪
    メートルトン 本 棟 戸 基 園 館 点 品目 作品 口 組 通 周年 度 秒 日間 食 人分 セット マイル
    インチ フィート ポンド 議席 床 隻 株 施策 教室 教科 公園 商店 か国語
    """)
)

_WORDS_AFTER_ONE_KANJI = frozenset(
    words("""
    組 度 口 通 戸 年 種
    """)
)
"""Single counters that make words or place names with a single numeral (三度, 一本, 一戸, 二本)."""

_ORDINAL_ENDS = words("""
    目 位 番 号 丁目 番地 番目 期 期生 級 次 代 学年 年生 学期 年次 歳児 か月児 か月健診 号室
    号館 号線 号棟 教室目 等 等級 流 世 世紀 元 者 曜 時 時半 月 月号 年度 年産 合目 限目
    箇年計画 区 市 町 村 丁 条例 制 化 系 型 式 階建 階建て 婚 重 重奏 拍子 回忌 間 番線 会議室
    号機 号車 段階 次元 軸 進数 色刷 親等 類 種免許 項 款 編成 巻目 中 前 後 内 外 上 下 用 別
    的 性 対応 営業 体制 札 玉 均 円札 円玉 人以上 割引 点満点 人乗り 人掛け 枚刃 本足 線 門 道
    島 山 川 橋通 浜 丘 台町 谷 原 条 密 育 課 係 選 景 傑 士 宝 聖 賢 冠 流 連覇 連勝 連敗
    連休 連続 連泊 輪 輪車 角 角形 面体 色 星 部作 毛作 本柱 草 大祭 大会議 節 章 密 者択一
    親等 者協議 時間 日 年 人 分
    """)

_NAME_STARTS = frozenset("次号番級期代第丁割分厘目世増減年月日時歳類")
"""An unknown word that begins so continues an ordinal (1.5次避難所) or a rate."""

_SPANS = frozenset(("日間", "年間", "分間", "秒間"))

MEASURE = frozenset(
    words("""
    ％ ポイント 円 人 名 件 団体 回 か所 世帯 歳 年 か月 時間 日 個 校 社 施設
    """)
)
"""Units frequent enough to say that a text speaks of a quantity."""

_SAME = {"名": "人", "t": "トン", "人": "人", "か年": "年"}
_KANJI_WORD = regex("[一-龥々〆ヶヵか]{1,4}")
_KANA_WORD = regex("[ァ-ヴー・]{2,10}")
_NO_COUNT = regex(r"[1-9][0-9]{3,}|[0-9.,]*\.[0-9]+")
_NEVER_IN_COUNTER = regex(f"[超弱強余程頃約以未満注第令和平成昭数何幾垓{KANJI_DIGITS}{SCALES}]")
_PER_WORDS = frozenset(("月", "四半期", "年度", "時", "h", "s", "晩", "号", "期"))
_PER = regex(r"(.+)[/毎](.+)")
_SCALED = regex("([十百千万億兆]+)(.+)")
_FACTORS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "億": 10**8, "兆": 10**12}


def _unit_table() -> dict[str, Unit]:
    kinds = {name: kind for kind, names in _KINDS.items() for name in names.split()}
    table = {name: Unit(name, "count") for name in _COUNTERS.split()}
    for name, spellings in _SPELLINGS.items():
        unit = Unit(name, kinds.get(name, "number"))
        table.update(dict.fromkeys(spellings.split(), unit))
        table.update({fold_cell(spelling).folded: unit for spelling in spellings.split()})
        table[name] = unit
    return table


UNITS = _unit_table()
"""Every known spelling, folded and as written."""


def find_unit(word: str) -> Unit | None:
    """Return the known unit that ``word`` (folded) spells, also per another (件/年)."""
    if unit := UNITS.get(word):
        return unit
    if per := _PER.fullmatch(word):
        upper, lower = find_unit(per[1]), find_unit(per[2])
        below = lower.name if lower else per[2]
        if upper and (lower or below in _PER_WORDS):
            return Unit(f"{upper.name}/{below}", upper.kind)
    return None


def orders_or_names(word: str) -> bool:
    """Whether a word after a number makes an ordinal, a class or a name of it."""
    return word.endswith(_ORDINAL_ENDS)


def find_counter(word: str, run: str = "") -> Unit | None:
    """Return a counter after Arabic digits: known, or a short word of one script.

    Four ungrouped digits or a decimal before an unknown word make a name (2030アジェンダ,
    1.57ショック).
    """
    if unit := find_unit(word):
        return unit
    if _NO_COUNT.fullmatch(run) or word[0] in _NAME_STARTS or orders_or_names(word):
        return None
    if _NEVER_IN_COUNTER.search(word) or any(word[:size] in UNITS for size in (1, 2, 3)):
        return None
    if _KANJI_WORD.fullmatch(word) or _KANA_WORD.fullmatch(word):
        return Unit(word, "count")
    return None


def find_counter_after_kanji(word: str, numeral: str) -> Unit | None:
    """Return a counter after a kanji numeral: listed ones only, fewer after one character."""
    unit = find_unit(word)
    if unit and word in _SPANS:
        return unit
    if not unit or unit.name not in _SAFE_AFTER_KANJI:
        return None
    if len(numeral) == 1 and unit.name in _WORDS_AFTER_ONE_KANJI:
        return None
    return unit


def canonical_unit(text: str) -> str:
    """Return the canonical spelling of a unit (ヵ所 → か所, 千円 stays 千円)."""
    word = fold_cell(text.strip()).folded
    if unit := find_unit(word):
        return unit.name
    scaled = _SCALED.fullmatch(word)
    if scaled and (unit := find_unit(scaled[2])):
        return scaled[1] + unit.name
    return word


def split_scale(unit: str) -> tuple[int, str]:
    """Split a unit into its scale and the rest: 千円 → (1000, 円)."""
    scaled = _SCALED.fullmatch(unit)
    if not scaled or unit in UNITS or scaled[2] not in UNITS:
        return 1, unit
    scale = 1
    for factor in scaled[1]:
        scale *= _FACTORS[factor]
    return scale, scaled[2]


def in_unit(value: Decimal, unit: str | None) -> Decimal:
    """Turn a value of the base unit into one of a unit that may be scaled (817000 人: 817 千人)."""
    scale, _ = split_scale(canonical_unit(unit)) if unit else (1, "")
    return value if scale == 1 else EXACT.divide(value, Decimal(scale))


def from_unit(value: Decimal, unit: str | None) -> Decimal:
    """Turn a value of a unit that may be scaled into one of its base unit (817 千人: 817000 人)."""
    scale, _ = split_scale(canonical_unit(unit)) if unit else (1, "")
    return value if scale == 1 else EXACT.multiply(value, Decimal(scale))


def same_unit(one: str, other: str) -> bool:
    """Whether two canonical units say the same (名 and 人, t and トン)."""
    return _SAME.get(one, one) == _SAME.get(other, other)
