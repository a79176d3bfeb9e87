"""Contrast of two colours by WCAG 2.2, success criterion 1.4.3."""

WHITE = "#ffffff"


def channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def luminance(colour: str) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (n / 255 for n in channels(colour))]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio, from 1 (the same) to 21 (black on white)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, on: str = WHITE, least: float = 4.5) -> str:
    """The colour itself, or darkened step by step until its contrast to `on` is at least `least`."""
    red, green, blue = channels(colour)
    while contrast(f"#{red:02x}{green:02x}{blue:02x}", on) < least:
        red, green, blue = int(red * 0.95), int(green * 0.95), int(blue * 0.95)
    return f"#{red:02x}{green:02x}{blue:02x}"


def light(colour: str, on: str = "#14191c", least: float = 7.0) -> str:
    """The colour itself, or lightened step by step until its contrast to `on` is at least `least`."""
    red, green, blue = channels(colour)
    while contrast(f"#{red:02x}{green:02x}{blue:02x}", on) < least:
        red, green, blue = (min(255, n + max(2, (255 - n) // 12)) for n in (red, green, blue))
    return f"#{red:02x}{green:02x}{blue:02x}"
