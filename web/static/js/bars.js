// The histogram of the time axis: bars stacked by layer, what is planned hatched on top. Events that last lie as lines over
// their days; those whose date is vaguer than a bar lie as a faint band, because no bar would tell the truth.

import { DAYS, bucketOf, nextBucket } from "./buckets.js";
import { h } from "./dom.js";
import { LAYERS } from "./histogram.js";
import { getFont } from "./marks.js";
import { color, tint } from "./theme.js";
import { dayFrom, monthName, partsOf } from "./words.js";

const AXIS = 18; // pixels for the words under the bars
const VAGUE = 4; // pixels for the band of vague dates
const LANE = 3; // pixels for each line of events that last
const MOST_LANES = 4;
const FAINT = 0.16; // of one vague date; several over each other grow stronger
const DAY_MS = 86_400_000;

/** Paints what the other filters let pass. */
export class Bars {
  /** @param {any} canvas */
  constructor(canvas) {
    this.canvas = canvas;
  }

  /**
   * @param {import("./histogram.js").Histogram} told @param {[number, number]} domain first and last day of the axis @param {string} unit of a bar
   */
  take(told, domain, unit) {
    Object.assign(this, { domain, unit }, told);
    this.lanes = lanesOf(this.lasting);
  }

  /** @param {number} width @param {number} height pixels @param {(day: number) => number} x @param {[number, number]} chosen first and last day shown */
  paint(width, height, x, chosen) {
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    const ctx = this.canvas.getContext("2d");
    ctx.scale(ratio, ratio);
    Object.assign(this, { ctx, width, height, x });
    this.ground = height - AXIS - VAGUE - LANE * Math.min(MOST_LANES, this.lanes.length);
    this._ticks();
    this._today();
    this._paintBars(chosen);
    this._paintLines();
    ctx.fillStyle = color("--line");
    ctx.fillRect(0, this.ground, width, 1);
    this.canvas.dataset.counted = String([...this.bars.values()].flat().reduce((sum, n) => sum + n, this.vagues + this.lasts + this.undated));
    Object.assign(this.canvas.dataset, { unit: this.unit, lasting: String(this.lasts) });
  }

  _paintBars([from, to]) {
    const { ctx, domain, unit } = this;
    const seen = [...this.bars].filter(([bucket]) => bucket >= domain[0] - DAYS[unit] && bucket <= domain[1]);
    const highest = Math.max(0, ...seen.map(([, counts]) => counts.reduce((sum, n) => sum + n)));
    const most = Math.max(3, highest);
    for (const [bucket, counts] of seen) {
      const next = nextBucket(bucket, unit);
      this._bar(this.x(bucket), this.x(next), counts, most, next > from && bucket <= to);
    }
    this.highest = highest;
  }

  _bar(left, right, counts, most, isInside) {
    const { ctx, ground } = this;
    const width = Math.max(2, Math.min(26, right - left - Math.max(1, (right - left) * 0.2)));
    const gap = width > 6 ? 1 : 0;
    let y = ground;
    counts.forEach((count, part) => {
      if (!count) return;
      const token = `--layer-${LAYERS[part % LAYERS.length]}`;
      const height = Math.max(part < LAYERS.length ? 2 : 5, (count / most) * (ground - 8));
      const paint = isInside ? color(token) : tint(token, 0.28);
      ctx.fillStyle = part < LAYERS.length ? paint : hatching(ctx, paint);
      ctx.beginPath();
      ctx.roundRect((left + right) / 2 - width / 2, y - height, width, height, y === ground ? [1.5, 1.5, 0, 0] : 1);
      ctx.fill();
      y -= height + gap;
    });
  }

  /** Events that last, line by line, and beneath them the vague ones as one band. */
  _paintLines() {
    const { ground } = this;
    const foot = ground + 2 + LANE * Math.min(MOST_LANES, this.lanes.length);
    this.lanes.slice(0, MOST_LANES).forEach((lane, k) => {
      for (const [start, end, layer] of lane) this._line(start, end, ground + 2 + LANE * k, LANE - 1, color(`--layer-${LAYERS[layer]}`));
    });
    for (const [start, end, layer, n] of this.vague) this._line(start, end, foot, VAGUE - 1, tint(`--layer-${LAYERS[layer]}`, 1 - (1 - FAINT) ** n));
  }

  _line(start, end, y, height, paint) {
    const [left, right] = [Math.max(0, this.x(start)), Math.min(this.width, this.x(end + 1))];
    this.ctx.fillStyle = paint;
    if (right > left) this.ctx.fillRect(left, y, Math.max(2, right - left), height);
  }

  /** Where what is planned begins, if the axis reaches so far. */
  _today() {
    const today = Math.floor(Date.now() / DAY_MS);
    if (today <= this.domain[0] || today >= this.domain[1]) return;
    const { ctx } = this;
    ctx.setLineDash([3, 3]);
    ctx.strokeStyle = color("--accent");
    ctx.beginPath();
    ctx.moveTo(Math.round(this.x(today)) + 0.5, 4);
    ctx.lineTo(Math.round(this.x(today)) + 0.5, this.ground);
    ctx.stroke();
    ctx.setLineDash([]);
  }

  _ticks() {
    const days = this.domain[1] - this.domain[0];
    if (days <= 100) this._dayTicks(days);
    else this._monthTicks(days / 30.44);
  }

  _dayTicks(days) {
    const step = [1, 2, 7, 14].find((n) => (n * this.width) / days >= 54) || 14;
    for (let day = bucketOf(this.domain[0], step < 7 ? "day" : "week"); day <= this.domain[1]; day += step) {
      if (day < this.domain[0]) continue;
      const { day: date, month, year } = partsOf(day);
      this._tick(day, `${date} ${monthName(month, true)}${day < this.domain[0] + step ? ` ${year}` : ""}`, date === 1);
    }
  }

  _tick(day, text, isStrong) {
    const { ctx, ground } = this;
    const x = Math.round(this.x(day)) + 0.5;
    ctx.fillStyle = color(isStrong ? "--line-strong" : "--line");
    ctx.fillRect(x, isStrong ? 4 : ground - 5, 1, (isStrong ? ground - 4 : 5) + VAGUE);
    ctx.font = `${isStrong ? 650 : 400} 11px ${getFont()}`;
    ctx.fillStyle = color(isStrong ? "--ink" : "--ink-soft");
    ctx.textAlign = "left";
    ctx.textBaseline = "alphabetic";
    if (x + ctx.measureText(text).width < this.width + 8) ctx.fillText(text, x + 2, this.height - 4);
  }

  _monthTicks(months) {
    const { ctx, domain, width, ground } = this;
    const perMonth = width / months;
    const step = [1, 3, 6, 12, 24, 60, 120].find((n) => n * perMonth >= (n < 12 ? 34 : 40)) || 120;
    const first = partsOf(domain[0]);
    let free = Infinity; // written from the right, so that a year wins over the months before it
    ctx.textBaseline = "alphabetic";
    ctx.textAlign = "left";
    const begin = -(first.month % Math.min(step, 12));
    const ticks = Array.from({ length: Math.ceil(months / step) + 2 }, (_, n) => begin + n * step).reverse()
      .filter((k) => dayFrom(first.year, first.month + k) >= domain[0] && dayFrom(first.year, first.month + k) <= domain[1]);
    const opening = ticks.at(-1);
    for (const k of ticks) {
      const day = dayFrom(first.year, first.month + k);
      const { year, month } = partsOf(day);
      const isYear = month === 0;
      const x = Math.round(this.x(day)) + 0.5;
      ctx.fillStyle = color(isYear ? "--line-strong" : "--line");
      ctx.fillRect(x, isYear ? 4 : ground - 5, 1, (isYear ? ground - 4 : 5) + VAGUE);
      ctx.font = `${isYear ? 650 : 400} 11px ${getFont()}`;
      ctx.fillStyle = color(isYear ? "--ink" : "--ink-soft");
      const text = isYear || step >= 12 ? String(year) : monthName(month, true) + (k === opening ? ` ${year}` : "");
      const end = x + ctx.measureText(text).width + 6;
      if (k !== opening && (end > Math.min(free, width + 6) || (!isYear && step < 12 && x < this.x(dayFrom(first.year, first.month + opening)) + 66))) continue;
      if (k === opening && end > free) continue;
      ctx.fillText(text, x + (isYear ? 4 : 2), this.height - 4);
      free = x;
    }
  }
}

/** Spans on as few lines as they need, none over another on its line. @param {number[][]} spans @returns {number[][][]} */
export function lanesOf(spans) {
  const lanes = [];
  for (const span of [...spans].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const lane = lanes.find((one) => one.at(-1)[1] < span[0]);
    if (lane) lane.push(span);
    else lanes.push([span]);
  }
  return lanes;
}

/** Stripes, for what is only planned. */
function hatching(ctx, paint) {
  const tile = h("canvas", { width: 5, height: 5 });
  const pen = tile.getContext("2d");
  pen.strokeStyle = paint;
  pen.lineWidth = 1.8;
  pen.beginPath();
  for (const x of [-5, 0, 5]) {
    pen.moveTo(x - 1, 6);
    pen.lineTo(x + 6, -1);
  }
  pen.stroke();
  return ctx.createPattern(tile, "repeat");
}
