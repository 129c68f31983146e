"""Colours that can be read: contrast by WCAG 2.1 (1.4.3), and an accent moved until it reaches it."""

import re

LEAST_CONTRAST = 4.5
FALLBACK_ACCENT = "#1d4f91"
STEPS = 20

_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)

Rgb = tuple[int, int, int]


def contrast(one: str, other: str) -> float:
    """Two hex colours to their contrast, 1 (alike) to 21 (black on white)."""
    light, dark = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, background: str, least: float = LEAST_CONTRAST) -> str:
    """A colour from outside to a hex colour that has at least `least`:1 on `background`, as near as may be.

    Anything but #rgb and #rrggbb becomes the fallback: the value ends up in a style sheet.
    """
    given = _rgb(colour if _HEX.fullmatch(colour) else FALLBACK_ACCENT)
    toward: Rgb = (0, 0, 0) if _luminance(_rgb(background)) > 0.18 else (255, 255, 255)
    for step in range(STEPS + 1):
        mixed = _hex(_mix(given, toward, step / STEPS))
        if contrast(mixed, background) >= least:
            return mixed
    return _hex(toward)


def _mix(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _rgb(colour: str) -> Rgb:
    digits = colour.removeprefix("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def _hex(rgb: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*rgb)


def _luminance(rgb: Rgb) -> float:
    red, green, blue = (_linear(channel / 255) for channel in rgb)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
