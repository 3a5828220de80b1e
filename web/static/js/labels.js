// Names on the map, in the reader's script with the other beneath, never over each other. Capitals and the towns of the frontier
// always stand: they look for the freest side of what lies on them, and are drawn above all marks.

import { unitX, unitY } from "./canvas.js";
import { getFont } from "./marks.js";
import { otherName, placeName } from "./names.js";
import { isMirrored } from "./phrases.js";
import { color } from "./theme.js";

const ZOOM_OF_RANK = [0, 0, 5, 5.9, 7.5, 8.7];
const OWN_RANK = 4; // of a place that has events but no name on the basemap
const FOCUS = new Set(["PK", "AF"]);
const SCRIPT = '"Noto Naskh Arabic", "Noto Sans Arabic", "Geeza Pro", "Segoe UI", Tahoma';
const STYLES = {
  country: { weight: 600, size: 13, token: "--label-country", spacing: 3, upper: true, least: 3.5 },
  province: { weight: 500, size: 9.8, token: "--label-province", spacing: 1.5, upper: true, least: 6 },
  district: { weight: 400, size: 10.5, token: "--label-province", spacing: 0.2, least: 8.6, italic: true },
  city: { weight: 500, size: 12, token: "--label-town", spacing: 0, least: 0, dot: 2.4 },
  border_crossing: { weight: 500, size: 11, token: "--label-crossing", spacing: 0, least: 6.6, gate: true },
};

/** The layer of names. */
export class Labels {
  constructor() {
    this.names = [];
    this.sizes = new Map();
  }

  /** @param {any[]} list as /api/labels tells */
  fill(list) {
    this.told = list;
    this._fill();
  }

  /** Name the places of events too, wherever they are. @param {any[]} places */
  add(places) {
    this.own = places;
    if (this.told) this._fill();
  }

  _fill() {
    const known = new Set(this.told.map((one) => one.id));
    const own = (this.own || []).filter((place) => !known.has(place.id)).map((place) => ({ ...place, rank: OWN_RANK }));
    this.names = [...this.told, ...own].map((one) => {
      const focus = FOCUS.has(one.country);
      const always = focus && one.rank === 1 && one.kind !== "country"; // which these are, the service decides
      const style = STYLES[one.kind] || STYLES.city;
      const least = always ? 0 : one.kind === "country" && !focus ? 4.4 : Math.max(style.least, ZOOM_OF_RANK[one.rank] ?? 9);
      return { ...one, style, always, focus, least, ...namesOf({ ...one, style }), ux: unitX(one.lon), uy: unitY(one.lat) };
    }).sort((a, b) => order(a) - order(b));
  }

  /**
   * Choose names and their places for a view.
   * @param {import("./canvas.js").View} view
   * @param {{x: number, y: number, r: number, ids: number[], sites: any[]}[]} marks
   * @param {number[][]} boxes taken by badges and numbers @param {number[][]} controls boxes of what lies over the map
   * @param {boolean} isDense hexagons cover the ground: names of provinces would only blur them
   */
  layout(view, ctx, marks, boxes, controls, isDense) {
    const hidden = (x, y) => controls.some(([left, top, right, bottom]) => x > left && x < right && y > top && y < bottom);
    const taken = [...controls, ...boxes, ...marks.map(({ x, y, r }) => [x - r - 1, y - r - 1, x + r + 1, y + r + 1])];
    this.placed = [];
    const withEvents = new Set(marks.flatMap((mark) => (mark.sites.length === 1 ? [mark.sites[0].id] : [])));
    for (const one of this.names) {
      const least = withEvents.has(one.id) ? Math.min(one.least, 6.5) : one.least;
      if (isDense && one.kind === "province") continue;
      if (view.zoom < least || one.ux < view.west || one.ux > view.east || one.uy < view.north || one.uy > view.south) continue;
      if (hidden(view.x(one.ux), view.y(one.uy))) continue;
      const found = this._place(ctx, view, one, marks, taken);
      if (!found) continue;
      this.placed.push(found);
      taken.push(found.box);
      if (found.point) taken.push(found.point);
    }
  }

  /** Write no names. */
  clear() {
    this.placed = [];
  }

  /** @param {CanvasRenderingContext2D} ctx */
  draw(ctx) {
    ctx.lineJoin = "round";
    for (const { one, x, y, align, bare } of this.placed || []) {
      if (!bare) this._point(ctx, one);
      this._text(ctx, one, x, y, align);
    }
  }

  _place(ctx, view, one, marks, taken) {
    const [x, y] = [view.x(one.ux), view.y(one.uy)];
    [one.x, one.y] = [x, y];
    const size = this._size(ctx, one, view.zoom);
    if (!one.style.dot && !one.style.gate) return this._centred(one, x, y, size, taken, view);
    const dot = [x - 3, y - 3, x + 3, y + 3];
    if (!one.always && this.placed.some((other) => overlap(other.box, dot))) return null;
    const under = marks.find((mark) => Math.hypot(mark.x - x, mark.y - y) < mark.r + 2);
    if (under && !one.always && !(under.sites[0].id === one.id)) return null;
    const anchor = under || { x, y, r: one.style.gate ? 6 : one.style.dot };
    const choices = sides(anchor, size, one.always);
    if (under) preferSide(choices, anchor, { x, y });
    const frame = [view.inset.x + 2, view.inset.y + 2, view.width - view.inset.x - 2, view.height - view.inset.y - 2];
    const cut = (box) => overlap([x - 1, y - 1, x + 1, y + 1], frame) > 0 && overlap(box, frame) < size.width * size.height * 0.98;
    const free = choices.find((choice) => !cut(choice.box) && !taken.some((box) => overlap(choice.box, box)));
    if (!free && !one.always) return null;
    const names = this.placed.map((other) => other.box); // a name over a mark can be read, one over a name cannot
    const cost = (choice) => taken.reduce((sum, box) => sum + overlap(choice.box, box), cut(choice.box) ? 4000 : 0) + 8 * names.reduce((sum, box) => sum + overlap(choice.box, box), 0);
    const best = free || choices.reduce((a, b) => (cost(b) < cost(a) ? b : a));
    return { one, ...best, bare: Boolean(under), point: under ? null : dot };
  }

  _centred(one, x, y, size, taken, view) {
    const steps = one.kind === "country" ? [0, -22, 22, -44, 44, -66, 66] : [0, -14, 14, -28, 28];
    for (const step of steps) {
      const box = [x - size.width / 2, y + step - size.height / 2, x + size.width / 2, y + step + size.height / 2];
      if (box[0] < view.inset.x || box[2] > view.width - view.inset.x) continue;
      if (!taken.some((other) => overlap(box, other))) return { one, x, y: y + step, align: "center", box, bare: true, point: null };
    }
    return null;
  }

  _size(ctx, one, zoom) {
    const crowded = one.kind === "province" ? zoom < 8 : one.rank > 3 && zoom < one.least + 0.8;
    const both = one.other && one.kind !== "district" && (one.always || !crowded);
    one.lines = both ? 2 : 1;
    one.big = one.kind === "country" && one.focus ? 1.12 : one.always ? 1.06 : 1;
    const key = `${one.id}|${one.lines}`;
    if (!this.sizes.has(key)) {
      const line = one.style.size * one.big;
      const width = Math.max(widthOf(ctx, one, one.first, line), both ? widthOf(ctx, one, one.other, line) : 0);
      clearSpacing(ctx);
      this.sizes.set(key, { width: width + 4, height: line * (both ? 2.4 : 1.15) });
    }
    return this.sizes.get(key);
  }

  _point(ctx, one) {
    const { x, y } = one;
    if (one.style.gate) {
      gate(ctx, x, y);
      return;
    }
    const capital = one.kind === "city" && one.rank === 1 && one.always;
    ctx.beginPath();
    ctx.arc(x, y, capital ? 3.4 : one.style.dot, 0, 2 * Math.PI);
    ctx.fillStyle = capital ? color("--surface") : color("--label-dot");
    ctx.strokeStyle = capital ? color("--label-dot") : color("--label-halo");
    ctx.lineWidth = capital ? 2 : 1.2;
    ctx.fill();
    ctx.stroke();
  }

  _text(ctx, one, x, y, align) {
    const line = one.style.size * one.big;
    const top = one.lines === 2 ? y - line * 0.16 : y + line * 0.36;
    ctx.textAlign = align;
    ctx.textBaseline = "alphabetic";
    const shift = align === "center" && !one.first.isScript ? one.style.spacing / 2 : 0;
    write(ctx, one, one.first, line, x + shift, top, one.always && !one.style.upper ? "--label-strong" : one.focus ? one.style.token : "--label-far");
    if (one.lines < 2) return;
    write(ctx, one, one.other, line * 0.96, x, y + line * 0.98, one.focus ? "--label-native" : "--label-far");
  }
}

function order(one) {
  return (one.always ? 0 : one.kind === "country" ? (one.focus ? 10 : 30) : one.kind === "border_crossing" ? 18 + one.rank : one.rank * 10) + (one.focus ? 0 : 4);
}

function shortName(one) {
  return one.kind === "border_crossing" ? one.name.replace(/ (border )?crossing$/i, "") : one.name.replace(/ \([^)]*\)$/, "").replace(one.kind === "province" ? / province$/i : /$^/, "");
}

/** The name that stands first and the one beneath it; `text` as it is written, `isScript` if that is Arabic script. */
function namesOf(one) {
  const short = shortName(one);
  const latin = { text: one.style?.upper ? short.toUpperCase() : short, isScript: false };
  const [first, other] = [placeName(one), otherName(one)];
  const isScript = isMirrored && first !== one.name;
  return { first: isScript ? { text: first, isScript } : latin, other: !other ? null : isScript ? latin : { text: other, isScript: true } };
}

/** The font of a name: the first is drawn as its kind asks, the other plainly; letters of Arabic script are never spaced out. */
function setFont(ctx, one, name, line) {
  const isFirst = name === one.first;
  const weight = !isFirst ? 400 : one.always && !one.style.upper ? 650 : one.style.weight;
  const isPlain = name.isScript || !isFirst;
  ctx.font = `${one.style.italic && !isPlain ? "italic " : ""}${weight} ${line}px ${name.isScript ? `${SCRIPT}, ` : ""}${getFont()}`;
  if ("letterSpacing" in ctx) ctx.letterSpacing = isPlain ? "0px" : `${one.style.spacing}px`;
}

function widthOf(ctx, one, name, line) {
  setFont(ctx, one, name, line);
  return ctx.measureText(name.text).width;
}

function write(ctx, one, name, line, x, y, token) {
  setFont(ctx, one, name, line);
  ctx.direction = name.isScript ? "rtl" : "ltr";
  halo(ctx, name.text, x, y, color(token));
  ctx.direction = "ltr";
  clearSpacing(ctx);
}

function clearSpacing(ctx) {
  if ("letterSpacing" in ctx) ctx.letterSpacing = "0px";
}

function halo(ctx, text, x, y, style) {
  ctx.strokeStyle = color("--label-halo");
  ctx.lineWidth = 3.4;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = style;
  ctx.fillText(text, x, y);
}

function sides({ x, y, r }, { width, height }, far) {
  const half = height / 2;
  const found = [];
  for (const gap of far ? [r + 5, r + 13, r + 24, r + 38] : [r + 5]) {
    const slant = gap * 0.72;
    found.push(...[
      ["left", x + gap, y], ["right", x - gap, y],
      ["left", x + slant, y - half - slant * 0.5], ["left", x + slant, y + half + slant * 0.5],
      ["right", x - slant, y - half - slant * 0.5], ["right", x - slant, y + half + slant * 0.5],
      ["center", x, y - gap - half], ["center", x, y + gap + half],
      ["right", x + r, y + gap + half], ["right", x + r, y - gap - half], // at the edge of a narrow screen
      ["left", x - r, y + gap + half], ["left", x - r, y - gap - half],
    ].map(([align, px, py]) => {
      const left = align === "left" ? px : align === "right" ? px - width : px - width / 2;
      return { x: px, y: py, align, box: [left, py - half, left + width, py + half] };
    }));
  }
  return found;
}

/** Sort the sides of a mark so that a name stands where its place lies in it: the western town to the west. */
function preferSide(choices, centre, point) {
  const [dx, dy] = [point.x - centre.x, point.y - centre.y];
  if (Math.hypot(dx, dy) < 3) return;
  const along = ({ box }) => {
    const [x, y] = [(box[0] + box[2]) / 2 - centre.x, (box[1] + box[3]) / 2 - centre.y];
    return (x * dx + y * dy) / Math.hypot(x, y);
  };
  choices.sort((a, b) => along(b) - along(a));
}

/** Square pixels that two boxes share. */
function overlap(a, b) {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  return width > 0 && height > 0 ? width * height : 0;
}

/** A border crossing: two posts and a beam. */
function gate(ctx, x, y) {
  ctx.beginPath();
  ctx.roundRect(x - 6.5, y - 6.5, 13, 13, 3.5);
  ctx.fillStyle = color("--map-frontier");
  ctx.fill();
  ctx.strokeStyle = color("--label-halo");
  ctx.lineWidth = 1.2;
  ctx.stroke();
  ctx.beginPath();
  ctx.moveTo(x - 3.4, y + 3.6);
  ctx.lineTo(x - 3.4, y - 1.6);
  ctx.lineTo(x, y - 4);
  ctx.lineTo(x + 3.4, y - 1.6);
  ctx.lineTo(x + 3.4, y + 3.6);
  ctx.strokeStyle = color("--gate-ink");
  ctx.lineWidth = 1.5;
  ctx.stroke();
}
