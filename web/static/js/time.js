// The time axis: a histogram of what the other filters select, stacked by layer, with two handles and a window to drag.
// Events whose date is vaguer than a bar lie as lines under the bars, because no bar would tell the truth.

import { NO_DAY, FACET } from "./data.js";
import { isStill } from "./canvas.js";
import { h, icon, put } from "./dom.js";
import { getFont } from "./marks.js";
import { STATUSES } from "./state.js";
import { color, tint } from "./theme.js";
import { dayFrom, dayWords, monthWords, partsOf, plural, spanWords } from "./words.js";

const LAYERS = ["incident", "diplomacy"];
const PLANNED = STATUSES.indexOf("planned");
const UNITS = ["day", "week", "month", "quarter", "year"];
const LEAST_BAR = 5; // pixels
const AXIS = 18; // pixels for the words under the bars
const VAGUE = 4; // pixels for the lines of vague dates
const SPEEDS = [[1200, "slow"], [500, "medium"], [200, "fast"]]; // ms for each step
const SHARE = 12; // playing an open window begins with a twelfth of the axis
const PRESETS = [[30, "30 days"], [90, "90 days"], [365, "1 year"], [null, "All"]];

/** The axis at the foot of the page. */
export class Time {
  /** @param {Element} root @param {(patch: any, how?: any) => void} change @param {() => void} stopped called when playing has ended */
  constructor(root, change, stopped) {
    Object.assign(this, { root, change, stopped });
    this.playing = 0;
    this.words = h("p", { class: "time-words" });
    this.presets = h("div", { class: "presets", role: "group", "aria-label": "Last part of the time told" });
    this.canvas = h("canvas", { class: "time-canvas", "aria-hidden": "true" });
    this.handles = { from: this._handle("from", "First day shown"), to: this._handle("to", "Last day shown") };
    this.window = h("div", { class: "time-window", role: "slider", tabindex: "0", "aria-label": "Time window" });
    this.plot = h("div", { class: "time-plot" }, this.canvas, this.window, this.handles.from, this.handles.to);
    this.zoom = h("button", { class: "quiet", type: "button", on: { click: () => this._zoom() } }, "Zoom to window");
    this.button = h("button", { class: "tool play", type: "button", on: { click: () => (this.playing ? this.stop() : this._play()) } });
    this.speed = h("select", { "aria-label": "Speed", title: "Speed" }, SPEEDS.map(([ms, name]) => h("option", { value: String(ms) }, name)));
    this.speed.value = "500";
    this._button();
    put(root, h("div", { class: "time-head" }, h("div", { class: "time-play" }, this.button, this.speed, this.words), h("div", { class: "time-tools" }, this.zoom, this.presets)), this.plot);
    this.window.addEventListener("pointerdown", (event) => this._drag(event, "window"));
    this.window.addEventListener("keydown", (event) => this._key(event, "window"));
    this.plot.addEventListener("pointerdown", (event) => this._sweep(event));
    this.plot.addEventListener("dblclick", () => change({ from: null, to: null }));
    this.plot.addEventListener("pointerdown", () => this.stop(), { capture: true });
    new ResizeObserver(() => this.redraw()).observe(this.plot);
  }

  /** @param {import("./data.js").Events} events */
  fill(events) {
    this.events = events;
    if (!events.span) {
      put(this.words, "No dated events yet");
      return;
    }
    const [low, high] = events.span;
    const [a, b] = [partsOf(low), partsOf(high)];
    this.whole = [dayFrom(a.year, a.month), dayFrom(b.year, b.month + 1) - 1];
    if (this.whole[1] - high < (this.whole[1] - this.whole[0]) * 0.03) this.whole[1] = dayFrom(b.year, b.month + 2) - 1; // room for the handle
    if (this.whole[1] - this.whole[0] < 80) this.whole = [dayFrom(a.year, a.month - 1), dayFrom(b.year, b.month + 2) - 1];
    this.dense = this._dense();
    this.domain = this.dense;
    put(this.presets, PRESETS.map(([days, name]) => h("button", { class: "preset", type: "button", data: { days: days === null ? "" : String(days) },
      title: days === null ? "The whole time" : `The last ${name} up to the latest event, ${dayWords(high)}`, on: { click: () => this._preset(days) } }, name)));
  }

  /** Count only events that pass a test as well, such as those in view; null is all. @param {((i: number) => boolean)|null} test */
  narrow(test) {
    this.within = test;
    this.redraw();
  }

  /** End playing. */
  stop() {
    if (!this.playing) return;
    clearTimeout(this.playing);
    this.playing = 0;
    this._button();
    this.stopped();
  }

  /** Let the window run to the end of the axis; who wants less motion goes on by one step a press. */
  _play() {
    if (!this.whole) return;
    const isOpen = this.state.from === null && this.state.to === null;
    if (isOpen || this._chosen()[1] >= this.domain[1]) this._begin(isOpen);
    else this._next(isStill());
    if (isStill()) return;
    this.playing = setTimeout(() => this._tick(), Number(this.speed.value));
    this._button();
  }

  _begin(isOpen) {
    const [from, to] = this._chosen();
    const length = isOpen ? (this.domain[1] - this.domain[0]) / SHARE : to - from;
    const first = bucketOf(this.domain[0], this.unit);
    this.change({ from: Math.max(first, this.domain[0]), to: this._end(this.domain[0] + Math.round(length)) });
  }

  _tick() {
    if (!this._next(false)) {
      this.stop();
      return;
    }
    this.playing = setTimeout(() => this._tick(), Number(this.speed.value));
  }

  /** Move the window by one bar; false at the end. */
  _next(isStep) {
    const [from, to] = this._chosen();
    if (to >= this.domain[1]) return false;
    const begin = stepBucket(bucketOf(from, this.unit), this.unit, 1);
    const end = Math.min(this.domain[1], nextBucket(bucketOf(to + 1, this.unit), this.unit) - 1);
    this.change({ from: begin, to: end }, { quiet: !isStep });
    return true;
  }

  _button() {
    const name = this.playing ? "Pause" : isStill() ? "Next step in time" : "Play";
    put(this.button, icon(this.playing ? "pause" : isStill() ? "forward" : "play"));
    this.button.setAttribute("aria-label", name);
    this.button.title = name;
    this.speed.hidden = isStill();
  }

  /** @param {import("./state.js").State} state @param {((i: number) => boolean)|null} within as for `narrow` */
  update(state, within) {
    this.within = within;
    if (!this.whole) return;
    this.state = state;
    const { from, to } = state;
    if ((from !== null && from < this.domain[0]) || (to !== null && to > this.domain[1])) this.domain = this.whole;
    this.redraw();
  }

  /** The part of all time that the axis begins with: where nearly all exact dates lie, if a few lie far off. */
  _dense() {
    const { events } = this;
    const days = [...events.start].filter((day, i) => day !== NO_DAY && events.end[i] - day <= 31).sort((a, b) => a - b);
    if (days.length < 20) return this.whole;
    const { year, month } = partsOf(days[Math.floor(days.length * 0.03)]);
    const dense = [dayFrom(year, month - 1), this.whole[1]];
    return this.whole[1] - this.whole[0] > 1.6 * (dense[1] - dense[0]) ? dense : this.whole;
  }

  redraw() {
    if (!this.state || !this.plot.clientWidth) return;
    this.width = this.plot.clientWidth;
    this.height = this.plot.clientHeight;
    this.unit = UNITS.find((unit) => this.width / ((this.domain[1] - this.domain[0]) / DAYS[unit]) >= LEAST_BAR) || "year";
    this._bars();
    this._paint();
    this._place();
  }

  _chosen() {
    return [this.state.from ?? this.domain[0], this.state.to ?? this.domain[1]];
  }

  _x(day) {
    return ((day - this.domain[0]) / (this.domain[1] + 1 - this.domain[0])) * this.width;
  }

  _day(x) {
    return Math.round(this.domain[0] + (x / this.width) * (this.domain[1] + 1 - this.domain[0]));
  }

  _bars() {
    const { events } = this;
    const others = ~FACET.time;
    this.bars = new Map();
    this.vague = [];
    this.undated = 0;
    this.early = 0;
    for (let i = 0; i < events.size; i += 1) {
      if ((events.fails[i] & others) !== 0 || events.drawn[i] === "totals" || (this.within && !this.within(i))) continue;
      if (events.start[i] === NO_DAY) {
        this.undated += 1;
        continue;
      }
      if (events.start[i] < this.domain[0]) this.early += 1;
      const layer = LAYERS.indexOf(events.familyOf(i).layer);
      if (events.end[i] - events.start[i] > Math.max(31, DAYS[this.unit] * 1.5)) this.vague.push([events.start[i], events.end[i], layer]);
      else this._count(bucketOf(events.start[i], this.unit), layer + (events.status[i] === PLANNED ? LAYERS.length : 0));
    }
  }

  _count(bucket, layer) {
    const bar = this.bars.get(bucket) || [0, 0, 0, 0]; // the planned ones of each layer stand above the others
    bar[layer] += 1;
    this.bars.set(bucket, bar);
  }

  _paint() {
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    this.canvas.width = Math.round(this.width * ratio);
    this.canvas.height = Math.round(this.height * ratio);
    const ctx = this.canvas.getContext("2d");
    ctx.scale(ratio, ratio);
    const ground = this.height - AXIS - VAGUE;
    this._ticks(ctx, ground);
    const most = Math.max(3, ...[...this.bars.values()].map((counts) => counts.reduce((sum, n) => sum + n)));
    this.canvas.dataset.counted = String([...this.bars.values()].flat().reduce((sum, n) => sum + n, this.vague.length + this.undated));
    const [from, to] = this._chosen();
    for (const [bucket, counts] of this.bars) {
      if (bucket < this.domain[0] || bucket > this.domain[1]) continue;
      const next = nextBucket(bucket, this.unit);
      const inside = next > from && bucket <= to;
      this._bar(ctx, this._x(bucket), this._x(next), ground, counts, most, inside);
    }
    for (const [start, end, layer] of this.vague) {
      ctx.fillStyle = tint(`--layer-${LAYERS[layer]}`, 0.16);
      const left = Math.max(0, this._x(start));
      ctx.fillRect(left, ground + 1.5, Math.max(0, this._x(end + 1) - left), VAGUE - 1);
    }
    ctx.fillStyle = color("--line");
    ctx.fillRect(0, ground, this.width, 1);
  }

  _bar(ctx, left, right, ground, counts, most, inside) {
    const width = Math.max(2, Math.min(26, right - left - Math.max(1, (right - left) * 0.2)));
    let y = ground;
    counts.forEach((count, part) => {
      if (!count) return;
      const token = `--layer-${LAYERS[part % LAYERS.length]}`;
      const height = Math.max(part < LAYERS.length ? 3 : 6, (count / most) * (ground - 8));
      const paint = inside ? color(token) : tint(token, 0.28);
      ctx.fillStyle = part < LAYERS.length ? paint : hatching(ctx, paint);
      ctx.beginPath();
      ctx.roundRect((left + right) / 2 - width / 2, y - height, width, height, y === ground ? [1.5, 1.5, 0, 0] : 1.5);
      ctx.fill();
      y -= height + 1;
    });
  }

  _ticks(ctx, ground) {
    const months = (this.domain[1] - this.domain[0]) / 30.44;
    const perMonth = this.width / months;
    const step = [1, 3, 6, 12, 24, 60, 120].find((n) => n * perMonth >= (n < 12 ? 34 : 40)) || 120;
    const first = partsOf(this.domain[0]);
    let free = Infinity; // written from the right, so that a year wins over the months before it
    ctx.textBaseline = "alphabetic";
    ctx.textAlign = "left";
    const begin = -(first.month % Math.min(step, 12));
    const ticks = Array.from({ length: Math.ceil(months / step) + 2 }, (_, n) => begin + n * step).reverse()
      .filter((k) => dayFrom(first.year, first.month + k) >= this.domain[0] && dayFrom(first.year, first.month + k) <= this.domain[1]);
    const opening = ticks.at(-1);
    for (const k of ticks) {
      const day = dayFrom(first.year, first.month + k);
      const { year, month } = partsOf(day);
      const isYear = month === 0;
      const x = Math.round(this._x(day)) + 0.5;
      ctx.fillStyle = color(isYear ? "--line-strong" : "--line");
      ctx.fillRect(x, isYear ? 4 : ground - 5, 1, isYear ? ground + VAGUE : 5 + VAGUE);
      ctx.font = `${isYear ? 650 : 400} 11px ${getFont()}`;
      ctx.fillStyle = color(isYear ? "--ink" : "--ink-soft");
      const text = isYear || step >= 12 ? String(year) : monthWords(day, true).slice(0, 3) + (k === opening ? ` ${year}` : "");
      const end = x + ctx.measureText(text).width + 6;
      if (k !== opening && (end > Math.min(free, this.width + 6) || (!isYear && step < 12 && x < this._x(dayFrom(first.year, first.month + opening)) + 66))) continue;
      if (k === opening && end > free) continue;
      ctx.fillText(text, x + (isYear ? 4 : 2), this.height - 4);
      free = x;
    }
  }

  _place() {
    const [from, to] = this._chosen();
    const left = Math.max(0, this._x(from));
    const right = Math.min(this.width, this._x(to + 1));
    this.handles.from.style.insetInlineStart = `${left}px`;
    this.handles.to.style.insetInlineStart = `${right}px`;
    this.window.style.insetInlineStart = `${left}px`;
    this.window.style.inlineSize = `${Math.max(0, right - left)}px`;
    const open = this.state.from === null && this.state.to === null;
    this.plot.classList.toggle("is-open", open);
    for (const [side, day] of [["from", from], ["to", to]]) {
      this._aria(this.handles[side], day, `${side === "from" ? "from" : "to"} ${dayWords(day)}`);
    }
    this._aria(this.window, from, spanWords(from, to));
    const dated = spanWords(this.state.from ?? this.events.span[0], this.state.to ?? this.events.span[1]);
    put(this.words, h("b", {}, dated), this.undated ? h("span", { class: "time-undated" }, open ? `${plural(this.undated, "event")} without a date` : `${plural(this.undated, "event")} without a date left out`) : null);
    for (const button of this.presets.children) button.setAttribute("aria-pressed", String(this._isPreset(button.dataset.days)));
    const zoomed = this.domain !== this.whole;
    const earlier = this.early ? ` (${this.early} earlier)` : "";
    this.zoom.textContent = zoomed ? `Whole time${earlier}` : "Zoom to window";
    this.zoom.disabled = !zoomed && open && this.dense === this.whole;
  }

  _aria(element, now, text) {
    element.setAttribute("aria-valuemin", String(this.domain[0]));
    element.setAttribute("aria-valuemax", String(this.domain[1]));
    element.setAttribute("aria-valuenow", String(now));
    element.setAttribute("aria-valuetext", text);
  }

  _isPreset(days) {
    if (days === "") return this.state.from === null && this.state.to === null;
    return this.state.to === this.events.span[1] && this.state.from === this.events.span[1] - Number(days) + 1;
  }

  _preset(days) {
    this.stop();
    const last = this.events.span[1];
    this._set(days === null ? null : last - days + 1, days === null ? null : last);
  }

  _zoom() {
    const open = this.state.from === null && this.state.to === null;
    this.domain = this.domain !== this.whole ? this.whole : open ? this.dense : this._chosen();
    if (this.domain !== this.whole && this.domain[1] - this.domain[0] < 13) this.domain = [this.domain[0] - 7, this.domain[1] + 7];
    this.redraw();
  }

  /** Choose a span; its ends at the ends of all time are open. */
  _set(from, to, how) {
    const open = (day, end) => (day === null || (end === 0 ? day <= this.domain[0] : day >= this.domain[1]) ? null : day);
    this.change({ from: open(from, 0), to: open(to, 1) }, how);
  }

  _handle(side, label) {
    return h("button", { class: "time-handle", type: "button", role: "slider", "aria-label": label, data: { side },
      on: { pointerdown: (event) => this._drag(event, side), keydown: (event) => this._key(event, side) } }, h("span", { class: "time-knob" }));
  }

  _key(event, part) {
    const big = event.shiftKey ? 12 : 1;
    const steps = { ArrowLeft: -big, ArrowDown: -big, ArrowRight: big, ArrowUp: big, PageDown: -12, PageUp: 12 };
    const [from, to] = this._chosen();
    let next = null;
    if (event.key in steps) next = this._stepped(part, from, to, steps[event.key]);
    else if (event.key === "Home") next = part === "to" ? [from, this._end(from)] : [this.domain[0], part === "window" ? this.domain[0] + to - from : to];
    else if (event.key === "End") next = part === "from" ? [bucketOf(to, this.unit), to] : [part === "window" ? this.domain[1] - (to - from) : from, this.domain[1]];
    if (!next) return;
    this.stop();
    event.preventDefault();
    this._set(...next);
  }

  _stepped(part, from, to, steps) {
    const clamp = (day) => Math.max(this.domain[0], Math.min(this.domain[1], day));
    const move = (day) => clamp(stepBucket(day, this.unit, steps));
    if (part === "from") return [Math.min(move(bucketOf(from, this.unit)), bucketOf(to, this.unit)), to];
    if (part === "to") return [from, Math.max(clamp(stepBucket(bucketOf(to, this.unit), this.unit, steps + 1) - 1), this._end(from))];
    const shift = move(bucketOf(from, this.unit)) - from;
    return from + shift < this.domain[0] || to + shift > this.domain[1] ? null : [from + shift, to + shift];
  }

  _end(day) {
    return nextBucket(bucketOf(day, this.unit), this.unit) - 1;
  }

  /** Drag a handle or the window. */
  _drag(event, part) {
    if (part === "window" && this.state.from === null && this.state.to === null) return; // then a drag sweeps a new window
    event.stopPropagation();
    event.preventDefault();
    event.currentTarget.focus();
    const [from, to] = this._chosen();
    const startX = event.clientX;
    this._follow(event, (x) => {
      const moved = this._day(this._x(0) + (x - startX)) - this._day(this._x(0));
      const snap = (day) => bucketOf(Math.max(this.domain[0], Math.min(this.domain[1], day)), this.unit);
      if (part === "from") return [Math.min(snap(from + moved), snap(to)), to];
      if (part === "to") return [from, Math.max(this._end(snap(to + moved)), this._end(from))];
      const shift = Math.max(this.domain[0] - from, Math.min(this.domain[1] - to, moved));
      return [from + shift, to + shift];
    });
  }

  /** Press beside the window and draw a new one. */
  _sweep(event) {
    if (!this.state || event.button !== 0 || event.target.closest(".time-handle")) return;
    if (event.pointerType === "touch") return; // a touch here scrolls; handles are for fingers
    const left = this.plot.getBoundingClientRect().left;
    const start = this._day(event.clientX - left);
    const startX = event.clientX;
    this._follow(event, (x) => {
      if (Math.abs(x - startX) < 5) return null;
      const end = this._day(x - left);
      const [low, high] = [Math.min(start, end), Math.max(start, end)].map((day) => Math.max(this.domain[0], Math.min(this.domain[1], day)));
      return [bucketOf(low, this.unit), this._end(high)];
    });
  }

  _follow(event, spanAt) {
    let begun = false;
    const move = (moved) => {
      const span = spanAt(moved.clientX);
      if (!span) return;
      this._set(...span, { quiet: begun }); // one drag is one step for the back button
      begun = true;
    };
    const end = () => {
      removeEventListener("pointermove", move);
      removeEventListener("pointerup", end);
      removeEventListener("pointercancel", end);
    };
    addEventListener("pointermove", move);
    addEventListener("pointerup", end);
    addEventListener("pointercancel", end);
  }
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

const DAYS = { day: 1, week: 7, month: 30.44, quarter: 91.3, year: 365.25 };
const MONTHS = { month: 1, quarter: 3, year: 12 };

/** The first day of the bucket that holds a day. @param {number} day @param {string} unit */
export function bucketOf(day, unit) {
  if (unit === "day") return day;
  if (unit === "week") return day - ((((day + 3) % 7) + 7) % 7); // 1970-01-01 was a Thursday; weeks begin on Monday
  const { year, month } = partsOf(day);
  return dayFrom(year, month - (month % MONTHS[unit]));
}

/** The first day of the next bucket. @param {number} bucket @param {string} unit */
export function nextBucket(bucket, unit) {
  return stepBucket(bucket, unit, 1);
}

function stepBucket(bucket, unit, steps) {
  if (unit === "day" || unit === "week") return bucket + steps * DAYS[unit];
  const { year, month } = partsOf(bucket);
  return dayFrom(year, month + steps * MONTHS[unit]);
}

