"""Folders of returns with one thing more in them, and what must become of each entry.

``ENTRIES`` are things beside a good return; ``orders`` two returns of one division, in any two
formats, with what each says of its time of saving. ``judge`` collects a folder and compares.
"""

from __future__ import annotations

import io
import os
import shutil
import socket
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import olefile

from tests.conftest import open_book
from tests.reading.filled import Distribution
from tests.reading.judging import Verdict
from zushi_xl.masters.load import Masters
from zushi_xl.report.model import Adoption, InputFile
from zushi_xl.workflow.gathering import gather
from zushi_xl.workflow.single_books import BookContext
from zushi_xl.workflow.workers import Workers

FORMATS = ("xlsx", "ods", "xls")
TELLS = "file-passed-over"
_TIMES = {  # what the one book says, what the other says, the words of the reason
    "newer": ("2025-05-21T01:00:00Z", "2025-05-20T01:00:00Z", "後で保存された"),
    "minutes": ("2025-05-20T01:05:00Z", "2025-05-20T01:00:00Z", "後で保存された"),
    "equal": ("2025-05-20T01:00:00Z", "2025-05-20T01:00:00Z", "保存日時が同じため"),
    "missing": ("2025-05-20T01:00:00Z", "", "保存日時がないため"),
    "garbled": ("2025-05-20T01:00:00Z", "昨日", "ため、保存日時の分かる"),
    "future": ("2025-05-20T01:00:00Z", "2199-05-20T01:00:00Z", "保存日時が先の日付であるため"),
}
_JAPAN = timedelta(hours=9)  # the clock of the PC that wrote an .ods
_FIRST_FILETIME = datetime(1601, 1, 1, tzinfo=UTC)


class Material:
    """What all cases are made of: the sample city's forms, filled and blank, in all formats."""

    def __init__(
        self,
        masters: Masters,
        folder: Path,
        formats: tuple[str, ...] = FORMATS,
        most: int | None = None,
    ):
        """``most`` divisions, by default all."""
        self.masters = masters
        self.workers = Workers(BookContext(masters))
        self.distribution = Distribution(masters, folder / "forms")
        self.formats = formats
        self.divisions = self.distribution.divisions[:most]
        self._folder = folder / "books"
        self._folder.mkdir()
        for division in self.divisions:
            for seed in (1, 2):
                self._fill(division, seed)
            form = next((folder / "forms").rglob(f"{division}_*.xlsx"))
            shutil.copy(form, self._folder / f"{division}_blank.xlsx")
            open_book(form).save(self._folder / f"{division}_saved.xlsx")
        for other in formats:
            if other != "xlsx":
                _convert(self._folder, other)

    def _fill(self, division: str, seed: int) -> None:
        book = self.distribution.book(division, seed)
        if seed == 2:  # one answer is another
            key = next(k for k in book.places if isinstance(book.truth.texts[k], str))
            sheet = book.workbook[book.sheets[book.section(key)]]
            sheet[book.places[key][1]].value = f"{book.truth.texts[key]}（訂正）"
        book.workbook.save(self._folder / f"{division}_{seed}.xlsx")

    def book(self, division: str, kind: str | int, ending: str = "xlsx") -> bytes:
        return (self._folder / f"{division}_{kind}.{ending}").read_bytes()


def _convert(folder: Path, ending: str) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", ending, "--outdir", str(folder)]
    files = map(str, sorted(folder.glob("*.xlsx")))
    subprocess.run([*command, *files], check=True, capture_output=True, timeout=300)


@dataclass
class Case:
    """A folder and what must come of it.

    ``status`` by file (a book that is adopted is the division's), ``told`` are rules by file,
    ``reasons`` a part of the reason by file.
    """

    name: str
    status: dict[str, str] = field(default_factory=dict)
    told: dict[str, str] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    quiet: bool = False  # nobody is asked anything about the entry

    def good(self, file: str) -> None:
        self.status[file] = "adopted"

    def left(self, file: str, rule: str = "", reason: str = "", status: str = "ignored") -> None:
        self.status[file] = status
        if rule:
            self.told[file] = rule
        if reason:
            self.reasons[file] = reason


Build = Callable[[Material, str, Path, Case], None]


def _file(name: str, data: bytes, rule: str = "", reason: str = "") -> Build:
    def build(_material: Material, division: str, folder: Path, case: Case) -> None:
        path = folder / name.format(division)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        case.left(path.relative_to(folder).as_posix(), rule, reason)

    return build


def _copy(
    name: str, kind: str | int, rule: str = "", reason: str = "", ending: str = "xlsx"
) -> Build:
    """A book under a name; without a rule and a reason it is the division's return."""

    def build(material: Material, division: str, folder: Path, case: Case) -> None:
        shown = name.format(division)
        (folder / shown).write_bytes(material.book(division, kind, ending))
        if rule or reason:
            case.left(shown, rule, reason)
        else:
            case.good(shown)

    return build


def _link(target: str, status: str, rule: str = "", reason: str = "") -> Build:
    def build(material: Material, division: str, folder: Path, case: Case) -> None:
        outside = folder.parent / f"{folder.name}_outside"
        outside.mkdir()
        (outside / "a.xlsx").write_bytes(material.book(division, 1))
        name = f"{division}.xlsx" if "folder" not in target else division
        places = {"book": outside / "a.xlsx", "folder": outside, "loop": folder / name}
        places |= {"nothing": outside / "b.xlsx", "device": Path("/dev/zero"), "folder_up": folder}
        (folder / name).symlink_to(places[target])
        case.left(name, rule, reason, status)

    return build


def _pipe(_material: Material, division: str, folder: Path, case: Case) -> None:
    os.mkfifo(folder / f"{division}.xlsx")
    case.left(f"{division}.xlsx", TELLS, "通常のファイルではありません")


def _socket(_material: Material, division: str, folder: Path, case: Case) -> None:
    short = Path(tempfile.mkdtemp()) / "s"  # a socket's path must be
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(short))
    short.rename(folder / f"{division}.xls")
    case.left(f"{division}.xls", TELLS, "通常のファイルではありません")


def _empty_folder(name: str, rule: str = "") -> Build:
    def build(_material: Material, division: str, folder: Path, case: Case) -> None:
        (folder / name.format(division)).mkdir(parents=True)
        case.left(name.format(division), rule, "空のフォルダ")

    return build


def _last_year(material: Material, division: str, folder: Path, case: Case) -> None:
    book = open_book(io.BytesIO(material.book(division, 1)))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and "｜2024年度｜" in cell.value:
                    cell.value = cell.value.replace("｜2024年度｜", "｜2023年度｜")
    book["識別"]["B2"].value = "2023"
    book.save(folder / "去年.xlsx")
    case.left("去年.xlsx", "wrong-year", "2023年度")
    case.quiet = True


def _zipped(name: str, adopted: bool) -> Build:
    def build(material: Material, division: str, folder: Path, case: Case) -> None:
        with zipfile.ZipFile(folder / "a.zip", "w") as package:
            package.writestr(name.format(division), material.book(division, 1))
        case.left("a.zip")
        if adopted:
            case.good(f"a.zip/{name.format(division)}")
        else:
            case.left(f"a.zip/{name.format(division)}")

    return build


def _product(name: str, reason: str) -> Build:
    def build(_material: Material, _division: str, folder: Path, case: Case) -> None:
        source = Path(__file__).resolve().parents[2] / "templates_xlsx" / name
        shutil.copy(source, folder / name)
        case.left(name, "", reason)

    return build


_UNFILLED = "配布したままの様式です（未記入）。"
ENTRIES: dict[str, Build] = {
    "link_to_a_book": _link("book", "adopted"),
    "link_to_nothing": _link("nothing", "ignored", TELLS, "リンクの先が見つかりません"),
    "link_to_itself": _link("loop", "ignored", TELLS, "リンクが輪"),
    "link_to_a_device": _link("device", "ignored", TELLS, "通常のファイルではありません"),
    "link_to_a_folder": _link("folder", "ignored", TELLS, "フォルダへのリンク"),
    "link_to_the_folder_itself": _link("folder_up", "ignored", TELLS, "フォルダへのリンク"),
    "pipe": _pipe,
    "socket": _socket,
    "txt_double": _copy("{}.xlsx.txt", 1, TELLS, "末尾が違う"),
    "bak_double": _copy("控え.bak", 1, TELLS, "末尾が違う"),
    "no_ending": _copy("回答", 1, TELLS, "末尾が違う"),
    "ods_as_xlsx": _copy("{}.xlsx", 1, ending="ods"),
    "xls_as_xlsx": _copy("{}.xlsx", 1, ending="xls"),
    "text_of_a_division": _file("{}.txt", "メモ".encode(), TELLS),
    "text_of_nobody": _file("メモ.txt", "メモ".encode(), "", "文字だけ"),
    "pdf_in_its_folder": _file("{}/回答.pdf", b"%PDF-1.7", TELLS, "PDF"),
    "csv": _file("{}.csv", "課名,値".encode(), TELLS, "CSV"),
    "fods": _file("{}.fods", b"<office:document/>", TELLS, "OpenDocument"),
    "word": _file("{}.docx", b"PK\3\4", TELLS, "Word"),
    "open_mark": _file("~${}.xlsx", b"x", "", "一時ファイル"),
    "mac_mark": _file("._{}.xlsx", b"x", "", "Mac"),
    "shortcut": _file("{}.xlsx.lnk", b"L\0\0\0", TELLS, "ショートカット"),
    "empty_folder_of_a_division": _empty_folder("{}", TELLS),
    "empty_folder_like_a_book": _empty_folder("回答.xlsx", TELLS),
    "empty_folder_of_nobody": _empty_folder("資料/旧"),
    "last_year": _last_year,
    "blank_form": _copy("{}.xlsx", "blank", "", _UNFILLED),
    "blank_form_of_openpyxl": _copy("{}.xlsx", "saved", "", _UNFILLED),
    "blank_form_as_ods": _copy("{}.ods", "blank", "", _UNFILLED, "ods"),
    "blank_form_as_xls": _copy("{}.xls", "blank", "", _UNFILLED, "xls"),
    "plan_master": _product("計画マスタ.xlsx", "計画マスタです"),
    "form_definition": _product("様式定義.xlsx", "様式定義です"),
    "empty_form": _product("進捗状況評価シート.xlsx", "様式です"),
    "zip": _zipped("{}.xlsx", adopted=True),
    "zip_without_books": _zipped("{}.txt", adopted=False),
}  # fmt: skip


def entry(material: Material, name: str, number: int, folder: Path) -> Case:
    """A good return of one division, and beside it the entry, which is about the next one."""
    divisions = material.divisions
    good, other = divisions[number % len(divisions)], divisions[(number + 1) % len(divisions)]
    case = Case(name)
    (folder / "先の課.xlsx").write_bytes(material.book(good, 1))
    case.good("先の課.xlsx")
    ENTRIES[name](material, other, folder, case)
    return case


def orders(material: Material) -> Iterator[tuple[str, str, str]]:
    """Every relation of two times, in every two formats: relation, the one's, the other's."""
    for relation in _TIMES:
        for one in material.formats:
            for other in material.formats:
                if relation != "garbled" or other != "xls":  # its times are numbers
                    yield relation, one, other


def order(
    material: Material, relation: str, one: str, other: str, number: int, folder: Path
) -> Case:
    """Two returns of one division; the first must count, by what they say of their times."""
    division = material.divisions[number % len(material.divisions)]
    case = Case(f"{relation}: {one} {other}")
    best, rest = f"z.{one}", f"{division} (2).{other}"
    mine, its, words = _TIMES[relation]
    (folder / best).write_bytes(timed(material.book(division, 2, one), one, mine))
    (folder / rest).write_bytes(timed(material.book(division, 1, other), other, its))
    case.good(best)
    case.left(rest, "returns-differ", words, "superseded")
    return case


def timed(data: bytes, ending: str, saved: str) -> bytes:
    """The book with another time of saving (ISO, UTC); empty: with none.

    An .ods gets the time of a PC in Japan, without zone, as LibreOffice writes it: the entries of
    its package have UTC.
    """
    if ending == "xls":
        return _timed_xls(data, saved)
    is_ods = ending == "ods"
    part, tag = ("meta.xml", "dc:date") if is_ods else ("docProps/core.xml", "dcterms:modified")
    packed = (1980, 1, 1, 0, 0, 0)
    if is_ods and saved.startswith("20"):
        moment = datetime.fromisoformat(saved)
        packed = moment.timetuple()[:6]
        saved = (moment + _JAPAN).replace(tzinfo=None).isoformat()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as made:
        for info in source.infolist():
            content = source.read(info)
            if info.filename == part:
                content = _replaced(content.decode(), tag, saved).encode()
            made.writestr(zipfile.ZipInfo(info.filename, packed), content)
    return out.getvalue()


def _replaced(part: str, tag: str, saved: str) -> str:
    start = part.index(f"<{tag}")
    end = part.index(f"</{tag}>") + len(tag) + 3
    head = part[start : part.index(">", start) + 1]
    return part[:start] + (f"{head}{saved}</{tag}>" if saved else "") + part[end:]


def _timed_xls(data: bytes, saved: str) -> bytes:
    made = io.BytesIO(data)
    with olefile.OleFileIO(made, write_mode=True) as ole:
        old = _filetime(ole.get_metadata().last_saved_time.replace(tzinfo=UTC))
        new = _filetime(datetime.fromisoformat(saved)) if saved else 0
        stream = ole.openstream("\x05SummaryInformation").read()
        place = next(n for n in range(len(stream)) if _is_near(stream[n : n + 8], old))
        stream = stream[:place] + new.to_bytes(8, "little") + stream[place + 8 :]
        ole.write_stream("\x05SummaryInformation", stream)
    return made.getvalue()


def _filetime(moment: datetime) -> int:
    return (moment - _FIRST_FILETIME) // timedelta(microseconds=1) * 10


def _is_near(eight: bytes, ticks: int) -> bool:
    return abs(int.from_bytes(eight, "little") - ticks) < 100


def entries(material: Material) -> list[str]:
    """The entries that the formats at hand allow."""
    lacking = set(FORMATS) - set(material.formats)
    return [name for name in ENTRIES if lacking.isdisjoint(name.split("_"))]


def judge(material: Material, case: Case, folder: Path) -> Verdict:
    """The entries by what became of them: each right, lost (not met), wrong (adopted, or not, by
    mistake) or unsaid; noise is what was met or said beyond that."""
    verdict = Verdict()
    try:
        report = gather(material.masters, [folder], workers=material.workers).report
    except Exception as error:  # every traceback is a failure to be counted
        verdict.add("traceback", f"{case.name} {type(error).__name__}: {error}")
        return verdict
    met = {file.file: file for file in report.inputs}
    for name in case.status.keys() | met.keys():
        verdict.add(*_judged(case, name, met.get(name)))
    said = {(f.rule, f.source.file) for f in report.findings if f.source}
    for name, rule in case.told.items():
        if (rule, name) not in said:
            verdict.add("unsaid", f"{case.name} {name} {rule}")
    for rule, name in said if case.quiet else ():
        if name in case.told and rule != case.told[name]:
            verdict.add("noise", f"{case.name} {name} {rule}")
    return verdict


def _judged(case: Case, name: str, found: InputFile | None) -> tuple[str, str]:
    """What became of one entry, and what is to be noted of it."""
    wanted = case.status.get(name)
    if found is None or wanted is None:
        return ("lost" if found is None else "noise"), f"{case.name} {name}"
    said = f"{case.name} {name} {found.status.value} {found.reason}"
    if found.status.value != wanted:
        is_taken = Adoption.ADOPTED.value in (wanted, found.status.value)
        return ("wrong" if is_taken else "unsaid"), said
    return ("right", "") if case.reasons.get(name, "") in found.reason else ("unsaid", said)
