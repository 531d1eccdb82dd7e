"""How well and how fast 見え消し is made.

python benchmarks/redline.py                 all tables
python benchmarks/redline.py --samples       also every sample as each candidate marks it
python benchmarks/redline.py --marks FILE    the marks of a person in another file

The other libraries (rapidfuzz, diff-match-patch, SudachiPy with sudachidict_small) are measured
where they are installed.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cache, partial
from pathlib import Path
from statistics import median
from typing import Any

from zushi_xl.masters.tables import Table, make_table, tables_from_text
from zushi_xl.masters.workbooks import build_plan_book
from zushi_xl.redline import text_diff
from zushi_xl.redline.chapters import Version
from zushi_xl.redline.pieces import (
    Mark,
    MarkedPiece,
    Pieces,
    joined,
    kept,
    new_text,
    old_text,
    replaced,
)
from zushi_xl.redline.text_diff import diff_texts
from zushi_xl.redline.tokens import tokens
from zushi_xl.workflow.memory_release import without_cycle_collection
from zushi_xl.workflow.redline import Options, compare, list_book, load_versions, redline
from zushi_xl.xlsx_out import book_bytes

ROOT = Path(__file__).parents[1]
OLD, NEW = (ROOT / f"templates_xlsx/計画マスタ_{when}.xlsx" for when in ("改定前", "改定後"))
MARKS = Path(__file__).with_name("redline_marks.txt")
Differ = Callable[[str, str], Pieces]
_WORD = re.compile(r"[ァ-ヺー]|[A-Za-z]|[0-9０-９,.]")


# ------------------------------------------------------------------ candidates


def by_opcodes(old: Sequence[str], new: Sequence[str], opcodes: Any) -> Iterator[MarkedPiece]:
    for tag, i, i_end, j, j_end in opcodes:
        if tag == "equal":
            yield from kept("".join(old[i:i_end]))
        else:
            yield from replaced("".join(old[i:i_end]), "".join(new[j:j_end]))


def difflib_characters(old: str, new: str) -> Pieces:
    return joined(
        by_opcodes(old, new, SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
    )


def difflib_tokens(old: str, new: str) -> Pieces:
    a, b = tokens(old), tokens(new)
    return joined(by_opcodes(a, b, SequenceMatcher(None, a, b, autojunk=False).get_opcodes()))


def rapidfuzz_tokens(old: str, new: str) -> Pieces:
    indel = importlib.import_module("rapidfuzz.distance").Indel
    a, b = tokens(old), tokens(new)
    codes = [(o.tag, o.src_start, o.src_end, o.dest_start, o.dest_end) for o in indel.opcodes(a, b)]
    return joined(by_opcodes(a, b, codes))


def match_patch(old: str, new: str) -> Pieces:
    differ = importlib.import_module("diff_match_patch").diff_match_patch()
    found = differ.diff_main(old, new, False)
    differ.diff_cleanupSemantic(found)
    marks = {-1: Mark.REMOVED, 0: Mark.KEPT, 1: Mark.ADDED}
    return joined(MarkedPiece(marks[sign], text) for sign, text in found)


@cache
def _sudachi() -> Any:
    sudachipy = importlib.import_module("sudachipy")
    return sudachipy.Dictionary(dict="small").tokenizer(mode=sudachipy.SplitMode.A)


def sudachi_words(text: str) -> list[str]:
    return [word.surface() for word in _sudachi().tokenize(text)]


def difflib_sudachi(old: str, new: str) -> Pieces:
    a, b = sudachi_words(old), sudachi_words(new)
    return joined(by_opcodes(a, b, SequenceMatcher(None, a, b, autojunk=False).get_opcodes()))


def match_patch_sudachi(old: str, new: str) -> Pieces:
    """diff-match-patch over words: each has a character of its own, as its authors advise."""
    words: dict[str, str] = {}
    texts = (
        "".join(words.setdefault(w, chr(0xE000 + len(words))) for w in sudachi_words(text))
        for text in (old, new)
    )
    found = match_patch(*texts)
    back = {character: word for word, character in words.items()}
    return joined(MarkedPiece(mark, "".join(back[c] for c in text)) for mark, text in found)


def tidied_sudachi(old: str, new: str) -> Pieces:
    """What is used here, on the words of Sudachi."""
    own = text_diff.tokens
    text_diff.tokens = sudachi_words
    try:
        return diff_texts(old, new)
    finally:
        text_diff.tokens = own


CANDIDATES: dict[str, tuple[str, Differ]] = {
    "difflib、文字ごと": ("", difflib_characters),
    "difflib、語ごと": ("", difflib_tokens),
    "rapidfuzz、語ごと": ("rapidfuzz", rapidfuzz_tokens),
    "diff-match-patch、意味の整理つき": ("diff_match_patch", match_patch),
    "Sudachi の語、difflib": ("sudachipy", difflib_sudachi),
    "Sudachi の語、diff-match-patch": ("sudachipy", match_patch_sudachi),
    "Sudachi の語、ここのならし": ("sudachipy", tidied_sudachi),
    "採用（文→語、difflib＋ならし）": ("", diff_texts),
}


# ------------------------------------------------------------------ marks of a person

_MARKED = re.compile(r"\[-(.*?)-\]|\{\+(.*?)\+\}|([^\[{]+)", re.DOTALL)
Stretch = tuple[int, int, int, int]


def marked_samples(path: Path) -> list[Pieces]:
    """The texts of a file, each with its marks."""
    lines = path.read_text(encoding="utf-8").splitlines()
    texts = (line.rpartition(" | ")[2].replace("\\n", "\n") for line in lines if line[:1] != "#")
    marks = (Mark.REMOVED, Mark.ADDED, Mark.KEPT)
    return [
        joined(
            MarkedPiece(m, t)
            for groups in _MARKED.findall(text)
            for m, t in zip(marks, groups, strict=True)
        )
        for text in texts
        if text
    ]


def stretches(pieces: Pieces) -> set[Stretch]:
    """Where each change begins and ends in both texts."""
    found: set[Stretch] = set()
    old = new = 0
    start: tuple[int, int] | None = None
    for mark, text in (*pieces, MarkedPiece(Mark.KEPT, "")):
        if mark is Mark.KEPT and start is not None:
            found.add((start[0], old, start[1], new))
            start = None
        elif mark is not Mark.KEPT and start is None:
            start = (old, new)
        old += len(text) if mark is not Mark.ADDED else 0
        new += len(text) if mark is not Mark.REMOVED else 0
    return found


def agreement(path: Path) -> None:
    wanted = marked_samples(path)
    print(f"\n人の印との一致（{path.name}、{len(wanted)} 文）\n")
    print("| 方法 | 人の印 | 同じ印 | 適合率 | 再現率 | F1 |\n|---|--:|--:|--:|--:|--:|")
    for name, (library, differ) in CANDIDATES.items():
        if library and not _is_there(library):
            print(f"| {name} | 未導入 | | | | |")
            continue
        found = [differ(old_text(p), new_text(p)) for p in wanted]
        both = [(stretches(p), stretches(f)) for p, f in zip(wanted, found, strict=True)]
        same = sum(len(a & b) for a, b in both)
        all_wanted, all_found = (sum(map(len, side)) for side in zip(*both, strict=True))
        precision, recall = same / max(all_found, 1), same / all_wanted
        f1 = 2 * precision * recall / max(precision + recall, 1e-9)
        print(f"| {name} | {all_wanted} | {same} | {precision:.2f} | {recall:.2f} | {f1:.2f} |")


# ------------------------------------------------------------------ quality


def samples() -> list[tuple[str, str]]:
    """Old and new text of every row of the sample list that changed in part."""
    rows = compare(*load_versions(OLD, NEW)).diff.revisions
    texts = ((old_text(r.pieces), new_text(r.pieces)) for r in rows)
    return [(old, new) for old, new in texts if old and new and old != new]


def cut_words(pieces: Pieces) -> int:
    """Katakana or Latin words and figures that a mark begins or ends in."""
    cuts = 0
    for side in (old_text, new_text):
        wrong = (Mark.ADDED,) if side is old_text else (Mark.REMOVED,)
        texts = [text for mark, text in pieces if mark not in wrong]
        for before, after in zip(texts, texts[1:], strict=False):
            one, two = _WORD.match(before[-1]), _WORD.match(after[0])
            cuts += bool(one and two and _kind(before[-1]) == _kind(after[0]))
    return cuts


def _kind(character: str) -> str:
    return "ア" if character >= "ァ" and character <= "ー" else "a" if character.isalpha() else "1"


def quality(pairs: Sequence[tuple[str, str]], show: bool) -> None:
    print(f"見え消しの質（見本の改定 {len(pairs)} 行）\n")
    print("| 方法 | 印の数 | 印の文字数 | 最長の無傷 | 語の途中の印 | 1～2字の印 | 秒 |")
    print("|---|--:|--:|--:|--:|--:|--:|")
    for name, (library, differ) in CANDIDATES.items():
        if library and not _is_there(library):
            print(f"| {name} | 未導入 | | | | | |")
            continue
        start = time.perf_counter()
        found = [differ(old, new) for old, new in pairs]
        seconds = time.perf_counter() - start
        print(f"| {name} | {' | '.join(map(str, _figures(found)))} | {seconds:.3f} |")
        if show:
            print("\n".join(map(_shown, found)))


def _is_there(library: str) -> bool:
    return importlib.util.find_spec(library) is not None


def _figures(found: Sequence[Pieces]) -> tuple[int, int, str, int, int]:
    marks = [p.text for pieces in found for p in pieces if p.mark in (Mark.REMOVED, Mark.ADDED)]
    longest = [max((len(t) for m, t in pieces if m is Mark.KEPT), default=0) for pieces in found]
    crumbs = sum(len(text) <= 2 and not text[0].isnumeric() for text in marks)
    cuts = sum(map(cut_words, found))
    return len(marks), sum(map(len, marks)), f"{sum(longest) / len(longest):.1f}", cuts, crumbs


def _shown(pieces: Pieces) -> str:
    frames = {Mark.REMOVED: "[-{}-]", Mark.ADDED: "{{+{}+}}"}
    return "　" + "".join(frames.get(m, "{}").format(t) for m, t in pieces).replace("\n", "⏎")


# ------------------------------------------------------------------ size


def large_masters(initiatives: int, length: int, seed: int = 1) -> tuple[list[Table], list[Table]]:
    """The sample masters with many more initiatives; a third of them differs."""
    chance = random.Random(seed)
    tables = tables_from_text(OLD.with_suffix(".txt").read_text(encoding="utf-8"))
    old, new = [], []
    for number in range(initiatives):
        text = _prose(chance, length)
        change = chance.random() < 1 / 3
        code = f"1-1-①-{number + 1}" if number < 999 else f"1-3-①-{number - 998}"
        row = [code, "", f"{_prose(chance, 12)[:-1]}の推進", "企画課", text]
        old.append(row)
        new.append([*row[:4], _edited(chance, text) if change else text])
    headers = ["コード", "番号", "名称", "担当課", "説明"]
    kept_tables = [t for t in tables if t.name not in ("取り組み", "予算事業")]
    before, after = (make_table("取り組み", headers, rows) for rows in (old, new))
    return [*kept_tables, before], [*kept_tables, after]


_WORDS = ["市民", "地域", "活動", "支援", "推進", "計画", "環境", "整備", "防災", "教育", "子育て"]
_WORDS += ["サービス", "2029年度", "1,030人"]


def _prose(chance: random.Random, length: int) -> str:
    text = ""
    while len(text) < length:
        text += chance.choice(_WORDS) + chance.choice("のをとや、に")
        if chance.random() < 0.08:
            text += "進めます。"
    return text + "。"


def _edited(chance: random.Random, text: str) -> str:
    """Some words exchanged, a sentence added."""
    for _ in range(3):
        text = text.replace(chance.choice(_WORDS), chance.choice(_WORDS), 1)
    return text + "新しい取り組みを始めます。"


def size(runs: int = 3) -> None:
    print("\n時間（計画マスタ2冊を読み、比べ、一覧を書くまで。中央値）\n")
    print("| 取り組み | 1件の文字数 | 比べる（秒） | 全体（秒） |\n|--:|--:|--:|--:|")
    for initiatives, length in ((100, 200), (1000, 200), (1000, 400), (1000, 800)):
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder, name) for name in ("旧.xlsx", "新.xlsx")]
            for path, tables in zip(paths, large_masters(initiatives, length), strict=True):
                path.write_bytes(book_bytes(build_plan_book(tables)))
            whole = _seconds(partial(redline, *paths, Path(folder, "out")), runs)
            versions = load_versions(*paths)
            compared = _seconds(partial(_listed, *versions), runs)
        print(f"| {initiatives} | {length} | {compared:.2f} | {whole:.2f} |")


def _listed(old: Version, new: Version) -> None:
    list_book(compare(old, new))


def growth(runs: int = 3) -> None:
    print("\n同じ文の続く文章（最後の1文だけ違う）\n\n| 文字数 | 秒 |\n|--:|--:|")
    for times in (1, 2, 4, 8):
        text = _prose(random.Random(3), 250_000) * times
        seconds = _seconds(partial(diff_texts, text, f"{text}追加。"), runs)
        print(f"| {len(text):,} | {seconds:.3f} |")


def doublings(largest: int = 12_000) -> None:
    """Seconds of this process to read, compare and list twice as many initiatives each time."""
    print("\n件数が2倍になるごとの時間（この処理の CPU 秒。読み、比べ、一覧を書くまで）\n")
    print("| 取り組み | 三分の一を変更 | 倍 | 名称も文も違う | 倍 |\n|--:|--:|--:|--:|--:|")
    without_cycle_collection()  # as the command does
    before: list[float] = []
    for count in (largest // 8, largest // 4, largest // 2, largest):
        old, new = large_masters(count, 100)
        _, other = large_masters(count, 100, seed=2)
        spent = [_processor_seconds(old, masters) for masters in (new, other)]
        times = [f"{s / b:.2f}" for s, b in zip(spent, before, strict=True)] if before else ["", ""]
        shown = (f"{s:.1f} | {grown}" for s, grown in zip(spent, times, strict=True))
        print(f"| {count:,} | {' | '.join(shown)} |", flush=True)
        before = spent


def _processor_seconds(old: Sequence[Table], new: Sequence[Table]) -> float:
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder, name) for name in ("旧.xlsx", "新.xlsx")]
        for path, tables in zip(paths, (old, new), strict=True):
            path.write_bytes(book_bytes(build_plan_book(tables)))
        start = time.process_time()
        redline(*paths, Path(folder, "out"), Options(force=True))
        return time.process_time() - start


def _seconds(run: Callable[[], object], runs: int) -> float:
    found = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        found.append(time.perf_counter() - start)
    return median(found)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--samples", action="store_true")
    parser.add_argument("--marks", type=Path, action="append", default=[])
    chosen = parser.parse_args()
    for path in (MARKS, *chosen.marks):
        agreement(path)
    quality(samples(), chosen.samples)
    if chosen.marks:
        return
    size()
    growth()
    doublings()


if __name__ == "__main__":
    main()
