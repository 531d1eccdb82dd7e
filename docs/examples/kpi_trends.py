"""KPIの推移を1枚の図にします。

    python docs/examples/kpi_trends.py outputs/2024年度 -o KPIの推移.png
    python docs/examples/kpi_trends.py outputs/2024年度 --code 5-2

実績値は実線、計画値は点線、目標値は横の破線です。年度でない時点の値（現状値）と、要修正の値は描きません。
pandas と matplotlib が要ります（pip install "zushi_xl[analysis]"）。
"""

from __future__ import annotations

import argparse
import math
import sys
from pathlib import Path

import zushi_xl

try:
    import matplotlib as mpl
    from matplotlib import font_manager
    from matplotlib import pyplot as plt
except ModuleNotFoundError:
    sys.exit('matplotlib がありません。pip install "zushi_xl[analysis]" で入れてください。')

FONTS = ("Yu Gothic", "Hiragino Sans", "Noto Sans CJK JP", "IPAGothic")
COLUMNS = 3


def main() -> None:
    parser = argparse.ArgumentParser(description="KPIの推移を描きます。")
    parser.add_argument("result", type=Path, help="収集結果.json、またはそのフォルダ")
    parser.add_argument("-o", "--output", type=Path, default=Path("KPIの推移.png"))
    parser.add_argument("--code", default="", help="このコードとその下だけを描く（例 5-2）")
    arguments = parser.parse_args()
    mpl.use("Agg")  # a picture file, no window
    frames = zushi_xl.load(arguments.result)
    kpis = frames.kpis
    if arguments.code:
        kpis = kpis[(kpis.code + "-").str.startswith(arguments.code + "-")]
    draw(kpis, frames.kpi_values, arguments.output)
    print(f"{len(kpis)}件のKPIを {arguments.output} に描きました。")


def draw(kpis, values, output: Path) -> None:
    """One small chart per KPI, all on one picture."""
    installed = set(font_manager.get_font_names())
    plt.rcParams["font.family"] = [*(font for font in FONTS if font in installed), "sans-serif"]
    rows = max(1, math.ceil(len(kpis) / COLUMNS))
    figure, axes = plt.subplots(
        rows, COLUMNS, figsize=(COLUMNS * 4.2, rows * 2.6), squeeze=False, layout="constrained"
    )
    for axis in axes.flat[len(kpis) :]:
        axis.set_visible(False)
    for axis, kpi in zip(axes.flat, kpis.itertuples(), strict=False):
        own = values[(values.code == kpi.code) & (values.kpi == kpi.kpi)]
        draw_kpi(axis, kpi, own)
    figure.savefig(output, dpi=120)


def draw_kpi(axis, kpi, values) -> None:
    """Actual values and the planned path by year; years without a figure are gaps."""
    years = values.fiscal_year.dropna().astype(int)
    figures = values[values.value.notna() & (values.review != "error")]
    for status, style, label in (("actual", "o-", "実績"), ("planned", "o:", "計画")):
        line = figures[(figures.status == status) & figures.fiscal_year.notna()]
        if len(line):
            axis.plot(line.fiscal_year.astype(int), line.value, style, label=label, markersize=3)
    for value in figures[figures.status == "target"].value:
        axis.axhline(value, color="0.4", linestyle="--", linewidth=0.8, label="目標")
    axis.set_title(f"{kpi.code}　{kpi.statement[:24]}", fontsize=8, loc="left")
    axis.set_ylabel(kpi.unit if isinstance(kpi.unit, str) else "", fontsize=8)
    axis.tick_params(labelsize=7)
    if figures.empty:
        axis.set_axis_off()
        axis.text(0, 0.5, "数値のない指標です", fontsize=8)
        return
    axis.set_xticks(range(years.min(), years.max() + 1))
    axis.legend(fontsize=6, frameon=False)


if __name__ == "__main__":
    main()
