"""Rules about returns as such: which have come, which could be read, which of several counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from zushi_xl.findings.finding import Finding, Severity
from zushi_xl.findings.rule import RuleArea, declare
from zushi_xl.form.answers import Answer, Submission
from zushi_xl.form.layout import Key
from zushi_xl.report.model import Adoption, InputFile, Receipt, Report
from zushi_xl.report.saved_time import day_of
from zushi_xl.returned.as_sent import mean_the_same
from zushi_xl.returned.rules import TOO_MUCH
from zushi_xl.rules.registry import report_rules
from zushi_xl.text.folding import fold
from zushi_xl.workbook.cells import Source, Unreadable

YEAR = report_rules(RuleArea.RETURN)

_QUOTED = 20_000  # letters that one finding quotes
UNREADABLE = declare(
    "file-unreadable",
    RuleArea.RETURN,
    Severity.ERROR,
    "読めないファイル",
    "提出ファイルを Excel ブックとして読めない。",
    "パスワードつきのブックが提出された。",
)


def unreadable(book: Unreadable) -> Finding:
    """A file that could not be read, in the words of its reader."""
    reason = book.reason if book.reason.endswith("。") else f"{book.reason}。"
    return UNREADABLE.at(Source(book.file), reason, book.remedy)


def too_large_to_check(submission: Submission) -> Finding:
    """The texts of a book are so long that its checks were broken off."""
    return TOO_MUCH.at(
        Source(submission.file),
        "文章が様式の何倍も長く、点検を打ち切りました。読み取った内容は集計に入れ、"
        "評価書には一つの欄に付き先頭の1,000行までを載せます。",
        "長い文章を短くするか別のファイルに分けて、提出し直してください。",
        division=submission.identity.division,
    )


@YEAR.confirm_rule(
    "未提出",
    "記入すべき課の様式がまだ届いていない。"
    "期限前なら当然のことなので、それだけでは要修正としない。",
    "社会福祉課の様式が inputs/ にない。",
)
def division_missing(report: Report) -> Iterator[Finding]:
    """A division whose book has not come, or came back as it was sent."""
    for division in report.divisions:
        if division.receipt is Receipt.MISSING:
            came = f"届いた様式（{division.file}）には記入がありません。"
            yield division_missing.at(
                None,
                f"{division.name}の様式がまだ提出されていません。{came if division.file else ''}",
                f"{division.name}に提出を求めてください。届いたら、もう一度収集してください。",
                division=division.name,
                expected=_expected(report, division.name),
            )


def division_missing_before(phase: str, division: str) -> Finding:
    """A division whose book of an earlier phase has never come; nobody is asked for it now."""
    return division_missing.at(
        None,
        f"段階「{phase}」の{division}の様式が提出されていません。その段階の欄は空のままです。",
        f"{division}に段階「{phase}」の様式の提出を求め、今の段階の提出と一緒に、もう一度収集してください。",
    )


def _expected(report: Report, division: str) -> str:
    """What the division has to report, by code."""
    leads = [s.code for s in report.plan.sections if s.division == division]
    own = [i.code for i in report.plan.initiatives if i.division == division]
    return "、".join([*leads, *own])


@YEAR.info_rule(
    "差し替えられた提出",
    "同じ課の様式が二つ以上届き、この一つは採用しなかった。",
    "市民協働課の様式が「最新」と「修正版」の二つある。",
)
def return_superseded(report: Report) -> Iterator[Finding]:
    """A book of which another return counts."""
    for file in report.inputs:
        if file.status is Adoption.SUPERSEDED:
            yield _not_adopted(file)


def _not_adopted(file: InputFile) -> Finding:
    return return_superseded.at(
        Source(file.file),
        f"{file.division}の提出のうち、このファイルは採用しませんでした。{file.reason}",
        "採用された方が正しいか確かめてください。違うときは、不要な方を除いて収集し直してください。",
        division=file.division,
    )


@YEAR.info_rule(
    "期限後の提出",
    "採用した様式が、提出期限の後で保存されている。保存の日時は、ブックの中に記録されたもので"
    "見る（ファイルの日付は複写で変わるので使わない）。差し戻しの返送は見ない。",
    "提出期限 2025年5月30日の様式が、6月2日に保存されている。",
)
def return_late(report: Report) -> Iterator[Finding]:
    """A book of the first round that was saved after the deadline, as the book itself says."""
    deadline = report.plan.settings.deadline
    for file in report.inputs:
        day = day_of(file.saved)
        is_first = file.round is not None and file.round <= report.plan.settings.round
        if file.status is Adoption.ADOPTED and is_first and deadline and day and day > deadline:
            yield return_late.at(
                Source(file.file),
                f"{file.division}の様式は、提出期限を{(day - deadline).days}日過ぎて"
                "保存されています。",
                "期限後の提出として扱うかを決めてください。内容はそのまま集計に入れています。",
                division=file.division,
                given=f"{day:%Y-%m-%d}",
                expected=f"{deadline:%Y-%m-%d}まで",
            )


_RETURNS_DIFFER = declare(
    "returns-differ",
    RuleArea.RETURN,
    Severity.CONFIRM,
    "食い違う二つの提出",
    "同じ課の同じ回の提出が二つ以上あり、記入内容が違う。採用しなかった方だけにある答えも挙げる。",
    "二人が半分ずつ記入した「前半」と「後半」が、別々のファイルで提出された。",
)


def returns_differ(best: Submission, other: Submission, why: str) -> Iterator[Finding]:
    """What two returns of one division say differently; ``why`` the first one counts."""
    missed = [a for key, a in other.answers.items() if _is_lost(best, key, a)]
    differing = [
        (mine, its)
        for key, mine in best.answers.items()
        if (its := other.answers.get(key)) is not None
        and mine.text.strip()
        and its.is_written
        and fold(mine.text) != fold(its.text)
        and not mean_the_same(mine.quantity, its.quantity)
    ]
    names = _field_names([*missed, *(mine for mine, _ in differing)])
    lost = [f"{names[a.slot.key]}：{other.file} だけ「{a.text}」" for a in missed]
    changed = [
        f"{names[mine.slot.key]}：採用「{mine.text}」、不採用「{its.text}」"
        for mine, its in differing
    ]
    if lost or changed:
        parts = [f"{len(changed)}か所の答えが違います"] if changed else []
        parts += [f"{len(lost)}か所は {other.file} だけに記入があります"] if lost else []
        yield _RETURNS_DIFFER.at(
            Source(other.file),
            f"{best.identity.division}の提出が二つあり、{'、'.join(parts)}。{why}",
            _remedy(best, other),
            division=best.identity.division,
            given=_listed([*lost, *changed]),
            expected=best.file,
        )


def _remedy(best: Submission, other: Submission) -> str:
    if fold(best.stated) == fold(other.stated):
        return "どちらが正しいかを確かめ、一つのブックにまとめて提出し直してください。"
    return (
        f"{best.stated}と{other.stated}に配った様式です。両方を使うには、集め終えるまで、計画マスタの"
        "「担当課」と受け持ちを、配ったときのままにします。または、一つのブックにまとめて提出し直して"
        "もらってください。"
    )


def _is_lost(best: Submission, key: Key, answer: Answer) -> bool:
    mine = best.answers.get(key)
    return answer.is_written and (mine is None or not mine.text.strip())


def _field_names(answers: Sequence[Answer]) -> dict[Key, str]:
    """The fields by code and label, with the number of the KPI where several are alike."""
    bare = {a.slot.key: f"{a.slot.key.code} {a.slot.label}" for a in answers}
    alike = Counter(bare.values())
    return {
        key: f"{key.code} KPI{key.kpi}{name.removeprefix(key.code)}"
        if key.kpi and alike[name] > 1
        else name
        for key, name in bare.items()
    }


def _listed(texts: Sequence[str]) -> str:
    whole = "\n".join(texts)
    return whole if len(whole) <= _QUOTED else f"{whole[:_QUOTED]}…（ほかは元のブックに）"


_PASSED_OVER = declare(
    "file-passed-over",
    RuleArea.RETURN,
    Severity.CONFIRM,
    "読まなかった、提出かもしれないファイル",
    "課の名前が付いているか中身が Excel ブックなのに、読まなかったファイル。開けないフォルダや、"
    "フォルダへのリンクも。",
    "「市民協働課.xlsx.txt」という名前で保存された。",
)


def passed_over(name: str, why: str) -> Finding:
    """A file that is not read and might be a return."""
    return _PASSED_OVER.at(
        Source(name),
        f"読んでいません：{why}。" if not why.endswith("。") else f"読んでいません：{why}",
        "提出なら、Excel ブック（.xlsx）にして提出フォルダに入れ、もう一度収集してください。"
        "提出でなければ、提出フォルダから除いてください。",
    )


_OWN_PRODUCT = declare(
    "own-product",
    RuleArea.RETURN,
    Severity.INFO,
    "この道具の書き出したブック",
    "配布や差し戻しのままのブック、評価書や計画マスタなど、提出ではないブック。読まない。",
    "配った様式が、記入されないまま提出フォルダに入っている。",
)


def own_product(file: str, why: str) -> Finding:
    """A book that is no return, because this package wrote it."""
    return _OWN_PRODUCT.at(Source(file), why, "提出なら、記入して保存し直してください。")


_WRONG_PHASE = declare(
    "wrong-phase",
    RuleArea.RETURN,
    Severity.INFO,
    "段階違い",
    "提出ファイルの段階が、集めている段階より先か、計画マスタにない。採らず、差し戻しもしない。",
    "事中の収集に、事後の様式が提出された。",
)


def wrong_phase(submission: Submission, phase: str, why: str, remedy: str) -> Finding:
    """A return that is not of ``phase``, which is collected, nor of one before it."""
    identity = submission.identity
    return _WRONG_PHASE.at(
        Source(submission.file),
        why,
        remedy,
        division=identity.division,
        given=identity.phase,
        expected=phase,
    )
