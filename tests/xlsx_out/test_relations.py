"""What a part points to, as other programs write it: in any quotes, with entities for signs."""

from __future__ import annotations

import pytest

from zushi_xl.xlsx_out.package_xml import Parts, attribute, relation_targets


@pytest.mark.parametrize(
    ("written", "target"),
    [
        ('Target="worksheets/a.xml"', "xl/worksheets/a.xml"),
        ("Target='worksheets/a.xml'", "xl/worksheets/a.xml"),
        ('Target="/xl/worksheets/a.xml"', "xl/worksheets/a.xml"),
        ('Target="worksheets/%E8%A1%A8.xml"', "xl/worksheets/表.xml"),
        ('Target="worksheets/a&amp;b.xml"', "xl/worksheets/a&b.xml"),
        ('Target="worksheets/a&apos;b.xml"', "xl/worksheets/a'b.xml"),
        ('Target="worksheets/&#34920;.xml"', "xl/worksheets/表.xml"),
        ('Target="worksheets/&#x8868;.xml"', "xl/worksheets/表.xml"),
    ],
)
def test_the_target_of_a_relation(written: str, target: str) -> None:
    parts = Parts(
        {
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships><Relationship Id="rId1" Type="t/worksheet" {written}/>'
                "</Relationships>"
            ).encode()
        }
    )
    assert relation_targets(parts, "xl/workbook.xml") == {"rId1": target}


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        (b' name="A" state="hidden"', "A"),
        (b" state='hidden' name='A &lt; B'", "A < B"),
        (b' name = "&amp;lt;"', "&lt;"),
        (b' codename="x"', ""),
    ],
)
def test_an_attribute(tag: bytes, value: str) -> None:
    assert attribute(tag, "name") == value
