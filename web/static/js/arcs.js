// Arcs of diplomacy and of strikes across the frontier: from origin to venue or target, thin where the event comes from and
// strong where it arrives. Events that run the same way share one arc with their number.

import { unitX, unitY } from "./canvas.js";
import { arcKey } from "./data.js";
import { getFont } from "./marks.js";
import { color, tint } from "./theme.js";

const BEND = 0.17;
const COARSE = 96;
const POST_FONT = "600 11px ";

/** The layer of arcs. */
export class Arcs {
  constructor() {
    this.arcs = [];
  }

  /** Group what is shown by where it runs. @param {import("./data.js").Events} events */
  update(events) {
    this.events = events;
    const arcs = new Map();
    for (const i of events.visible().toReversed()) {
      const event = events.list[i];
      if (!event.arc || event.is_aggregate) continue;
      const key = arcKey(event);
      const arc = arcs.get(key) || { kind: "arc", id: key, from: event.arc.from, to: event.arc.to, ids: [] };
      arc.ids.push(i);
      arcs.set(key, arc);
    }
    this.arcs = [...arcs.values()].sort((a, b) => a.ids.length - b.ids.length);
    for (const arc of this.arcs) {
      arc.token = `--${events.families[leading(arc.ids, events)].token}`;
      arc.hollow = arc.ids.every((i) => events.isHollow(i));
    }
  }

  /**
   * @param {import("./canvas.js").View} view @param {{x: number, y: number, r: number}[]} marks arcs end at their rims
   * @param {CanvasRenderingContext2D} ctx
   */
  layout(view, marks, ctx) {
    for (const arc of this.arcs) {
      const from = { x: view.x(unitX(arc.from.lon)), y: view.y(unitY(arc.from.lat)) };
      const to = { x: view.x(unitX(arc.to.lon)), y: view.y(unitY(arc.to.lat)) };
      const bend = { x: (from.x + to.x) / 2 + (to.y - from.y) * BEND, y: (from.y + to.y) / 2 - (to.x - from.x) * BEND };
      const curve = (t) => at(from, bend, to, t);
      const [start, end] = [leaves(curve, rimAt(marks, from), 0), leaves(curve, rimAt(marks, to), 1)];
      arc.width = Math.min(5.5, 1.6 + 0.7 * Math.log2(arc.ids.length));
      arc.tail = curve(start);
      arc.tip = curve(end);
      arc.before = curve(end - (end - start) * 0.02);
      arc.points = start < end ? sample(curve, start, end, view) : [];
      arc.exit = exitOf(view, arc);
      arc.post = arc.exit ? postOf(ctx, arc) : null;
      const seen = arc.exit ? arc.exit.seen : arc.points;
      const free = (point) => !marks.some((mark) => Math.hypot(mark.x - point.x, mark.y - point.y) < mark.r + 10);
      const spots = [0.5, 0.42, 0.58, 0.34, 0.66, 0.26, 0.74].map((share) => seen[Math.floor((seen.length - 1) * share)]).filter(Boolean);
      arc.middle = spots.find(free) || spots[0];
    }
  }

  /** @param {CanvasRenderingContext2D} ctx */
  draw(ctx, { hovered, selected }) {
    const strong = (arc) => arc === hovered || arc.ids.includes(selected);
    for (const arc of [...this.arcs].sort((a, b) => Number(strong(a)) - Number(strong(b)))) this._draw(ctx, arc, strong(arc), selected);
  }

  /** Boxes of numbers and signposts, that badges and names keep clear of. */
  boxes() {
    const numbers = this.arcs.filter((arc) => arc.ids.length > 1 && arc.middle).map(({ middle: { x, y } }) => [x - 10, y - 9, x + 10, y + 9]);
    return [...numbers, ...this.arcs.flatMap((arc) => (arc.post ? [arc.post] : []))];
  }

  /** The nearest arc under a point, or null. */
  hit(x, y, slack) {
    let [best, distance] = [null, Infinity];
    for (const arc of this.arcs) {
      const number = arc.ids.length > 1 && arc.middle ? Math.hypot(arc.middle.x - x, arc.middle.y - y) - 9 : Infinity;
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
    ctx.lineCap = "round";
    stroke(ctx, points, tint("--map-land", strong ? 0.95 : 0.7), width + (strong ? 5 : 2.5));
    const fade = ctx.createLinearGradient(arc.tail.x, arc.tail.y, arc.tip.x, arc.tip.y);
    const token = arc.ids.includes(selected) ? "--accent" : arc.token;
    fade.addColorStop(0, tint(token, strong ? 0.7 : 0.25));
    fade.addColorStop(0.75, tint(token, strong ? 1 : 0.9));
    ctx.lineCap = "butt";
    if (arc.hollow) ctx.setLineDash([6, 4]);
    stroke(ctx, points.filter((point) => Math.hypot(point.x - arc.tip.x, point.y - arc.tip.y) > size * 0.6), fade, width + (strong ? 0.8 : 0));
    ctx.setLineDash([]);
    arrow(ctx, arc.before, arc.tip, size, tint(token, strong ? 1 : 0.9));
    if (arc.ids.length > 1 && arc.middle) this._number(ctx, arc, token);
    if (arc.post) this._signpost(ctx, arc);
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

/** Where an arc with one end out of sight crosses the edge of the map, or null. */
function exitOf(view, arc) {
  const frame = [view.inset.x, view.inset.y, view.width - view.inset.x, view.height - view.inset.y];
  const inside = ({ x, y }, by) => x > frame[0] + by && x < frame[2] - by && y > frame[1] + by && y < frame[3] - by;
  const goes = inside(arc.tail, 0);
  if (goes === inside(arc.tip, 0)) return null;
  const seen = arc.points.filter((point) => inside(point, 24));
  return seen.length < 3 ? null : { point: goes ? seen.at(-1) : seen[0], goes, frame, seen };
}

function postText(arc) {
  return arc.exit.goes ? `to ${arc.to.name}` : `from ${arc.from.name}`;
}

function postOf(ctx, arc) {
  ctx.font = POST_FONT + getFont();
  const width = ctx.measureText(postText(arc)).width + 14;
  const { point, frame } = arc.exit;
  const left = Math.max(frame[0] + 4, Math.min(frame[2] - width - 4, point.x - width / 2));
  return [left, point.y - 10, left + width, point.y + 10];
}

/** The share of a curve at which it leaves the rim around one of its ends (0 or 1). */
function leaves(curve, rim, end) {
  const outside = (t) => Math.hypot(curve(t).x - rim.x, curve(t).y - rim.y) >= rim.r;
  let [inner, outer] = [end, 0.5];
  for (let k = 0; k < 18; k += 1) {
    const middle = (inner + outer) / 2;
    if (outside(middle)) outer = middle;
    else inner = middle;
  }
  return outer;
}

/** Points of a curve, close together where it is in sight and none far outside. */
function sample(curve, start, end, view) {
  const coarse = Array.from({ length: COARSE + 1 }, (_, k) => start + ((end - start) * k) / COARSE);
  const near = coarse.filter((t) => {
    const { x, y } = curve(t);
    return x > -300 && y > -300 && x < view.width + 300 && y < view.height + 300;
  });
  if (!near.length) return [];
  const step = (end - start) / COARSE;
  const [first, last] = [Math.max(start, near[0] - step), Math.min(end, near.at(-1) + step)];
  const [a, b] = [curve(first), curve(last)];
  const count = Math.max(12, Math.min(240, Math.round(Math.hypot(b.x - a.x, b.y - a.y) / 7)));
  return Array.from({ length: count + 1 }, (_, k) => curve(first + ((last - first) * k) / count));
}

function leading(ids, events) {
  const counts = new Map();
  for (const i of ids) counts.set(events.family[i], (counts.get(events.family[i]) || 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0])[0][0];
}

function at(from, bend, to, t) {
  const u = 1 - t;
  return { x: u * u * from.x + 2 * u * t * bend.x + t * t * to.x, y: u * u * from.y + 2 * u * t * bend.y + t * t * to.y };
}

function rimAt(marks, point) {
  const mark = marks.find(({ x, y, r }) => Math.hypot(x - point.x, y - point.y) < r + 1);
  return mark ? { x: mark.x, y: mark.y, r: mark.r + 3 } : { ...point, r: 4 };
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

function distanceTo(points, x, y) {
  let best = Infinity;
  for (let i = 1; i < points.length; i += 1) {
    const [a, b] = [points[i - 1], points[i]];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const t = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    best = Math.min(best, Math.hypot(a.x + t * dx - x, a.y + t * dy - y));
  }
  return best;
}
