// Arcs of diplomacy and of strikes across the frontier: from origin to venue or target, thin where the event comes from and
// strong where it arrives. Events that run the same way share one arc with their number; where arcs are many, those between
// two neighbourhoods become one bundle.

import { curveOf, distanceTo, exitOf, leaves, rimAt, sample } from "./curves.js";
import { arcKey, bundleKey } from "./data.js";
import { getFont } from "./marks.js";
import { unitX, unitY } from "./canvas.js";
import { placeName } from "./names.js";
import { t } from "./phrases.js";
import { color, tint } from "./theme.js";

const MANY = 24; // arcs in sight, from which those of one way are bundled
const CELL = 2; // bundled ends lie in one cell of a quarter of a tile (64 pixels at a whole zoom step)
const MOST_NUMBERS = 14;
const MOST_POSTS = 5;
const POST_FONT = "600 11px ";

/** The layer of arcs. */
export class Arcs {
  constructor() {
    this.arcs = [];
    this.bundles = new Map([[0, []]]);
  }

  /** Group what is shown by where it runs. @param {import("./data.js").Events} events */
  update(events) {
    this.events = events;
    const single = group(events, events.travelling(), (event) => arcKey(event));
    this.bundles = new Map([[0, single]]);
    this.arcs = single;
  }

  /** All arcs that events run along, those with most events first, for who lists them. */
  listed() {
    return this.bundles.get(0).toReversed();
  }

  /**
   * @param {import("./canvas.js").View} view @param {{x: number, y: number, r: number}[]} marks arcs end at their rims
   * @param {CanvasRenderingContext2D} ctx @param {boolean} isOn whether arcs are shown at all
   * @param {number[][]} controls boxes of what lies over the map, that signposts keep clear of
   */
  layout(view, marks, ctx, isOn, controls) {
    this.arcs = isOn ? this._bundled(view) : [];
    for (const arc of this.arcs) this._lay(arc, view, marks);
    const heavy = this.arcs.toReversed();
    const posts = [...controls];
    for (const arc of heavy) {
      arc.post = arc.exit && posts.length < MOST_POSTS + controls.length ? postOf(ctx, arc, posts) : null;
      if (arc.post) posts.push(arc.post);
    }
    heavy.filter((arc) => arc.ids.length > 1 && arc.middle).forEach((arc, k) => { arc.hasNumber = k < MOST_NUMBERS; });
    this.most = heavy[0]?.ids.length || 1;
  }

  /** Single arcs where they are few in sight, else bundles of a grid that is as fine as the zoom. */
  _bundled(view) {
    const single = this.bundles.get(0);
    const isSeen = ({ from, to }) => [from, to].some(({ lon, lat }) => {
      const [x, y] = [unitX(lon), unitY(lat)];
      return view.sees([x, y, x, y]);
    });
    if (single.filter(isSeen).length <= MANY) return single;
    const level = Math.round(view.zoom) + CELL;
    if (!this.bundles.has(level)) this.bundles.set(level, group(this.events, single.flatMap((arc) => arc.ids), (event) => bundleKey(event, level)));
    return this.bundles.get(level).filter(isSeen); // so many that those only passing by would hide the rest
  }

  _lay(arc, view, marks) {
    const curve = curveOf(view, arc.from, arc.to);
    const [from, to] = [curve(0), curve(1)];
    const [start, end] = [leaves(curve, rimAt(marks, from), 0), leaves(curve, rimAt(marks, to), 1)];
    arc.width = Math.min(5.5, 1.6 + 0.7 * Math.log2(arc.ids.length));
    arc.tail = curve(start);
    arc.tip = curve(end);
    arc.before = curve(end - (end - start) * 0.02);
    arc.points = start < end ? sample(curve, start, end, view) : [];
    arc.exit = exitOf(view, arc);
    arc.hasNumber = false;
    const seen = arc.exit ? arc.exit.seen : arc.points;
    const free = (point) => !marks.some((mark) => Math.hypot(mark.x - point.x, mark.y - point.y) < mark.r + 10);
    const spots = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74].map((share) => seen[Math.floor((seen.length - 1) * share)]).filter(Boolean);
    arc.middle = spots.find(free) || spots[0];
  }

  /** @param {CanvasRenderingContext2D} ctx */
  draw(ctx, { hovered, selected }) {
    const strong = (arc) => arc === hovered || arc.ids.includes(selected);
    for (const arc of [...this.arcs].sort((a, b) => Number(strong(a)) - Number(strong(b)))) this._draw(ctx, arc, strong(arc), selected);
    for (const arc of this.arcs.filter((one) => one.points.length >= 3)) {
      if (arc.hasNumber) this._number(ctx, arc, arc.ids.includes(selected) ? "--accent" : arc.token);
      if (arc.post) this._signpost(ctx, arc);
    }
  }

  /** Boxes of numbers and signposts, that badges and names keep clear of. */
  boxes() {
    const numbers = this.arcs.filter((arc) => arc.hasNumber).map(({ middle: { x, y } }) => [x - 10, y - 9, x + 10, y + 9]);
    return [...numbers, ...this.arcs.flatMap((arc) => (arc.post ? [arc.post] : []))];
  }

  /** The nearest arc under a point, or null. */
  hit(x, y, slack) {
    let [best, distance] = [null, Infinity];
    for (const arc of this.arcs) {
      const number = arc.hasNumber ? Math.hypot(arc.middle.x - x, arc.middle.y - y) - 9 : Infinity;
      const post = arc.post && x > arc.post[0] && x < arc.post[2] && y > arc.post[1] && y < arc.post[3] ? 0 : Infinity;
      const away = Math.min(distanceTo(arc.points, x, y), number, post);
      if (away <= 5 + slack && away < distance) [best, distance] = [arc, away];
    }
    return best;
  }

  _draw(ctx, arc, strong, selected) {
    const { points, width } = arc;
    if (points.length < 3) return;
    const size = 6 + width * 1.1;
    const weak = strong || this.arcs.length <= MANY ? 1 : 0.22 + 0.7 * Math.sqrt(arc.ids.length / this.most); // many arcs: the strong ones carry the picture
    ctx.lineCap = "round";
    if (weak > 0.5) stroke(ctx, points, tint("--map-land", strong ? 0.95 : 0.7 * weak), width + (strong ? 5 : 2.5));
    const fade = ctx.createLinearGradient(arc.tail.x, arc.tail.y, arc.tip.x, arc.tip.y);
    const token = arc.ids.includes(selected) ? "--accent" : arc.token;
    fade.addColorStop(0, tint(token, strong ? 0.7 : 0.25 * weak));
    fade.addColorStop(0.75, tint(token, strong ? 1 : 0.9 * weak));
    ctx.lineCap = "butt";
    if (arc.hollow) ctx.setLineDash([6, 4]);
    stroke(ctx, points.filter((point) => Math.hypot(point.x - arc.tip.x, point.y - arc.tip.y) > size * 0.6), fade, width + (strong ? 0.8 : 0));
    ctx.setLineDash([]);
    arrow(ctx, arc.before, arc.tip, size, tint(token, strong ? 1 : 0.9 * weak));
  }

  /** Where an arc leaves the map, the name of where it goes or comes from. */
  _signpost(ctx, arc) {
    const [left, top, right, bottom] = arc.post;
    ctx.beginPath();
    ctx.roundRect(left, top, right - left, bottom - top, 6);
    ctx.fillStyle = color("--surface");
    ctx.fill();
    ctx.strokeStyle = color(arc.token);
    ctx.lineWidth = 1.2;
    ctx.stroke();
    ctx.fillStyle = color("--ink");
    ctx.font = POST_FONT + getFont();
    ctx.textAlign = "left";
    ctx.textBaseline = "alphabetic";
    ctx.fillText(postText(arc), left + 7, top + 14);
  }

  _number(ctx, arc, token) {
    const { x, y } = arc.middle;
    const half = 5.5 + 3 * String(arc.ids.length).length;
    ctx.font = `700 10px ${getFont()}`;
    ctx.beginPath();
    ctx.roundRect(x - half, y - 8.5, 2 * half, 17, 8.5);
    ctx.fillStyle = color("--surface");
    ctx.fill();
    ctx.strokeStyle = color(token);
    ctx.lineWidth = 1.5;
    ctx.stroke();
    ctx.fillStyle = color("--ink");
    ctx.textAlign = "center";
    ctx.textBaseline = "alphabetic";
    ctx.fillText(String(arc.ids.length), x, y + 3.6);
  }
}

/** One arc for all events with the same key, the strongest last; a bundle is named after most of its events. */
function group(events, indices, keyOf) {
  const arcs = new Map();
  for (const i of indices) {
    const key = keyOf(events.list[i]);
    if (!arcs.has(key)) arcs.set(key, { kind: "arc", id: key, ids: [], ways: new Map() });
    const arc = arcs.get(key);
    arc.ids.push(i);
    const way = arcKey(events.list[i]);
    arc.ways.set(way, [(arc.ways.get(way)?.[0] || 0) + 1, events.list[i].arc]);
  }
  for (const arc of arcs.values()) {
    const [, most] = [...arc.ways.values()].reduce((a, b) => (b[0] > a[0] ? b : a));
    Object.assign(arc, { n: arc.ids.length, from: most.from, to: most.to, others: arc.ways.size - 1, hollow: arc.ids.every((i) => events.isHollow(i)) });
    if (arc.ways.size === 1) [arc.id] = arc.ways.keys();
    arc.token = `--${events.families[leading(arc.ids, events)].token}`;
  }
  return [...arcs.values()].sort((a, b) => a.ids.length - b.ids.length);
}

function overlaps(a, b) {
  return a[0] < b[2] + 4 && a[2] > b[0] - 4 && a[1] < b[3] + 3 && a[3] > b[1] - 3;
}

function postText(arc) {
  return arc.exit.goes ? t("to %(place)s", { place: placeName(arc.to) }) : t("from %(place)s", { place: placeName(arc.from) });
}

/** A free box for a signpost, as near to the edge of the map as there is one; null if there is none. */
function postOf(ctx, arc, taken) {
  ctx.font = POST_FONT + getFont();
  const width = ctx.measureText(postText(arc)).width + 14;
  const { goes, seen, frame } = arc.exit;
  const way = goes ? seen.toReversed() : seen;
  for (const { x, y } of way.slice(0, Math.ceil(way.length / 2))) {
    const left = Math.max(frame[0] + 4, Math.min(frame[2] - width - 4, x - width / 2));
    const box = [left, y - 10, left + width, y + 10];
    if (!taken.some((other) => overlaps(other, box))) return box;
  }
  return null;
}

function leading(ids, events) {
  const counts = new Map();
  for (const i of ids) counts.set(events.family[i], (counts.get(events.family[i]) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0][0];
}

function stroke(ctx, points, style, width) {
  if (points.length < 2) return;
  ctx.beginPath();
  ctx.moveTo(points[0].x, points[0].y);
  for (const { x, y } of points) ctx.lineTo(x, y);
  ctx.strokeStyle = style;
  ctx.lineWidth = width;
  ctx.stroke();
}

function arrow(ctx, before, tip, size, style) {
  const angle = Math.atan2(tip.y - before.y, tip.x - before.x);
  ctx.save();
  ctx.translate(tip.x, tip.y);
  ctx.rotate(angle);
  ctx.beginPath();
  ctx.moveTo(1, 0);
  ctx.lineTo(-size, size * 0.52);
  ctx.lineTo(-size * 0.68, 0);
  ctx.lineTo(-size, -size * 0.52);
  ctx.closePath();
  ctx.fillStyle = style;
  ctx.fill();
  ctx.restore();
}
