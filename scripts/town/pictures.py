"""Drawn pictures for some of the town's pins: plain shapes, no photographs and no people."""

import json
import random
from collections.abc import Callable
from pathlib import Path

from PIL import Image, ImageDraw

WIDTH, HEIGHT, FINER = 1200, 900, 2
GRASS, LEAF, DARK_LEAF, WOOD = "#8fb573", "#5f9158", "#3f6b45", "#a9794c"
ROAD, LINE, WATER, DEEP, STEEL, RED = "#6d7278", "#f2efe6", "#7fb6c9", "#4c8ba6", "#4b5560", "#c2483a"


class Sheet:
    """A picture in the making; lengths are in pixels of the finished one."""

    def __init__(self, chance: random.Random, sky: tuple[str, str] = ("#bfe0ee", "#f6efdc")) -> None:
        self.chance = chance
        self.image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER))
        self.pen = ImageDraw.Draw(self.image)
        top, low = (Image.new("RGB", self.image.size, colour) for colour in sky)
        fade = Image.linear_gradient("L").resize(self.image.size)
        self.image.paste(Image.composite(low, top, fade))

    def fill(self, colour: str, *corners: tuple[float, float]) -> None:
        self.pen.polygon([(x * FINER, y * FINER) for x, y in corners], fill=colour)

    def box(self, colour: str, x: float, y: float, width: float, height: float, round_by: float = 0) -> None:
        area = [side * FINER for side in (x, y, x + width, y + height)]
        self.pen.rounded_rectangle(area, round_by * FINER, fill=colour)

    def disc(self, colour: str, x: float, y: float, wide: float, high: float | None = None) -> None:
        high = wide if high is None else high
        self.pen.ellipse([side * FINER for side in (x - wide, y - high, x + wide, y + high)], fill=colour)

    def stroke(self, colour: str, width: float, *points: tuple[float, float]) -> None:
        self.pen.line(
            [(x * FINER, y * FINER) for x, y in points], fill=colour, width=round(width * FINER), joint="curve"
        )

    def ground(self, colour: str = GRASS, y: float = 520) -> None:
        hill = [(x, y - 40 - self.chance.randrange(60)) for x in range(0, WIDTH + 1, 150)]
        self.fill(DARK_LEAF, (0, HEIGHT), *hill, (WIDTH, HEIGHT))
        self.box(colour, 0, y, WIDTH, HEIGHT - y)

    def tree(self, x: float, y: float, size: float, colour: str = LEAF, trunk: str = WOOD) -> None:
        self.box(trunk, x - size / 12, y - size, size / 6, size)
        for dx, dy, part in ((-0.3, -1.0, 0.38), (0.3, -1.05, 0.36), (0, -1.35, 0.45)):
            self.disc(colour, x + dx * size, y + dy * size, part * size)

    def save(self, path: Path) -> None:
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        small.save(path, "WEBP", quality=72, method=6)


def bench(sheet: Sheet) -> None:
    sheet.ground(y=470)
    sheet.box(WATER, 0, 500, WIDTH, 110)
    sheet.box(GRASS, 0, 600, WIDTH, 300)
    sheet.tree(160 + sheet.chance.randrange(120), 640, 260)
    left = 420 + sheet.chance.randrange(120)
    for y in (560, 600, 640):
        sheet.box(WOOD, left, y, 460, 26, 8)
    sheet.box("#8d6239", left - 20, 690, 500, 34, 8)
    for x in (left + 30, left + 400):
        sheet.box(STEEL, x, 560, 20, 240)


def play(sheet: Sheet, chains: int = 2) -> None:
    sheet.ground()
    sheet.disc("#e6cf9d", 600, 800, 520, 120)
    sheet.fill(RED, (180, 800), (210, 800), (330, 330), (300, 330))
    sheet.fill(RED, (450, 800), (480, 800), (360, 330), (330, 330))
    sheet.stroke(RED, 26, (310, 340), (830, 340))
    sheet.fill(RED, (700, 800), (730, 800), (840, 330), (810, 330))
    sheet.fill(RED, (940, 800), (970, 800), (850, 330), (820, 330))
    for x in (460, 670):
        swing = sheet.chance.randrange(-25, 25)
        for side in (-40, 40)[: chains if x == 460 else 2]:
            sheet.stroke(STEEL, 6, (x + side, 350), (x + side + swing, 650))
        if chains == 2 or x != 460:
            sheet.box(STEEL, x - 55 + swing, 645, 110, 22, 6)
        else:
            sheet.box(STEEL, x - 55 + swing, 640, 22, 110, 6)


def broken_swing(sheet: Sheet) -> None:
    play(sheet, chains=1)


def lamp(sheet: Sheet) -> None:
    sheet.ground("#33483f", 560)
    sheet.fill("#59636a", (560, 560), (640, 560), (1000, 900), (200, 900))
    for x, size in ((140, 330), (320, 240), (1040, 340), (880, 220)):
        sheet.tree(x, 640, size, "#24382f", "#4a3d33")
    for x, y, high in ((430, 700, 420), (735, 610, 250)):
        sheet.box("#8b949b", x, y - high, 14, high)
        sheet.box("#aab2b8", x - 30, y - high - 16, 74, 26, 10)


def lit_lamp(sheet: Sheet) -> None:
    lamp(sheet)
    for x, y, wide in ((437, 285, 70), (742, 365, 46)):
        sheet.disc("#f6e3a1", x, y, wide)
        sheet.disc("#fff6d6", x, y, wide / 2)


def emptied_bin(sheet: Sheet) -> None:
    bin_(sheet, litter=0)


def bin_(sheet: Sheet, litter: int = 9) -> None:
    sheet.ground()
    sheet.box("#b9b4a7", 0, 700, WIDTH, 200)
    left = 430 + sheet.chance.randrange(100)
    sheet.box("#3c6b57", left, 430, 300, 370, 26)
    sheet.box("#2d5443", left - 20, 400, 340, 60, 20)
    for _ in range(litter):
        colour = sheet.chance.choice([RED, LINE, "#e0b64a", "#6fa3c7"])
        sheet.box(colour, left + sheet.chance.randrange(-160, 380), 770 + sheet.chance.randrange(80), 70, 44, 10)
    for dx, colour in ((20, LINE), (110, "#e0b64a"), (200, "#6fa3c7")) if litter else ():
        sheet.box(colour, left + dx, 350, 80, 70, 14)


def cycling(sheet: Sheet) -> None:
    sheet.ground(y=470)
    sheet.fill(ROAD, (430, 470), (640, 470), (900, 900), (-200, 900))
    sheet.fill("#4f7fae", (640, 470), (720, 470), (1200, 900), (900, 900))
    sheet.stroke(LINE, 8, (640, 470), (900, 900))
    for x in (815, 985):
        sheet.disc(LINE, x, 760, 62, 40)
        sheet.disc("#4f7fae", x, 760, 50, 30)
    sheet.stroke(LINE, 10, (815, 760), (880, 700), (950, 700), (985, 760), (900, 755), (880, 700))
    sheet.tree(200, 600, 230)


def trees(sheet: Sheet) -> None:
    sheet.ground()
    for x in (170, 420, 680, 940):
        size = 260 + sheet.chance.randrange(60)
        sheet.tree(x, 740, size)
        for _ in range(12):
            at = (x + sheet.chance.randrange(-110, 110), 740 - size * 1.15 + sheet.chance.randrange(-90, 90))
            sheet.disc(RED, *at, 13)


def water(sheet: Sheet) -> None:
    sheet.box(WATER, 0, 430, WIDTH, 470)
    sheet.fill(DARK_LEAF, (0, 430), (0, 400), (400, 385), (760, 410), (WIDTH, 380), (WIDTH, 430))
    for _ in range(26):
        x, y = sheet.chance.randrange(WIDTH), 450 + sheet.chance.randrange(430)
        sheet.box(DEEP, x, y, 60 + (y - 430) / 5, 6, 3)
    sheet.fill(WOOD, (520, 520), (680, 520), (900, 900), (300, 900))
    for y in range(550, 900, 40):
        sheet.stroke("#8d6239", 5, (600 - (y - 350) * 0.55, y), (600 + (y - 350) * 0.55, y))
    for x, y in ((500, 470), (690, 470)):
        sheet.box("#8d6239", x, y, 22, 130)


PICTURED = {
    "bench": ["Hvileplads på toppen af bakken", "Bænken står i skygge hele dagen", "Bænke, der vender mod hinanden",
              "Store krukker og bænke på havnen", "Pumpe og bænk ved gadekæret"],
    "play": ["Noget til dem på tolv", "Legepladsen i landsbyen er én gynge", "Intet hegn ud mod vejen",
             "Ingen låge ud mod vejen", "Ingen skygge over sandkassen"],
    "lamp": ["Hver anden lampe er slukket", "Sort hul mellem to lamper", "Løberuten har ikke længere lys"],
    "bin": ["Skraldespandene løber over søndag morgen", "Skraldespand, man kan nå fra bilruden",
            "Glascontaineren er altid fuld", "Kattene åbner vores affaldsposer"],
    "cycling": ["Læg cykelstien uden om rundkørslen", "Cykelstien stopper midt på skolevejen", "Stien stopper bare"],
    "trees": ["Æbletræer i rundkørslen", "De nyplantede træer tørster ihjel"],
    "water": ["Badebroen kommer for sent i vandet", "Ålegræs ved badebroen", "Morgenbad med fælles kaffe",
              "Trinene er glatte som sæbe"],
}  # fmt: skip
# Headline of a pin that is done → what it was, and what it became.
DONE = {
    "Perronen i den fjerne ende er mørk": ("lamp", "lit_lamp"),
    "Konfetti af plastik efter studenterne": ("bin", "emptied_bin"),
    "Gyngen har hængt i én kæde siden maj": ("broken_swing", "play"),
}
DUSK = ("#26344a", "#6b6f86")
DRAWN: dict[str, tuple[Callable[[Sheet], None], str]] = {
    "bench": (bench, "En bænk ved vandet"),
    "play": (play, "Et gyngestativ i en sandkasse"),
    "lamp": (lamp, "En sti i skumringen med slukkede lamper"),
    "bin": (bin_, "En fyldt affaldsspand med affald omkring"),
    "cycling": (cycling, "En cykelsti ved siden af en vej"),
    "trees": (trees, "Æbletræer på en græsplæne"),
    "water": (water, "En badebro, der går ud i fjorden"),
    "broken_swing": (broken_swing, "Et gyngestativ, hvor en gynge hænger i én kæde"),
    "lit_lamp": (lit_lamp, "En sti i skumringen med tændte lamper"),
    "emptied_bin": (emptied_bin, "En tømt affaldsspand på en ren plads"),
}


def write_pictures(pins: list[dict], folder: Path) -> int:
    """Draws the pictures of the pins whose headlines stand in PICTURED or DONE, and writes what they show."""
    folder.mkdir(exist_ok=True)
    drawn = {title: name for name, titles in PICTURED.items() for title in titles}
    chosen = [(pin["id"], drawn[pin["title"]], False) for pin in pins if pin["title"] in drawn]
    for pin in pins:
        before, after = DONE.get(pin["title"], ("", ""))
        chosen += [(pin["id"], before, False), (pin["id"], after, True)] if after else []
    told = [_write(folder, number, *one) for number, one in enumerate(chosen)]
    text = json.dumps(told, ensure_ascii=False, indent=1)
    (folder / "pictures.json").write_text(text + "\n", encoding="utf-8")
    return len(told)


def _write(folder: Path, number: int, pin: str, name: str, is_after: bool) -> dict[str, str | bool]:  # noqa: FBT001  (one fact of four)
    draw, words = DRAWN[name]
    sheet = Sheet(random.Random(number), DUSK if "lamp" in name else ("#bfe0ee", "#f6efdc"))
    draw(sheet)
    file = f"{pin}-after.webp" if is_after else f"{pin}.webp"
    sheet.save(folder / file)
    return {"pin": pin, "file": file, "alt": words, "after": is_after}
