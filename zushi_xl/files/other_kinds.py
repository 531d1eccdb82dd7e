"""What files are that are no workbooks, by the ends of their names, and what to do with them."""

from __future__ import annotations

HOLDERS = frozenset(
    (
        *(".eml", ".msg", ".7z", ".rar", ".lzh", ".cab", ".zip"),
        *(".numbers", ".et", ".fods", ".gsheet", ".slk", ".xlk", ".xar", ".mht", ".mhtml"),
    )
)
"""What may hold a workbook, or be one of another program."""
_RESAVE = "Excel で開き、Excel ブック（.xlsx）として保存して提出してください"
_LOST = f"書式や記入欄の位置が失われるため読みません。様式に記入し、{_RESAVE}"
_OPEN_OFFICE = "LibreOffice で開き、Excel ブック（.xlsx）か .ods として保存して提出してください"
_ORIGINAL = "元の Excel ブックを提出してください"
_ARCHIVE = "zip 以外の書庫です。zip にするか、ブックのまま提出してください"
_SHORTCUT = "ショートカットです。元のファイルを提出してください"
_MAIL = "電子メールです。添付のブックを取り出して提出してください"
_ADVICE = {
    ".csv": f"CSV は{_LOST}",
    ".tsv": f"文字だけのファイルです。様式に記入し、{_RESAVE}",
    ".txt": "文字だけのファイルです",
    ".md": "文字だけのファイルです",
    ".numbers": "Numbers のファイルです。Excel 形式に書き出して提出してください",
    ".gsheet": "Google スプレッドシートへの入口です。Excel 形式でダウンロードして提出してください",
    ".et": f"WPS 表計算の独自形式です。{_RESAVE}",
    ".fods": f"OpenDocument の XML 形式です。{_OPEN_OFFICE}",
    ".slk": f"SYLK 形式の表です。{_LOST}",
    ".dif": f"DIF 形式の表です。{_LOST}",
    ".xlk": f"Excel の控えのファイルです。{_RESAVE}",
    ".xar": f"Excel の自動回復用のファイルです。{_RESAVE}",
    ".xml": f"XML です。{_RESAVE}",
    ".tmp": "作業中の一時ファイルです",
    ".bak": "控えのファイルです",
}
_ADVICE |= dict.fromkeys((".odt", ".rtf"), "文書作成ソフトの文書です")
_ADVICE |= dict.fromkeys((".doc", ".docx", ".docm"), "Word 文書です")
_ADVICE |= dict.fromkeys((".odp",), "発表用の資料です")
_ADVICE |= dict.fromkeys((".ppt", ".pptx"), "PowerPoint です")
_ADVICE |= dict.fromkeys((".jtd", ".jtdc", ".jtt"), "一太郎の文書です")
_ADVICE |= dict.fromkeys((".pdf",), f"PDF です。{_ORIGINAL}")
_ADVICE |= dict.fromkeys((".xdw", ".xbd"), f"DocuWorks の文書です。{_ORIGINAL}")
_ADVICE |= dict.fromkeys(
    (".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".heic"), f"画像です。{_ORIGINAL}"
)
_ADVICE |= dict.fromkeys((".htm", ".html", ".mht", ".mhtml"), f"Web ページです。{_RESAVE}")
_ADVICE |= dict.fromkeys((".7z", ".rar", ".lzh", ".cab"), _ARCHIVE)
_ADVICE |= dict.fromkeys((".lnk", ".url"), _SHORTCUT)
_ADVICE |= dict.fromkeys((".msg", ".eml"), _MAIL)


def advice_on(suffix: str) -> str:
    """What a file with this end of its name is, and what its sender can do.

    >>> advice_on(".xdw")
    'DocuWorks の文書です。元の Excel ブックを提出してください'
    """
    return _ADVICE.get(suffix, "Excel ブックではありません（拡張子による）")
