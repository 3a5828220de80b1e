// The border band: the ground within so many km of the frontier, drawn while events are narrowed to it. Its width follows
// the latitude, as distances do on this map; within a few hundred metres it is what the events' own distances say.

import { pixelsOf } from "./canvas.js";
import { h } from "./dom.js";
import { color } from "./theme.js";

const EARTH = 2 * Math.PI;

/** Draw the band on both sides of a line. @param {CanvasRenderingContext2D} ctx @param {import("./canvas.js").View} view @param {{rings: Float64Array[]}[]} lines @param {number} km */
export function drawBand(ctx, view, lines, km) {
  const ratio = ctx.getTransform().a;
  const sheet = h("canvas", { width: ctx.canvas.width, height: ctx.canvas.height }); // opaque first, so that overlaps show no seams
  const pen = sheet.getContext("2d");
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.lineCap = pen.lineJoin = "round";
  pen.strokeStyle = color("--map-frontier");
  for (const { rings } of lines) for (const ring of rings) stroke(pen, view, ring, km, 0);
  pen.globalCompositeOperation = "destination-out";
  pen.strokeStyle = "#000";
  for (const { rings } of lines) for (const ring of rings) stroke(pen, view, ring, km, 1.6);
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.globalAlpha = 0.55;
  ctx.drawImage(sheet, 0, 0);
  pen.globalCompositeOperation = "source-over";
  pen.strokeStyle = color("--map-frontier");
  for (const { rings } of lines) for (const ring of rings) stroke(pen, view, ring, km, 0);
  ctx.globalAlpha = 0.1;
  ctx.drawImage(sheet, 0, 0);
  ctx.restore();
}

/** Stroke a line piece by piece, each as wide as the ground is there. */
function stroke(pen, view, ring, km, less) {
  const step = Math.max(2, 2 * Math.floor(ring.length / 400));
  for (let i = 0; i + 2 < ring.length; i += step) {
    const end = Math.min(ring.length - 2, i + step);
    pen.lineWidth = Math.max(1, 2 * pixelsOf(view, km, latitude(ring[i + 1])) - 2 * less);
    pen.beginPath();
    pen.moveTo(view.x(ring[i]), view.y(ring[i + 1]));
    for (let k = i + 2; k <= end; k += 2) pen.lineTo(view.x(ring[k]), view.y(ring[k + 1]));
    pen.stroke();
  }
}

function latitude(unit) {
  return (Math.atan(Math.sinh(EARTH * (0.5 - unit))) * 180) / Math.PI;
}
