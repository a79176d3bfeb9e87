/* A name along a line, letter by letter where the line bends: protomaps-leaflet itself only names straight pieces. */
import { FONT } from "./basemap-style.js";

const SHARPEST = 0.6; // radians between two letters; a sharper bend tears the word
const REPEAT = 420; // pixels between two of the same name
const TRIES = [0.5, 0.35, 0.65, 0.2, 0.8];

export class RoadName {
  constructor({ labelProps, fill, halo, size, slant = "" }) {
    Object.assign(this, { labelProps, fill, halo, size, slant });
  }

  /** Labels as protomaps-leaflet wants them: anchor, boxes, draw. Coordinates are pixels of the zoom. */
  place(layout, geom, feature) {
    const name = this.labelProps.map((key) => feature.props[key]).find((value) => typeof value === "string");
    if (!name) return undefined;
    const font = `${this.slant}500 ${this.size(layout.zoom)}px ${FONT}`;
    layout.scratch.font = font;
    const ends = Array.from(name, (_, n) => layout.scratch.measureText(name.slice(0, n + 1)).width);
    const found = [];
    for (const line of geom) {
      const label = this.along(new Ruler(line), { name, font, ends, layout });
      if (label) found.push(label);
    }
    return found.length ? found : undefined;
  }

  along(ruler, told) {
    const width = told.ends.at(-1);
    const room = ruler.length - width - 8;
    if (room < 0) return undefined;
    for (const share of TRIES) {
      const letters = lettersAt(ruler, 4 + share * room, told);
      if (!letters) continue;
      const label = this.label(letters, ruler, told);
      if (!told.layout.index.labelCollides(label, told.layout.order)) return label;
    }
    return undefined;
  }

  label(letters, ruler, { name, font, layout }) {
    const half = this.size(layout.zoom) * 0.62;
    const middle = letters[letters.length >> 1];
    const anchor = ruler.line[0].clone();
    [anchor.x, anchor.y] = [middle.x, middle.y];
    const boxes = letters.filter((_, n) => n % 2 === 0 || n === letters.length - 1);
    return {
      anchor, deduplicationKey: name, deduplicationDistance: REPEAT,
      bboxes: boxes.map(({ x, y }) => ({ minX: x - half, maxX: x + half, minY: y - half, maxY: y + half })),
      draw: (ctx) => this.draw(ctx, letters.map((letter) => ({ ...letter, x: letter.x - anchor.x, y: letter.y - anchor.y })), font),
    };
  }

  draw(ctx, letters, font) {
    Object.assign(ctx, { font, globalAlpha: 1, lineJoin: "round", lineWidth: 3.2, strokeStyle: this.halo, fillStyle: this.fill, textBaseline: "middle", textAlign: "center" });
    for (const write of ["strokeText", "fillText"]) {
      for (const { letter, x, y, angle } of letters) {
        ctx.save();
        ctx.translate(x, y);
        ctx.rotate(angle);
        ctx[write](letter, 0, 0);
        ctx.restore();
      }
    }
  }
}

/** The letters with place and turn, read from left to right; nothing where the line bends too sharply. */
function lettersAt(ruler, start, { name, ends }) {
  const width = ends.at(-1);
  const isBackwards = ruler.at(start + width).x < ruler.at(start).x;
  const spot = (metre) => ruler.at(isBackwards ? start + width - metre : start + metre);
  const letters = Array.from(name, (letter, n) => {
    const [from, to] = [spot(ends[n - 1] ?? 0), spot(ends[n])];
    return { letter, x: (from.x + to.x) / 2, y: (from.y + to.y) / 2, angle: Math.atan2(to.y - from.y, to.x - from.x) };
  });
  const torn = letters.some(({ angle }, n) => n && Math.abs(turn(angle - letters[n - 1].angle)) > SHARPEST);
  return torn ? undefined : letters;
}

const turn = (angle) => Math.atan2(Math.sin(angle), Math.cos(angle));

/** Finds points by their distance along a line. */
class Ruler {
  constructor(line) {
    this.line = line;
    this.marks = [0];
    for (let n = 1; n < line.length; n++) {
      this.marks.push(this.marks[n - 1] + Math.hypot(line[n].x - line[n - 1].x, line[n].y - line[n - 1].y));
    }
    this.length = this.marks.at(-1);
  }

  at(distance) {
    let n = this.marks.findIndex((mark) => mark >= distance);
    if (n < 0) n = this.line.length - 1;
    if (n === 0) return this.line[0];
    const share = Math.min(1, (distance - this.marks[n - 1]) / (this.marks[n] - this.marks[n - 1] || 1));
    const [a, b] = [this.line[n - 1], this.line[n]];
    return { x: a.x + share * (b.x - a.x), y: a.y + share * (b.y - a.y) };
  }
}
