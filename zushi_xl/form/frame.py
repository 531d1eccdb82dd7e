"""The lines around the fields of a form sheet: title, place in the plan, legend, foot.

The builder prints them and the reader recognises them, so both take them from here.
"""

from __future__ import annotations

from typing import NamedTuple

from zushi_xl.form.identity import Identity
from zushi_xl.form.layout import Page
from zushi_xl.form.model import Form
from zushi_xl.plan.model import Plan

CHECK_HEAD = "記入の確認"  # head of the column beside the page that says what is still to do
REPLY_HEAD = (
    "担当課の回答（自由記入）"  # head of the column in which a division answers a correction
)
DIVISION_LABEL, REVIEWER_LABEL = "担当課", "評価者"  # on the cover, before whose book it is
REQUESTS = "修正のお願い"  # the sheet of a correction that lists what to mend
REQUEST_TAG = f"{REQUESTS}/"  # begins the tags of the list of requests, in a hidden column
COVER_COLUMNS = 6  # of the cover: what stands right of them is somebody's writing
FORMER_LEGENDS = (
    "黄色の欄に記入してください。灰色の欄は計画や前年度までの内容です。"
    "右の「記入の確認」の●は未記入、▲は要確認です。",
)  # what earlier versions printed as 凡例: books with it still come back
FORMER_DOUBTS = ("数字で入力してください",)  # and what they say in the check column
PAGE_WIDTH = 680  # pixels: A4 portrait between margins of 15 mm


class Frame(NamedTuple):
    """Texts around the fields, each under the name that its tag carries."""

    title: str
    place: str
    legend: str
    foot: str

    def lines(self) -> tuple[tuple[str, str], ...]:
        """The four texts by name, in the order in which they stand."""
        return (
            ("title", self.title),
            ("place", self.place),
            ("legend", self.legend),
            ("foot", self.foot),
        )


def form_name(plan: Plan, form: Form) -> str:
    """What a distributed book is called: 進捗状況評価シート, unless 「文言」 has another name."""
    return form.texts.get("様式名") or f"{plan.settings.evaluation_name}シート"


def frame_of(plan: Plan, form: Form, page: Page, identity: Identity) -> Frame:
    """The frame of one sheet of one division's book."""
    above = [section.heading for section in plan.ancestors(page.section.code)]
    if page.name:  # the name of the section may stand on its main sheet only
        above.append(page.section.heading)
    return Frame(
        title="　".join(
            filter(None, (form_name(plan, form), f"{plan.fiscal_year}年度", page.name))
        ),
        place="　＞　".join(above) or plan.word(page.section.level),
        legend=form.texts.get("凡例", ""),
        foot=identity.foot_line(page.section.code),
    )
