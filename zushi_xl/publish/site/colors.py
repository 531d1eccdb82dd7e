"""The city's colour from 体裁, where text in it can be read on white."""

from __future__ import annotations

from zushi_xl.form.model import Form

DEFAULT = "1F3864"
_LEAST = 4.5  # contrast that WCAG 2.2 AA asks for of text


def readable_accent(form: Form) -> str:
    """The colour of the style ``title`` as CSS; the usual one where it is too light."""
    style = form.styles.get("title")
    color = style.color if style and style.color else DEFAULT
    return f"#{color if contrast_on_white(color) >= _LEAST else DEFAULT}"


def contrast_on_white(color: str) -> float:
    """The contrast of RRGGBB against white, from 1 to 21 (WCAG 2.2, relative luminance).

    >>> round(contrast_on_white("767676"), 2)
    4.54
    """
    red, green, blue = (_linear(int(color[i : i + 2], 16) / 255) for i in (0, 2, 4))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
