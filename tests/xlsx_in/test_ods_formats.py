"""Number formats of an .ods as Excel's codes: what stands in the code decides what was seen."""

from __future__ import annotations

from xml.etree.ElementTree import fromstring

import pytest

from zushi_xl.xlsx_in.ods_styles import styles_of

_HEAD = (
    '<document xmlns:number="n" xmlns:style="s" xmlns:office="o"><office:automatic-styles>'
    "{}</office:automatic-styles></document>"
)


def _code(inner: str, kind: str = "number-style", before: str = "") -> str:
    style = f'<number:{kind} style:name="N1">{inner}</number:{kind}>'
    return styles_of(fromstring(_HEAD.format(before + style))).formats["N1"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ('number:min-integer-digits="1"', "General"),
        ('number:min-integer-digits="0" number:decimal-places="0"', "#"),
        ('number:min-integer-digits="3" number:decimal-places="0"', "000"),
        ('number:min-integer-digits="1" number:decimal-places="1"', "0.0"),
        ('number:min-integer-digits="0" number:grouping="true"', "#,###"),
        ('number:min-integer-digits="1" number:grouping="true"', "#,##0"),
        ('number:min-integer-digits="2" number:grouping="true"', "#,#00"),
        ('number:grouping="true" number:display-factor="999"', "#,##0"),
        ('number:grouping="true" number:display-factor="1000"', "#,##0,"),
        ('number:grouping="true" number:display-factor="1000000"', "#,##0,,"),
        ('number:decimal-places="1" number:display-factor="x"', "0.0"),
    ],
)
def test_a_number_keeps_its_places_and_its_factor(number: str, code: str) -> None:
    assert _code(f"<number:number {number}/>") == code


@pytest.mark.parametrize(
    ("kind", "text", "code"),
    [
        ("number-style", "%", '0.0"%"'),
        ("percentage-style", "%", "0.0%"),
        ("number-style", "％", '0.0"％"'),
        ("number-style", '5"', '0.0"5"\\"""'),
        ("percentage-style", "（速報）", '0.0"（速報）"'),
        ("percentage-style", "% （速報）", '0.0%" （速報）"'),
        ("percentage-style", "約%/年", '0.0"約"%"/年"'),
    ],
)
def test_a_percent_sign_multiplies_in_a_percentage_only(kind: str, text: str, code: str) -> None:
    number = '<number:number number:decimal-places="1" number:min-integer-digits="1"/>'
    assert _code(f"{number}<number:text>{text}</number:text>", kind) == code


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        ('<number:year number:calendar="gengou"/>', "e"),
        ('<number:year number:style="long" number:calendar="gengou"/>', "ee"),
        ('<number:year number:style="long"/>', "yyyy"),
        ("<number:year/>", "yy"),
        ('<number:era number:style="long"/><number:year number:calendar="gengou"/>', "ggge"),
        ('<number:month number:style="long"/>', "mm"),
        ("<number:month/>", "m"),
        ('<number:day number:style="long"/>', "dd"),
        ('<number:day-of-week number:style="long"/>', "aaaa"),
    ],
)
def test_a_date_keeps_its_calendar_and_its_width(inner: str, code: str) -> None:
    assert _code(inner, "date-style") == code


@pytest.mark.parametrize(
    ("inner", "code"),
    [
        ('number:min-integer-digits="0" number:denominator-value="8"', "# ?/8"),
        ('number:min-numerator-digits="2" number:min-denominator-digits="2"', "??/??"),
    ],
)
def test_a_fraction_is_one(inner: str, code: str) -> None:
    assert _code(f"<number:fraction {inner}/>") == code


@pytest.mark.parametrize(("one", "code"), [("一", "[DBNum1]#"), ("１", "[DBNum3]#"), ("1", "#")])
def test_digits_of_japan_are_kept(one: str, code: str) -> None:
    style = f'<number:number-style style:name="N1" number:transliteration-format="{one}">'
    number = '<number:number number:decimal-places="0" number:min-integer-digits="0"/>'
    whole = _HEAD.format(f"{style}{number}</number:number-style>")
    assert styles_of(fromstring(whole)).formats["N1"] == code


def test_a_format_of_four_sections_is_one_of_texts_that_refers_to_numbers() -> None:
    nothing = '<number:number-style style:name="P0"><number:text/></number:number-style>'
    conditions = ("value()&gt;0", "value()&lt;0", "value()=0")
    maps = "".join(
        f'<style:map style:condition="{condition}" style:apply-style-name="P0"/>'
        for condition in conditions
    )
    assert _code(f"<number:text/>{maps}", "text-style", nothing) == ";;;"
    assert _code(f"<number:text-content/>{maps}", "text-style", nothing) == ";;;@"


def test_conditions_are_sections() -> None:
    first = (
        '<number:number-style style:name="P0"><number:text>－</number:text></number:number-style>'
    )
    number = '<number:number number:decimal-places="1"/>'

    def mapped(condition: str) -> str:
        return f'{number}<style:map style:condition="{condition}" style:apply-style-name="P0"/>'

    assert _code(mapped("value()=0"), before=first) == '[=0]"－";0.0'
    assert _code(mapped("value()!=0"), before=first) == '[<>0]"－";0.0'
    assert _code(mapped("value()&gt;=0"), before=first) == '"－";0.0'
    assert _code(mapped("value()&gt;=1000"), before=first) == '[>=1000]"－";0.0'
