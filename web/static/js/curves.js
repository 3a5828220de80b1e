// Curves of arcs: where they run, where they leave a mark's rim or the map, and how far a point is from them.

import { unitX, unitY } from "./canvas.js";

const BEND = 0.17;
const COARSE = 96;
const FAR_KM = 1500; // from here on an arc follows the great circle; nearer it bends, so that both ways are told apart
const EARTH_KM = 6371;

/**
 * The way from one place to another as pixels of the canvas, by a share of 0 to 1.
 * @param {import("./canvas.js").View} view @param {{lon: number, lat: number}} from @param {{lon: number, lat: number}} to
 * @returns {(t: number) => {x: number, y: number}}
 */
export function curveOf(view, from, to) {
  const [a, b] = [vector(from), vector(to)];
  const angle = Math.acos(Math.max(-1, Math.min(1, a[0] * b[0] + a[1] * b[1] + a[2] * b[2])));
  return angle * EARTH_KM > FAR_KM ? greatCircle(view, from, a, b, angle) : bent(pixel(view, from), pixel(view, to));
}

function greatCircle(view, from, a, b, angle) {
  return (t) => {
    const [p, q] = [Math.sin((1 - t) * angle) / Math.sin(angle), Math.sin(t * angle) / Math.sin(angle)];
    const [x, y, z] = a.map((value, k) => p * value + q * b[k]);
    const lon = (Math.atan2(y, x) * 180) / Math.PI;
    const near = from.lon + (((lon - from.lon + 540) % 360) + 360) % 360 - 180; // on from where it begins, also over the date line
    return pixel(view, { lon: near, lat: (Math.asin(z) * 180) / Math.PI });
  };
}

function bent(from, to) {
  const bend = { x: (from.x + to.x) / 2 + (to.y - from.y) * BEND, y: (from.y + to.y) / 2 - (to.x - from.x) * BEND };
  return (t) => at(from, bend, to, t);
}

function pixel(view, { lon, lat }) {
  return { x: view.x(unitX(lon)), y: view.y(unitY(lat)) };
}

function vector({ lon, lat }) {
  const [l, p] = [(lon * Math.PI) / 180, (lat * Math.PI) / 180];
  return [Math.cos(p) * Math.cos(l), Math.cos(p) * Math.sin(l), Math.sin(p)];
}

/** Where an arc with one end out of sight crosses the edge of the map, or null. */
export function exitOf(view, arc) {
  const frame = [view.inset.x, view.inset.y, view.width - view.inset.x, view.height - view.inset.y];
  const inside = ({ x, y }, by) => x > frame[0] + by && x < frame[2] - by && y > frame[1] + by && y < frame[3] - by;
  const goes = inside(arc.tail, 0);
  if (goes === inside(arc.tip, 0)) return null;
  const seen = arc.points.filter((point) => inside(point, 24));
  return seen.length < 3 ? null : { goes, frame, seen };
}

/** The share of a curve at which it leaves the rim around one of its ends (0 or 1). */
export function leaves(curve, rim, end) {
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
export function sample(curve, start, end, view) {
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

function at(from, bend, to, t) {
  const u = 1 - t;
  return { x: u * u * from.x + 2 * u * t * bend.x + t * t * to.x, y: u * u * from.y + 2 * u * t * bend.y + t * t * to.y };
}

export function rimAt(marks, point) {
  const mark = marks.find(({ x, y, r }) => Math.hypot(x - point.x, y - point.y) < r + 1);
  return mark ? { x: mark.x, y: mark.y, r: mark.r + 3 } : { ...point, r: 4 };
}

export function distanceTo(points, x, y) {
  let best = Infinity;
  for (let i = 1; i < points.length; i += 1) {
    const [a, b] = [points[i - 1], points[i]];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const t = Math.max(0, Math.min(1, ((x - a.x) * dx + (y - a.y) * dy) / (dx * dx + dy * dy || 1)));
    best = Math.min(best, Math.hypot(a.x + t * dx - x, a.y + t * dy - y));
  }
  return best;
}
