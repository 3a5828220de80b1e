// Density: where marks would crowd each other, hexagons of the ground take their place, coloured by how many events they
// hold. The grid lies fixed on the ground, one for each zoom step, and its classes are those of all that is selected, so
// that moving the map changes no colour. Wide areas, which no hexagon could hold, stay areas.

import { h, put } from "./dom.js";
import { getFont, holds, isSmall, shortCount } from "./marks.js";
import { quantiles } from "./shades.js";
import { color } from "./theme.js";
import { number, t, tn } from "./phrases.js";

export const RADIUS = 30; // pixels at a whole zoom step
const CLASSES = 5;
const CROWDED = 0.15; // share of the view under marks, from which hexagons replace them
export const FINE_ZOOM = 7.5; // from here on there are no hexagons unless they are asked for
const HALF = Math.sqrt(3) / 2;
const CORNERS = Array.from({ length: 6 }, (_, k) => [Math.cos((k * Math.PI) / 3), Math.sin((k * Math.PI) / 3)]);

/** The layer of hexagons and its legend. */
export class Hexes {
  constructor() {
    this.hexes = [];
    this.isOn = false;
    this.legend = h("section", { class: "map-legend", "aria-label": t("Density"), hidden: true });
  }

  /**
   * Take what is shown now.
   * @param {import("./data.js").Events} events @param {import("./data.js").Site[]} sites by place, or in cells wider than a hexagon
   * @param {import("./data.js").Site[]|null} counted what is counted by hexagons already, at its middle
   */
  update(events, sites, counted) {
    const areas = sites.filter((site) => site.isArea);
    Object.assign(this, { events, areas, spots: counted || sites.filter((site) => !site.isArea), level: null });
  }

  /**
   * Are hexagons drawn, and not marks?
   * @param {import("./canvas.js").View} view @param {string} density as in the state @param {number} crowding see Marks
   */
  wanted(view, density, crowding) {
    this.isOn = density === "on" || (density === "" && view.zoom < FINE_ZOOM && crowding > CROWDED);
    return this.isOn;
  }

  /** Gather the sites and place the hexagons for a view. @param {import("./canvas.js").View} view @param {{marks: boolean, areas: boolean}} parts */
  layout(view, parts) {
    const level = Math.round(view.zoom);
    const key = `${level} ${parts.marks} ${parts.areas}`;
    if (this.level !== key) this._gather(view, level, parts);
    this.level = key;
    this.r = this.side * view.scale;
    this.seen = this.hexes.filter((hex) => view.sees([hex.ux - this.side, hex.uy - this.side, hex.ux + this.side, hex.uy + this.side]));
    for (const hex of this.seen) [hex.x, hex.y] = [view.x(hex.ux), view.y(hex.uy)];
  }

  _gather(view, level, parts) {
    this.side = RADIUS / (256 * 2 ** level);
    const cells = new Map();
    this.folded = new Set();
    const folded = parts.areas ? this.areas.filter((site) => isSmall(view, site.place, RADIUS)) : [];
    for (const site of folded) this.folded.add(site.id);
    for (const site of [...(parts.marks ? this.spots : []), ...folded]) {
      const { key, ux, uy } = cellOf(site.ux, site.uy, this.side);
      const cell = cells.get(key) || { kind: "hex", id: key, ux, uy, n: 0, places: 0, sites: [] };
      cell.sites.push(site);
      cell.n += site.n;
      cell.places += site.places;
      cells.set(key, cell);
    }
    this.hexes = [...cells.values()];
    this.tops = quantiles(this.hexes.map((hex) => hex.n), CLASSES);
    this._tell();
  }

  /** @param {CanvasRenderingContext2D} ctx @param {{hovered: any, selected: number, isShaded: boolean}} focus */
  draw(ctx, { hovered, selected, isShaded }) {
    ctx.textAlign = "center";
    ctx.textBaseline = "alphabetic";
    for (const hex of this.seen) {
      const token = this._class(hex.n);
      const isChosen = holds(hex, selected, this.events);
      trace(ctx, hex.x, hex.y, this.r - 0.8);
      ctx.globalAlpha = isShaded ? 0 : 0.78; // the ground shows through
      ctx.fillStyle = color(`--density-${token}`);
      ctx.fill();
      ctx.globalAlpha = 1;
      ctx.lineWidth = isChosen || hovered === hex ? 3 : 1;
      ctx.strokeStyle = isChosen ? color("--accent") : color(hovered === hex ? "--ink" : "--ink-soft");
      if (isChosen || isShaded || hovered === hex) ctx.stroke();
      ctx.font = `${hex.n > 9 ? 700 : 600} ${this.r > 26 ? 12.5 : 11}px ${getFont()}`;
      ctx.fillStyle = color(isShaded ? "--ink" : `--density-ink-${token}`);
      ctx.fillText(hex.n < 10_000 ? number(hex.n) : shortCount(hex.n), hex.x, hex.y + 4.5);
    }
  }

  /** Boxes of the numbers, that names keep clear of. */
  boxes() {
    return this.seen.map(({ x, y }) => [x - 12, y - 8, x + 12, y + 8]);
  }

  /** The hexagon under a point, or null. @param {number} x @param {number} y */
  hit(x, y) {
    return this.seen.find((hex) => inside(Math.abs(hex.x - x) / this.r, Math.abs(hex.y - y) / this.r)) || null;
  }

  _class(n) {
    const at = this.tops.findIndex((top) => n <= top);
    return spread(this.tops.length)[at < 0 ? this.tops.length - 1 : at];
  }

  _tell() {
    const rows = this.tops.map((top, k) => {
      const low = k ? this.tops[k - 1] + 1 : 1;
      return h("li", {}, h("span", { class: `swatch is-density-${spread(this.tops.length)[k]}` }), low >= top ? number(top) : t("%(from)s–%(to)s", { from: number(low), to: number(top) }));
    });
    put(this.legend, h("h2", {}, t("Events in a hexagon")), h("ul", {}, rows), h("p", {}, tn("%(num)s hexagon; zoom in for single events", "%(num)s hexagons; zoom in for single events", this.hexes.length)));
  }
}

/** The numbers (1 to 5) of so many classes, from light to deep. */
function spread(n) {
  return Array.from({ length: n }, (_, k) => (n === 1 ? 3 : 1 + Math.round((k * (CLASSES - 1)) / (n - 1))));
}

/** The cell of a grid of flat-topped hexagons that holds a point of the unit world. @param {number} x @param {number} y @param {number} side */
export function cellOf(x, y, side) {
  const q = (2 / 3) * (x / side);
  const r = (-1 / 3) * (x / side) + (Math.sqrt(3) / 3) * (y / side);
  let [a, b, c] = [Math.round(q), Math.round(r), Math.round(-q - r)];
  const [da, db, dc] = [Math.abs(a - q), Math.abs(b - r), Math.abs(c + q + r)];
  if (da > db && da > dc) a = -b - c;
  else if (db > dc) b = -a - c;
  return { key: `${a},${b}`, ux: side * 1.5 * a, uy: side * Math.sqrt(3) * (b + a / 2) };
}

function inside(dx, dy) {
  return dy <= HALF && dx <= 1 && HALF * dx + dy / 2 <= HALF;
}

function trace(ctx, x, y, r) {
  ctx.beginPath();
  for (const [dx, dy] of CORNERS) ctx.lineTo(x + r * dx, y + r * dy);
  ctx.closePath();
}
