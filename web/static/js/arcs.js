// Arcs of diplomacy and of strikes across the frontier: from origin to venue or target, thin where the event comes from and
// strong where it arrives. Events that run the same way share one arc with their number.

import { unitX, unitY } from "./canvas.js";
import { arcKey } from "./data.js";
import { getFont } from "./marks.js";
import { color, tint } from "./theme.js";

const BEND = 0.17;

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

  /** @param {import("./canvas.js").View} view @param {{x: number, y: number, r: number}[]} marks arcs end at their rims */
  layout(view, marks) {
    for (const arc of this.arcs) {
      const from = { x: view.x(unitX(arc.from.lon)), y: view.y(unitY(arc.from.lat)) };
      const to = { x: view.x(unitX(arc.to.lon)), y: view.y(unitY(arc.to.lat)) };
      const [dx, dy] = [to.x - from.x, to.y - from.y];
      const bend = { x: from.x + dx / 2 + dy * BEND, y: from.y + dy / 2 - dx * BEND };
      const steps = Math.max(16, Math.min(160, Math.round(Math.hypot(dx, dy) / 9)));
      const points = Array.from({ length: steps + 1 }, (_, k) => at(from, bend, to, k / steps));
      arc.points = trimmed(points, rimAt(marks, from), rimAt(marks, to));
      arc.width = Math.min(5.5, 1.6 + 0.7 * Math.log2(arc.ids.length));
      arc.middle = arc.points[Math.floor(arc.points.length / 2)];
      arc.exit = exitOf(view, arc.points);
      if (arc.exit) arc.middle = arc.exit.middle;
    }
  }

  /** @param {CanvasRenderingContext2D} ctx */
  draw(ctx, { hovered, selected }) {
    const strong = (arc) => arc === hovered || arc.ids.includes(selected);
    for (const arc of [...this.arcs].sort((a, b) => Number(strong(a)) - Number(strong(b)))) this._draw(ctx, arc, strong(arc), selected);
  }

  /** Boxes of the numbers, that labels keep clear of. */
  boxes() {
    const numbers = this.arcs.filter((arc) => arc.ids.length > 1 && arc.middle).map(({ middle: { x, y } }) => [x - 9, y - 9, x + 9, y + 9]);
    const posts = this.arcs.filter((arc) => arc.exit).map(({ exit: { x, y } }) => [x - 35, y - 11, x + 35, y + 11]);
    return [...numbers, ...posts];
  }

  /** The nearest arc under a point, or null. */
  hit(x, y, slack) {
    let [best, distance] = [null, Infinity];
    for (const arc of this.arcs) {
      const away = Math.min(distanceTo(arc.points, x, y), arc.ids.length > 1 && arc.middle ? Math.hypot(arc.middle.x - x, arc.middle.y - y) - 9 : Infinity, arc.exit && arc.post && x > arc.post[0] && x < arc.post[2] && y > arc.post[1] && y < arc.post[3] ? 0 : Infinity);
      if (away <= 5 + slack && away < distance) [best, distance] = [arc, away];
    }
    return best;
  }

  _draw(ctx, arc, strong, selected) {
    const { points, width } = arc;
    if (points.length < 3) return;
    const [first, last] = [points[0], points.at(-1)];
    ctx.lineCap = "round";
    stroke(ctx, points, tint("--map-land", strong ? 0.95 : 0.7), width + (strong ? 5 : 2.5));
    const fade = ctx.createLinearGradient(first.x, first.y, last.x, last.y);
    const token = arc.ids.includes(selected) ? "--accent" : arc.token;
    fade.addColorStop(0, tint(token, strong ? 0.7 : 0.25));
    fade.addColorStop(0.75, tint(token, strong ? 1 : 0.9));
    ctx.lineCap = "butt";
    if (arc.hollow) ctx.setLineDash([6, 4]);
    stroke(ctx, points.slice(0, -1), fade, width + (strong ? 0.8 : 0));
    ctx.setLineDash([]);
    arrow(ctx, points.at(-3), last, 6 + width * 1.1, tint(token, strong ? 1 : 0.9));
    if (arc.ids.length > 1 && arc.middle) this._number(ctx, arc, token);
    if (arc.exit) this._signpost(ctx, arc);
  }

  /** Where an arc leaves the map, the name of where it goes or comes from. */
  _signpost(ctx, arc) {
    const { x, y, leaves } = arc.exit;
    const text = leaves ? `to ${arc.to.name}` : `from ${arc.from.name}`;
    ctx.font = `600 11px ${getFont()}`;
    const width = ctx.measureText(text).width + 14;
    const left = Math.max(arc.exit.frame[0] + 4, Math.min(arc.exit.frame[2] - width - 4, x - width / 2));
    ctx.beginPath();
    ctx.roundRect(left, y - 10, width, 20, 6);
    ctx.fillStyle = color("--surface");
    ctx.fill();
    ctx.strokeStyle = color(arc.token);
    ctx.lineWidth = 1.2;
    ctx.stroke();
    ctx.fillStyle = color("--ink");
    ctx.textAlign = "left";
    ctx.textBaseline = "alphabetic";
    ctx.fillText(text, left + 7, y + 4);
    arc.post = [left, y - 10, left + width, y + 10];
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
function exitOf(view, points) {
  const frame = [view.inset.x, view.inset.y, view.width - view.inset.x, view.height - view.inset.y];
  const inside = ({ x, y }, by) => x > frame[0] + by && x < frame[2] - by && y > frame[1] + by && y < frame[3] - by;
  if (points.length < 3 || inside(points[0], 0) === inside(points.at(-1), 0)) return null;
  const seen = points.filter((point) => inside(point, 24));
  if (seen.length < 3) return null;
  const leaves = inside(points[0], 0);
  return { ...(leaves ? seen.at(-1) : seen[0]), leaves, frame, middle: seen[Math.floor(seen.length / 2)] };
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

function trimmed(points, start, end) {
  const outside = (point, rim) => Math.hypot(point.x - rim.x, point.y - rim.y) >= rim.r;
  return points.filter((point) => outside(point, start) && outside(point, end));
}

function stroke(ctx, points, style, width) {
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
