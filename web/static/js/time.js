// The time axis: a histogram of what the other filters select, two handles and a window to drag, presets, and a zoom down to
// days. What part of all time the axis shows is a word of the address.

import { Bars } from "./bars.js";
import { DAYS, UNITS } from "./buckets.js";
import { h, icon, put } from "./dom.js";
import { Handles } from "./handles.js";
import { Player } from "./playing.js";
import { number, t, tn } from "./phrases.js";
import { dayFrom, dayWords, eventsWords, partsOf, spanWords } from "./words.js";

const LEAST_BAR = 5; // pixels
const LEAST_DAYS = 13; // on the axis, at the closest zoom
const ZOOM = 2.5;
const PRESETS = [ // days, name, on a phone, what it does
  [1, t("1 day"), t("1 d"), (day) => t("The last day up to the latest event, %(day)s", { day })], [7, t("7 days"), t("7 d"), (day) => t("The last 7 days up to the latest event, %(day)s", { day })],
  [30, t("30 days"), t("30 d"), (day) => t("The last 30 days up to the latest event, %(day)s", { day })], [365, t("1 year"), t("1 y"), (day) => t("The last year up to the latest event, %(day)s", { day })],
  [null, t("All"), t("All"), () => t("The whole time")],
];
const MOST_A = { day: (n) => tn("at most %(num)s event a day", "at most %(num)s events a day", n), week: (n) => tn("at most %(num)s event a week", "at most %(num)s events a week", n),
  month: (n) => tn("at most %(num)s event a month", "at most %(num)s events a month", n), quarter: (n) => tn("at most %(num)s event a quarter", "at most %(num)s events a quarter", n),
  year: (n) => tn("at most %(num)s event a year", "at most %(num)s events a year", n) };

/** The axis at the foot of the page. */
export class Time {
  /** @param {Element} root @param {(patch: any, how?: any) => void} change @param {() => void} stopped called when playing has ended */
  constructor(root, change, stopped) {
    Object.assign(this, { root, change });
    const axis = { chosen: () => this._chosen(), domain: () => this.domain, unit: () => this.unit, isOpen: () => this._isOpen(), isReady: () => Boolean(this.state && this.whole),
      dayAt: (x) => Math.round(this.domain[0] + (x / this.width) * (this.domain[1] + 1 - this.domain[0])), set: (from, to, how) => this._set(from, to, how), stop: () => this.stop() };
    this.player = new Player(axis, change, stopped);
    this.words = h("p", { class: "time-words" });
    this.presets = h("div", { class: "presets", role: "group", "aria-label": t("Last part of the time told") });
    const canvas = h("canvas", { class: "time-canvas", "aria-hidden": "true" });
    this.bars = new Bars(canvas);
    this.plot = h("div", { class: "time-plot", dir: "ltr" }, canvas); // time runs to the right in every language
    this.handles = new Handles(this.plot, axis);
    this._zoomTools();
    put(root, h("div", { class: "time-head" }, h("div", { class: "time-play" }, this.player.button, this.player.speed, this.words), h("div", { class: "time-tools" }, this.zoomBox, this.presets)), this.plot);
    this.plot.addEventListener("dblclick", () => change({ from: null, to: null }));
    this.plot.addEventListener("pointerdown", () => this.stop(), { capture: true });
    this.plot.addEventListener("wheel", (event) => this._wheel(event), { passive: false });
    new ResizeObserver(() => this.redraw()).observe(this.plot);
  }

  _zoomTools() {
    const tool = (name, label, act) => h("button", { class: "tool", type: "button", "aria-label": label, title: label, on: { click: act } }, icon(name));
    this.fit = h("button", { class: "quiet", type: "button", on: { click: () => this._fit() } }, t("Zoom to window"));
    this.closer = tool("plus", t("Closer in time"), () => this._zoomBy(1 / ZOOM));
    this.wider = tool("minus", t("Wider in time"), () => this._zoomBy(ZOOM));
    this.zoomBox = h("div", { class: "time-zoom", role: "group", "aria-label": t("Time axis") }, this.fit, this.wider, this.closer);
  }

  /** @returns {boolean} */
  get playing() {
    return this.player.timer !== 0;
  }

  /** @param {import("./data.js").Events} events */
  fill(events) {
    this.events = events;
    if (!events.span) {
      put(this.words, t("No dated events yet"));
      return;
    }
    const [low, high] = events.span;
    const [a, b] = [partsOf(low), partsOf(high)];
    this.whole = [dayFrom(a.year, a.month), dayFrom(b.year, b.month + 1) - 1];
    if (this.whole[1] - high < (this.whole[1] - this.whole[0]) * 0.03) this.whole[1] = dayFrom(b.year, b.month + 2) - 1; // room for the handle
    if (this.whole[1] - this.whole[0] < 80) this.whole = [dayFrom(a.year, a.month - 1), dayFrom(b.year, b.month + 2) - 1];
    this.dense = this._dense();
    this.domain = this.dense;
    put(this.presets, PRESETS.map(([days, name, short, says]) => h("button", { class: "preset", type: "button", "aria-label": name, data: { days: days === null ? "" : String(days) },
      title: says(dayWords(high)), on: { click: () => this._preset(days) } }, h("span", { class: "wide" }, name), h("span", { class: "narrow" }, short))));
  }

  /** Count only what a map shows; null is all. @param {any} map */
  narrow(map) {
    this.within = map;
    this.redraw();
  }

  /** End playing. */
  stop() {
    this.player.stop();
  }

  /** @param {import("./state.js").State} state @param {any} within as for `narrow` */
  update(state, within) {
    this.within = within;
    if (!this.whole) return;
    this.state = state;
    this.domain = this._domainOf(state);
    this.redraw();
  }

  _domainOf({ axis, from, to }) {
    if (axis) return axis;
    return (from !== null && from < this.dense[0]) || (to !== null && to > this.dense[1]) ? this.whole : this.dense;
  }

  /** The part of all time that the axis begins with: where nearly all exact dates lie, if a few lie far off. */
  _dense() {
    if (this.events.dense === null) return this.whole;
    const { year, month } = partsOf(this.events.dense);
    const dense = [dayFrom(year, month - 1), this.whole[1]];
    return this.whole[1] - this.whole[0] > 1.6 * (dense[1] - dense[0]) ? dense : this.whole;
  }

  redraw() {
    if (!this.state || !this.plot.clientWidth) return;
    this.width = this.plot.clientWidth;
    this.unit = UNITS.find((unit) => this.width / ((this.domain[1] - this.domain[0]) / DAYS[unit]) >= LEAST_BAR) || "year";
    const told = this.events.bars(this.domain, this.unit, this.within);
    if (!told) return; // it is on its way
    this.bars.take(told, this.domain, this.unit);
    this.bars.paint(this.width, this.plot.clientHeight, (day) => this._x(day), this._chosen());
    this._place();
    this._tell();
  }

  _isOpen() {
    return this.state.from === null && this.state.to === null;
  }

  _chosen() {
    return [this.state.from ?? this.domain[0], this.state.to ?? this.domain[1]];
  }

  _x(day) {
    return ((day - this.domain[0]) / (this.domain[1] + 1 - this.domain[0])) * this.width;
  }

  _place() {
    const [from, to] = this._chosen();
    const inside = (x) => Math.max(0, Math.min(this.width, x));
    const [left, right] = [inside(this._x(from)), inside(this._x(to + 1))];
    this.handles.from.style.insetInlineStart = `${left}px`;
    this.handles.to.style.insetInlineStart = `${right}px`;
    this.handles.window.style.insetInlineStart = `${left}px`;
    this.handles.window.style.inlineSize = `${Math.max(0, right - left)}px`;
    this.plot.classList.toggle("is-open", this._isOpen());
    this._aria(this.handles.from, from, t("from %(day)s", { day: dayWords(from) }));
    this._aria(this.handles.to, to, t("to %(day)s", { day: dayWords(to) }));
    this._aria(this.handles.window, from, spanWords(from, to));
  }

  _tell() {
    const { undated, early, highest } = this.bars;
    const isOpen = this._isOpen();
    const dated = spanWords(this.state.from ?? this.events.span[0], this.state.to ?? this.events.span[1]);
    const tallest = highest ? h("span", { class: "time-note" }, MOST_A[this.unit](highest)) : null;
    put(this.words, h("b", {}, dated), tallest && [" ", tallest], undated ? [" ", h("span", { class: "time-note" }, undatedWords(undated, isOpen))] : null);
    for (const button of this.presets.children) button.setAttribute("aria-pressed", String(this._isPreset(button.dataset.days)));
    const isWhole = this.domain[0] <= this.whole[0] && this.domain[1] >= this.whole[1];
    this.fit.textContent = isOpen && early ? t("Whole time (%(num)s earlier)", { num: number(early) }) : isOpen || this._isFitted() ? t("Whole time") : t("Zoom to window");
    this.fit.hidden = isOpen && isWhole;
    this.wider.disabled = isWhole;
    this.closer.disabled = this.domain[1] - this.domain[0] <= LEAST_DAYS;
  }

  _aria(element, now, text) {
    element.setAttribute("aria-valuemin", String(this.domain[0]));
    element.setAttribute("aria-valuemax", String(this.domain[1]));
    element.setAttribute("aria-valuenow", String(now));
    element.setAttribute("aria-valuetext", text);
  }

  _isPreset(days) {
    if (days === "") return this._isOpen();
    return this.state.to === this.events.span[1] && this.state.from === this.events.span[1] - Number(days) + 1;
  }

  _preset(days) {
    this.stop();
    const last = this.events.span[1];
    this.change(days === null ? { from: null, to: null, axis: null } : { from: last - days + 1, to: last });
  }

  /** The axis that a window fills, with some days beside it. */
  _fitted() {
    const [from, to] = this._chosen();
    const room = Math.max(Math.round((to - from) * 0.05), Math.ceil((LEAST_DAYS - (to - from)) / 2), 0);
    return [from - room, to + room];
  }

  _isFitted() {
    return String(this.domain) === String(this._fitted());
  }

  /** To the window if there is one, and from there, or without one, to the whole time. */
  _fit() {
    this.change({ axis: this._isOpen() || this._isFitted() ? this.whole : this._fitted() });
  }

  /** Zoom around a day, by default the middle of what is chosen. */
  _zoomBy(factor, around) {
    const [from, to] = this._chosen();
    const day = around ?? (this._isOpen() ? (this.domain[0] + this.domain[1]) / 2 : (from + to) / 2);
    const length = Math.max(LEAST_DAYS, (this.domain[1] - this.domain[0]) * factor);
    const share = (day - this.domain[0]) / (this.domain[1] - this.domain[0]);
    const begin = Math.max(this.whole[0], Math.round(day - length * Math.max(0, Math.min(1, share))));
    const axis = [begin, Math.min(this.whole[1], Math.round(begin + length))];
    this.change({ axis: String(axis) === String(this.dense) ? null : axis }, { quiet: around !== undefined });
  }

  _wheel(event) {
    if (!this.state || !(event.ctrlKey || event.metaKey)) return; // a plain wheel is for the page
    event.preventDefault();
    const x = event.clientX - this.plot.getBoundingClientRect().left;
    this._zoomBy(event.deltaY < 0 ? 1 / 1.3 : 1.3, this.domain[0] + (x / this.width) * (this.domain[1] - this.domain[0]));
  }

  /** Choose a span; its ends at the ends of the axis are open. */
  _set(from, to, how) {
    const isPart = this.state.axis && (this.domain[0] > this.whole[0] || this.domain[1] < this.whole[1]); // then its ends are days as others
    const open = (day, end) => (!isPart && (end === 0 ? day <= this.domain[0] : day >= this.domain[1]) ? null : day);
    this.change({ from: open(from, 0), to: open(to, 1) }, how);
  }
}

function undatedWords(n, isOpen) {
  return isOpen ? tn("%(num)s event without a date", "%(num)s events without a date", n) : tn("%(num)s event without a date left out", "%(num)s events without a date left out", n);
}
