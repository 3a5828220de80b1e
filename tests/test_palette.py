"""The colours of the pages: apart for colour-blind eyes, legible, and named in one place."""

import math
import re
from itertools import combinations, pairwise
from pathlib import Path

import pytest

from web.legend import read_legend

CSS = Path(__file__).resolve().parents[1] / "web" / "static" / "css"
THEMES = ("light", "dark")
APART = 16  # CIELAB distance; about 2 is the least that can be seen side by side, 10 is told apart at a glance
LEGIBLE = 4.5  # WCAG 2.2 AA, contrast of text

# Machado, Oliveira and Fernandes 2009, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
# severity 1.0; the matrices work on linear RGB.
SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))
WHITE = (0.95047, 1.0, 1.08883)  # D65


def tokens(theme):
    """Return the colours of a theme by their name, as linear RGB."""
    found = re.findall(r"--([a-z0-9-]+): light-dark\((#\w{6}), (#\w{6})\);", (CSS / "tokens.css").read_text())
    return {name: linear((light, dark)[THEMES.index(theme)]) for name, light, dark in found}


def linear(code):
    parts = (int(code[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def times(matrix, vector):
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)


def seen(rgb, sight):
    """Return a colour as CIELAB, as an eye with some sight sees it."""
    simulated = [min(1.0, max(0.0, part)) for part in times(SIGHTS[sight], rgb)]
    x, y, z = (
        part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116
        for part in (value / white for value, white in zip(times(TO_XYZ, simulated), WHITE, strict=True))
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def contrast(one, other):
    bright, dim = sorted((times(TO_XYZ, rgb)[1] for rgb in (one, other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", THEMES)
def test_any_two_colours_of_types_stay_apart(theme, sight):
    colours = tokens(theme)
    types = sorted({entry.token for entry in read_legend().entries.values() if entry.token})
    assert len(types) == 10
    close = {
        (one, other): round(away, 1)
        for one, other in combinations(types, 2)
        if (away := math.dist(seen(colours[one], sight), seen(colours[other], sight))) < APART
    }
    assert close == {}


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", THEMES)
def test_colours_of_density_grow_steadily_darker_or_lighter(theme, sight):
    colours = tokens(theme)
    lightness = [seen(colours[f"density-{step}"], sight)[0] for step in range(1, 6)]
    steps = [b - a for a, b in pairwise(lightness)]
    assert all(step < -5 for step in steps) or all(step > 5 for step in steps)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("ink", "surface"), ("ink", "surface-3"), ("ink-soft", "surface"), ("ink-soft", "surface-2"),
        ("accent", "surface"), ("accent", "accent-soft"), ("accent-ink", "accent"), ("warn", "warn-soft"),
        ("ink", "accent-soft"), ("ink", "mark-place"), ("ink", "mark-trigger"), ("ink", "mark-actor"),
        ("ink", "mark-date"), *((f"density-ink-{n}", f"density-{n}") for n in range(1, 6)),
    ],
)  # fmt: skip
def test_words_can_be_read_on_their_ground(theme, ink, ground):
    colours = tokens(theme)
    assert contrast(colours[ink], colours[ground]) >= LEGIBLE


@pytest.mark.parametrize("sheet", [path.name for path in CSS.glob("*.css") if path.name != "tokens.css"])
def test_colours_are_named_in_one_place(sheet):
    found = re.findall(r"(?<![\w&-])#(?:[0-9a-f]{6}|[0-9a-f]{3})\b", (CSS / sheet).read_text(), re.IGNORECASE)
    assert set(found) <= {"#fff", "#000"}  # of the brand, and of paper
