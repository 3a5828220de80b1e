// Events known only to a province, district or wider area: the shape is shaded and carries a badge with the count.
// Where there is no shape, a ring of the place's radius stands for it. Never a pin.

import { pixelsOf, unitX, unitY } from "./canvas.js";
import { trace } from "./basemap.js";
import { getFont, holds, shortCount } from "./marks.js";
import { color, tint } from "./theme.js";

const HEIGHT = 20;
const DODGES = [[0, 0], [0, -26], [0, 26], [-34, 0], [34, 0], [-30, -24], [30, -24], [-30, 24], [30, 24], [0, -48], [0, 48], [-64, 0], [64, 0]];

/** The layer of shaded areas. */
export class Areas {
  /** @param {import("./basemap.js").Basemap} basemap */
  constructor(basemap) {
    this.basemap = basemap;
    this.areas = [];
  }

  /** Take what is shown, by place. @param {import("./data.js").Events} events @param {import("./data.js").Site[]} sites */
  update(events, sites) {
    this.events = events;
    this.areas = sites.filter((site) => site.isArea).map((site) => ({ kind: "area", id: site.id, place: site.place, n: site.n, places: 1, sites: [site], ux: site.ux, uy: site.uy, mix: [...site.mix].sort((a, b) => b[1] - a[1]) }))
      .sort((a, b) => b.place.radius_km - a.place.radius_km);
    this.basemap.need(this.areas.filter((area) => area.place.kind === "district").map((area) => area.id));
  }

  /**
   * Find each area's outline and a free spot for its badge.
   * @param {import("./canvas.js").View} view @param {{x: number, y: number, r: number}[]} marks
   * @param {number[][]} boxes taken by others @param {CanvasRenderingContext2D} ctx
   * @param {Set<string>|null} folded areas that are part of a cluster or hexagon; null switches all areas off
   */
  layout(view, marks, boxes, ctx, folded) {
    const taken = boxes.concat(marks.map(({ x, y, r }) => [x - r - 2, y - r - 2, x + r + 2, y + r + 2]));
    this.seen = this.areas.filter((area) => {
      if (!folded || folded.has(area.id)) return false;
      const shape = this.basemap.shape(area.id);
      const r = (area.place.radius_km / 40075) * 1.3;
      return view.sees(shape ? shape.box : [area.ux - r, area.uy - r, area.ux + r, area.uy + r]);
    });
    for (const area of this.seen) {
      area.path = outline(view, area, this.basemap.shape(area.id));
      area.width = 25 + 7 * shortCount(area.n).length;
      const { x, y } = this._spot(view, area, ctx);
      area.badge = freeSpot(x, y, area.width, taken);
      taken.push(area.badge);
    }
  }

  /** Where the badge stands: in the middle, or if that is out of sight, in the part of the shape that is not. */
  _spot(view, area, ctx) {
    const [x, y] = [view.x(area.ux), view.y(area.uy)];
    const [left, top] = [view.inset.x + 40, view.inset.y + 70];
    const [right, bottom] = [view.width - view.inset.x - 70, view.height - view.inset.y - 30];
    if (x >= left && x <= right && y >= top && y <= bottom) return { x, y };
    const ratio = ctx.getTransform().a; // isPointInPath takes device pixels
    const near = { x: Math.max(left, Math.min(right, x)), y: Math.max(top, Math.min(bottom, y)) };
    const tries = [near];
    for (let k = 1; k < 8; k += 1) tries.push({ x: near.x, y: top + ((bottom - top) * k) / 8 }, { x: left + ((right - left) * k) / 8, y: near.y });
    const inside = tries.filter((spot) => ctx.isPointInPath(area.path, spot.x * ratio, spot.y * ratio, "evenodd"));
    const away = (spot) => Math.hypot(spot.x - x, spot.y - y);
    return inside.length ? inside.reduce((a, b) => (away(b) < away(a) ? b : a)) : { x, y };
  }

  /** @param {CanvasRenderingContext2D} ctx */
  drawShapes(ctx, { hovered, selected, isShaded, isDense }) {
    for (const area of this.seen) {
      const isChosen = holds(area, selected, this.events);
      const strong = hovered === area || isChosen;
      const token = `--${this.events.families[area.mix[0][0]].token}`;
      const depth = Math.min(0.34, 0.08 + 0.07 * Math.log2(area.n)) * (area.place.radius_km > 80 ? 0.55 : 1.5);
      ctx.fillStyle = tint(token, strong ? depth + 0.1 : depth);
      if (!(isShaded || isDense) || strong) ctx.fill(area.path, "evenodd"); // two tints over each other would be read as a third
      ctx.lineJoin = "round";
      ctx.strokeStyle = isChosen ? color("--accent") : tint(token, strong ? 0.95 : isDense ? 0.25 : 0.6);
      ctx.lineWidth = strong ? 2 : 1.2;
      ctx.setLineDash(this.basemap.shape(area.id) ? [] : [5, 4]);
      ctx.stroke(area.path);
      ctx.setLineDash([]);
    }
  }

  /** @param {CanvasRenderingContext2D} ctx */
  drawBadges(ctx, { hovered, selected }) {
    for (const area of this.seen) {
      const ring = holds(area, selected, this.events) ? color("--accent") : hovered === area ? color("--ink-soft") : null;
      this._badge(ctx, area, ring);
    }
  }

  /** Boxes that labels keep clear of. */
  boxes() {
    return (this.seen || []).map((area) => area.badge);
  }

  /** The area whose badge is under a point, or null. */
  hitBadge(x, y, slack) {
    return (this.seen || []).find(({ badge: [left, top, right, bottom] }) =>
      x >= left - slack && x <= right + slack && y >= top - slack && y <= bottom + slack) || null;
  }

  /** The smallest area whose shape holds a point, or null. @param {CanvasRenderingContext2D} ctx */
  hitShape(ctx, x, y) {
    const ratio = ctx.getTransform().a; // isPointInPath takes device pixels
    return (this.seen || []).findLast((area) => ctx.isPointInPath(area.path, x * ratio, y * ratio, "evenodd")) || null;
  }

  _badge(ctx, area, ring) {
    const [left, top, right] = area.badge;
    const width = right - left;
    ctx.save();
    ctx.beginPath();
    ctx.roundRect(left - 1.5, top - 1.5, width + 3, HEIGHT + 3, 7);
    ctx.fillStyle = ring || color("--rim");
    ctx.fill();
    ctx.beginPath();
    ctx.roundRect(left, top, width, HEIGHT, 5.5);
    ctx.fillStyle = color("--surface");
    ctx.fill();
    ctx.clip();
    let x = left;
    for (const [index, count] of area.mix) {
      const part = (count / area.n) * width;
      ctx.fillStyle = color(`--${this.events.families[index].token}`);
      ctx.fillRect(x, top + HEIGHT - 4, part + 0.5, 4);
      x += part;
    }
    ctx.restore();
    ctx.strokeStyle = color("--ink-soft");
    ctx.lineWidth = 1.3;
    ctx.lineJoin = "round";
    ctx.stroke(landMark(left + 6, top + 4));
    ctx.fillStyle = color("--ink");
    ctx.font = `700 11.5px ${getFont()}`;
    ctx.textAlign = "left";
    ctx.textBaseline = "alphabetic";
    ctx.fillText(shortCount(area.n), left + 19, top + 12.5);
  }
}

function outline(view, area, shape) {
  const path = new Path2D();
  if (shape) trace(path, view, [shape]);
  else path.arc(view.x(area.ux), view.y(area.uy), Math.max(10, pixelsOf(view, area.place.radius_km, area.place.lat)), 0, 2 * Math.PI);
  return path;
}

function freeSpot(x, y, width, taken) {
  const boxes = DODGES.map(([dx, dy]) => [x + dx - width / 2, y + dy - HEIGHT / 2, x + dx + width / 2, y + dy + HEIGHT / 2]);
  return boxes.find((box) => !taken.some((other) => overlaps(box, other))) || boxes[0];
}

function overlaps(a, b) {
  return a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
}

/** A small outline of a piece of land: says "area" where a ring says "place". */
function landMark(x, y) {
  const path = new Path2D();
  path.moveTo(x + 0.5, y + 3);
  for (const [dx, dy] of [[4, 0.5], [8.5, 2], [9, 6.5], [5, 9], [1.2, 7]]) path.lineTo(x + dx, y + dy);
  path.closePath();
  return path;
}
