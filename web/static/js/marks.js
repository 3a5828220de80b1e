// Marks of events known to a place: one symbol for one event, a ring with the number for many at one place, and a
// double ring for several places too close to tell apart at this zoom. Rings show the mix of types. A district that is
// smaller than a mark at this zoom may become part of a double ring; alone it stays an area.

import { pixelsOf, unitX, unitY } from "./canvas.js";
import { within } from "./data.js";
import { drawSymbol } from "./symbols.js";
import { color, tint } from "./theme.js";

const GAP = 3; // pixels between marks
const FOLDED = 15; // pixels: an area of a smaller radius may join a cluster
const CROWD = 8; // pixels of air around a mark that still counts as taken

/**
 * @typedef {import("./data.js").Site} Site
 * @typedef {object} Mark
 * @property {"mark"|"stack"|"cluster"} kind @property {Site[]} sites @property {number} n events @property {number} places
 * @property {number} x @property {number} y @property {number} r pixels of the canvas
 * @property {[number, number, number][]} mix as of a site, in the order of the legend
 */

/** The layer of marks. */
export class Marks {
  constructor() {
    /** @type {Site[]} */
    this.sites = [];
    /** @type {Mark[]} */
    this.marks = [];
  }

  /** Take what is shown, by place. @param {import("./data.js").Events} events @param {Site[]} sites */
  update(events, sites) {
    this.events = events;
    this.sites = [...sites].sort((a, b) => b.n - a.n || (a.id < b.id ? -1 : 1));
  }

  /**
   * Place the marks for a view, merging those that would touch.
   * @param {import("./canvas.js").View} view @param {{marks: boolean, areas: boolean}} parts which of them are on
   */
  layout(view, parts) {
    const pad = 80 / view.scale;
    const near = this.sites.filter((site) => view.sees([site.ux - pad, site.uy - pad, site.ux + pad, site.uy + pad])
      && (site.isArea ? parts.areas && isSmall(view, site.place, FOLDED) : parts.marks));
    const groups = merge(near.map((site) => ({ sites: [site], x: view.x(site.ux), y: view.y(site.uy), n: site.n, places: site.places })));
    const kept = groups.filter(({ sites }) => sites.length > 1 || !sites[0].isArea);
    this.folded = new Set(kept.flatMap(({ sites }) => sites.filter((site) => site.isArea).map((site) => site.id)));
    this.marks = kept.map((group) => this._mark(group));
  }

  /** The share of a view that the marks take up, with some air around each. @param {import("./canvas.js").View} view */
  crowding(view) {
    const inner = (view.width - 2 * view.inset.x) * (view.height - 2 * view.inset.y);
    const inside = this.marks.filter(({ x, y }) => x > view.inset.x && x < view.width - view.inset.x && y > view.inset.y && y < view.height - view.inset.y);
    return inside.reduce((sum, { r }) => sum + Math.PI * (r + CROWD) ** 2, 0) / Math.max(1, inner);
  }

  /** @param {CanvasRenderingContext2D} ctx @param {{hovered: any, selected: number}} focus */
  draw(ctx, { hovered, selected }) {
    const later = (mark) => (holds(mark, selected, this.events) ? 2 : hovered === mark ? 1 : 0);
    for (const mark of [...this.marks].sort((a, b) => later(a) - later(b) || a.y - b.y)) {
      const ring = holds(mark, selected, this.events) ? color("--accent") : hovered === mark ? color("--ink-soft") : null;
      if (mark.n === 1) this._symbol(ctx, mark, ring);
      else this._ring(ctx, mark, ring);
    }
  }

  /** The uncertainty of the selected event's place, as a circle on the ground. */
  drawRadius(ctx, view, place) {
    const r = pixelsOf(view, place.radius_km, place.lat);
    if (r < 14) return;
    ctx.beginPath();
    ctx.arc(view.x(unitX(place.lon)), view.y(unitY(place.lat)), r, 0, 2 * Math.PI);
    ctx.fillStyle = tint("--accent", 0.07);
    ctx.fill();
    ctx.setLineDash([5, 4]);
    ctx.strokeStyle = tint("--accent", 0.7);
    ctx.lineWidth = 1.4;
    ctx.stroke();
    ctx.setLineDash([]);
  }

  /** The mark under a point, or null. @param {number} x @param {number} y @param {number} slack pixels */
  hit(x, y, slack) {
    let [best, distance] = [null, Infinity];
    for (const mark of this.marks) {
      const away = Math.hypot(mark.x - x, mark.y - y) - mark.r;
      if (away <= slack && away < distance) [best, distance] = [mark, away];
    }
    return best;
  }

  _mark({ sites, x, y, n, places }) {
    return { kind: n === 1 ? "mark" : places === 1 ? "stack" : "cluster", sites, n, places, x, y, r: radiusOf(n, places), mix: mixOf(sites) };
  }

  _symbol(ctx, mark, ring) {
    const [[index, , hollow]] = mark.mix;
    const family = this.events.families[index];
    drawSymbol(ctx, mark.x, mark.y, 7.5, family, {
      color: color(`--${family.token}`), rim: color("--rim"), ground: color("--surface"), hollow: hollow > 0, ring,
    });
  }

  _ring(ctx, mark, ring) {
    const { x, y, r, mix, n } = mark;
    const width = Math.max(4.5, r * 0.27);
    disc(ctx, x, y, r + 1.5, color("--rim"));
    if (mark.kind === "cluster") circle(ctx, x, y, r + 3.5, tint("--ink-soft", 0.55), 1.4);
    if (ring) circle(ctx, x, y, r + 5, ring, 3);
    disc(ctx, x, y, r, color("--surface"));
    const gap = mix.length > 1 ? 1.4 / r : 0;
    let angle = -Math.PI / 2;
    for (const [index, count, hollow] of mix) {
      const turn = (count / n) * 2 * Math.PI;
      ctx.beginPath();
      ctx.arc(x, y, r - width / 2, angle + gap / 2, angle + Math.max(turn - gap / 2, gap));
      ctx.strokeStyle = color(`--${this.events.families[index].token}`);
      ctx.lineWidth = width;
      ctx.lineCap = "butt";
      if (hollow === count) ctx.setLineDash([2.5, 2]);
      ctx.stroke();
      ctx.setLineDash([]);
      angle += turn;
    }
    ctx.fillStyle = color("--ink");
    ctx.font = `700 ${r > 20 ? 14 : r > 15 ? 12.5 : 11.5}px ${getFont()}`;
    ctx.textAlign = "center";
    ctx.textBaseline = "alphabetic";
    const text = shortCount(n);
    const box = ctx.measureText(text);
    ctx.fillText(text, x, y + (box.actualBoundingBoxAscent - box.actualBoundingBoxDescent) / 2);
  }
}

/** Is a place's area smaller than so many pixels around? @param {import("./canvas.js").View} view @param {any} place @param {number} pixels */
export function isSmall(view, place, pixels) {
  return pixelsOf(view, place.radius_km, place.lat) < pixels;
}

/** The mixes of some sites as one, in the order of the legend. @param {Site[]} sites @returns {[number, number, number][]} */
export function mixOf(sites) {
  if (sites.length === 1) return sites[0].mix.length === 1 ? sites[0].mix : [...sites[0].mix].sort((a, b) => a[0] - b[0]);
  const found = new Map();
  for (const site of sites) {
    for (const [index, count, hollow] of site.mix) {
      const part = found.get(index) || [index, 0, 0];
      part[1] += count;
      part[2] += hollow;
      found.set(index, part);
    }
  }
  return [...found.values()].sort((a, b) => a[0] - b[0]);
}

/** Is an event part of a target? @param {any} target @param {number} i row, or -1 @param {import("./data.js").Events} events */
export function holds(target, i, events) {
  if (i < 0) return false;
  if (target.ids) return target.ids.includes(i);
  const { place } = events.list[i];
  if ((events.drawn[i] !== "mark" && events.drawn[i] !== "area") || !place || !events.isShown(i)) return false;
  return target.sites.some((site) => (site.id ? site.id === place.id : events.drawn[i] === "mark" && within(place, site.box)));
}

/** A number as a mark has room for it. @param {number} n */
export function shortCount(n) {
  if (n < 1000) return String(n);
  return n < 999_500 ? `${n < 99_950 ? Math.round(n / 100) / 10 : Math.round(n / 1000)}k` : `${Math.round(n / 100_000) / 10}M`;
}

let font = "";

/** The page's own type face, as a canvas needs it. */
export function getFont() {
  font ||= getComputedStyle(document.body).fontFamily;
  return font;
}

function radiusOf(n, places) {
  if (n === 1) return 9;
  return Math.min(26, 11.5 + 2.6 * Math.log2(n) * 0.8 + (places > 1 ? 1.5 : 0));
}

/** Merge groups whose marks would touch until none do. The bigger one keeps its place. Each group: sites, x, y, n, places. */
export function merge(groups) {
  let current = groups;
  for (let round = 0; round < 8; round += 1) {
    const next = mergeOnce(current);
    if (next.length === current.length) break;
    current = next.sort((a, b) => b.n - a.n);
  }
  return current;
}

function mergeOnce(groups) {
  const cell = 60;
  /** @type {Map<string, any[]>} */
  const grid = new Map();
  const kept = [];
  for (const group of groups) {
    const [column, row] = [Math.floor(group.x / cell), Math.floor(group.y / cell)];
    const host = findHost(grid, group, column, row);
    if (host) {
      host.sites.push(...group.sites);
      host.n += group.n;
      host.places += group.places;
      continue;
    }
    const own = { ...group, sites: [...group.sites] };
    kept.push(own);
    const key = `${column},${row}`;
    grid.set(key, [...(grid.get(key) || []), own]);
  }
  return kept;
}

function findHost(grid, group, column, row) {
  const own = radiusOf(group.n, group.places);
  for (let dx = -1; dx <= 1; dx += 1) {
    for (let dy = -1; dy <= 1; dy += 1) {
      for (const other of grid.get(`${column + dx},${row + dy}`) || []) {
        const reach = own + radiusOf(other.n, other.places) + GAP;
        if ((other.x - group.x) ** 2 + (other.y - group.y) ** 2 < reach * reach) return other;
      }
    }
  }
  return null;
}

function disc(ctx, x, y, r, style) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.fillStyle = style;
  ctx.fill();
}

function circle(ctx, x, y, r, style, width) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.strokeStyle = style;
  ctx.lineWidth = width;
  ctx.stroke();
}
