"""Makes the sketches of docs/はじめての方へ.md: Windows' own windows, drawn, with where to press.

    python -m tests.samples.make_window_sketches

The program runs on other systems too, and Windows' windows cannot be taken there. A sketch shows
the words that stand on them and numbers what to press, in turn; its caption says that it is one.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.page.driver import Browser
from tests.samples.make_first_pictures import save_picture
from tests.samples.make_pictures import IMAGES

_STYLE = """
body { margin: 0; padding: 10px; background: #fff; color: #222; font: 15px/1.6 "BIZ UDゴシック", sans-serif; }
.window { border: 1px solid #888; border-radius: 8px; overflow: hidden; width: 640px; }
.title { background: #e8ecf2; padding: 4px 12px; font-size: 13px; }
.body { padding: 10px 14px; }
.bar { border: 1px solid #bbb; border-radius: 4px; padding: 2px 8px; background: #fafafa; }
.row { display: flex; justify-content: space-between; padding: 2px 8px; }
.chosen { background: #cfe4fb; }
.button { display: inline-block; border: 1px solid #777; border-radius: 4px; padding: 2px 14px; background: #f3f3f3; }
.blue { background: #0b4f8a; color: #fff; }
.link { text-decoration: underline; }
.faint { color: #555; }
b { display: inline-block; min-width: 1.5em; margin: 0 .4em; border-radius: 1em; background: #b3261e; color: #fff; text-align: center; line-height: 1.5; }
"""
_EXPLORER = '<div class="window"><div class="title">{place} - エクスプローラー</div><div class="body">{inside}</div></div>'
SKETCHES = {
    "はじめて_図解_開く": _EXPLORER.format(
        place="ドキュメント",
        inside=(
            '<div class="bar">ドキュメント</div>'
            '<div class="row faint"><span>名前</span><span>種類</span></div>'
            '<div class="row chosen"><span>zushi-xl<b>1</b>ダブルクリック</span>'
            "<span>HTML ドキュメント</span></div>"
        ),
    ),
    "はじめて_図解_保存": (
        '<div class="window"><div class="title">Edge の右上：ダウンロード</div><div class="body">'
        '<div class="row chosen"><span>集めた結果_2024年度.zip</span></div>'
        '<div class="row"><span class="link">ファイルを開く</span>'
        "<span>フォルダーのアイコン<b>1</b>「ダウンロード」が開く</span></div></div></div><br>"
        + _EXPLORER.format(
            place="ダウンロード",
            inside=(
                '<div class="row chosen"><span>集めた結果_2024年度.zip<b>2</b>右クリック</span>'
                "<span>圧縮 (zip 形式) フォルダー</span></div>"
                '<div class="row"><span></span><span class="button">すべて展開...<b>3</b></span></div>'
            ),
        )
    ),
    "はじめて_図解_Python": (
        '<div class="window"><div class="title">Python 3.13 (64-bit) Setup</div><div class="body">'
        "<p><strong>Install Python 3.13 (64-bit)</strong></p>"
        '<p><span class="button">→ Install Now</span><b>2</b></p>'
        '<p><span class="button">→ Customize installation</span></p>'
        "<div>☑ Use admin privileges when installing py.exe</div>"
        "<div>☑ Add python.exe to PATH<b>1</b>印を付ける</div></div></div>"
    ),
    "はじめて_図解_保護": (
        '<div class="window"><div class="body blue"><p>WindowsによってPCが保護されました</p>'
        "<p>Microsoft Defender SmartScreen は認識されないアプリの起動を停止しました。<br>"
        '<span class="link">詳細情報</span><b>1</b></p>'
        '<p>「詳細情報」を押した後：<span class="button" style="color:#222">実行</span><b>2</b>'
        '<span class="button" style="color:#222">実行しない</span></p></div></div>'
    ),
    "はじめて_図解_アドレス": _EXPLORER.format(
        place="進捗評価",
        inside=(
            '<div class="bar">powershell<b>1</b>ここを押し、書いて Enter</div>'
            '<div class="row faint"><span>名前</span><span>種類</span></div>'
            '<div class="row faint"><span>このフォルダーは空です。</span></div>'
        ),
    ),
}
NAMES = tuple(SKETCHES)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        make_pictures(Path(folder), IMAGES)


def make_pictures(folder: Path, target: Path) -> None:
    """Draw each into ``target``."""
    browser = Browser("chrome", "--lang=ja")
    try:
        for name, body in SKETCHES.items():
            page, taken = folder / "sketch.html", folder / "taken.png"
            head = f'<!DOCTYPE html><meta charset="utf-8"><style>{_STYLE}</style>'
            page.write_text(head + body, encoding="utf-8")
            browser.open(page.as_uri(), width=664, height=100)
            save_picture(browser, taken, target / f"{name}.png")
    finally:
        browser.close()


if __name__ == "__main__":
    main()
