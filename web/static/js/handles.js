// Two handles and a window on the time axis, for pointers and for keys: arrows move by a bar, Shift by twelve, Home and End
// go to the ends. A press beside the window draws a new one. One drag is one step for the back button.

import { bucketEnd, bucketOf, stepBucket } from "./buckets.js";
import { h } from "./dom.js";
import { t } from "./phrases.js";

const BIG = 12; // bars that Shift, Page up and Page down move by

/** The sliders of the axis. */
export class Handles {
  /**
   * @param {any} plot the element that holds the bars
   * @param {{chosen: () => [number, number], domain: () => [number, number], unit: () => string, isOpen: () => boolean, isReady: () => boolean, dayAt: (x: number) => number, set: (from: number, to: number, how?: any) => void, stop: () => void}} axis
   */
  constructor(plot, axis) {
    Object.assign(this, { plot, axis });
    this.from = this._handle("from", t("First day shown"));
    this.to = this._handle("to", t("Last day shown"));
    this.window = h("div", { class: "time-window", role: "slider", tabindex: "0", "aria-label": t("Time window"),
      on: { pointerdown: (event) => this._drag(event, "window"), keydown: (event) => this._key(event, "window") } });
    plot.append(this.window, this.from, this.to);
    plot.addEventListener("pointerdown", (event) => this._sweep(event));
  }

  _handle(side, label) {
    return h("button", { class: "time-handle", type: "button", role: "slider", "aria-label": label, data: { side },
      on: { pointerdown: (event) => this._drag(event, side), keydown: (event) => this._key(event, side) } }, h("span", { class: "time-knob" }));
  }

  _key(event, part) {
    if (!this.axis.isReady()) return;
    const big = event.shiftKey ? BIG : 1;
    const steps = { ArrowLeft: -big, ArrowDown: -big, ArrowRight: big, ArrowUp: big, PageDown: -BIG, PageUp: BIG };
    const [from, to] = this.axis.chosen();
    const [begin, end] = this.axis.domain();
    const unit = this.axis.unit();
    let next = null;
    if (event.key in steps) next = this._stepped(part, from, to, steps[event.key]);
    else if (event.key === "Home") next = part === "to" ? [from, bucketEnd(from, unit)] : [begin, part === "window" ? begin + to - from : to];
    else if (event.key === "End") next = part === "from" ? [bucketOf(to, unit), to] : [part === "window" ? end - (to - from) : from, end];
    if (!next) return;
    this.axis.stop();
    event.preventDefault();
    this.axis.set(...next);
  }

  _stepped(part, from, to, steps) {
    const unit = this.axis.unit();
    const move = (day) => this._clamp(stepBucket(day, unit, steps));
    if (part === "from") return [Math.min(move(bucketOf(from, unit)), bucketOf(to, unit)), to];
    if (part === "to") return [from, Math.max(this._clamp(stepBucket(bucketOf(to, unit), unit, steps + 1) - 1), bucketEnd(from, unit))];
    const shift = move(bucketOf(from, unit)) - from;
    const [begin, end] = this.axis.domain();
    return from + shift < begin || to + shift > end ? null : [from + shift, to + shift];
  }

  _clamp(day) {
    const [begin, end] = this.axis.domain();
    return Math.max(begin, Math.min(end, day));
  }

  /** Drag a handle or the window. */
  _drag(event, part) {
    if (part === "window" && this.axis.isOpen()) return; // then a drag sweeps a new window
    event.stopPropagation();
    event.preventDefault();
    event.currentTarget.focus();
    const [from, to] = this.axis.chosen();
    const unit = this.axis.unit();
    const startX = event.clientX;
    this._follow(event, (x) => {
      const moved = this.axis.dayAt(x - startX) - this.axis.dayAt(0);
      const snap = (day) => bucketOf(this._clamp(day), unit);
      if (part === "from") return [Math.min(snap(from + moved), snap(to)), to];
      if (part === "to") return [from, Math.max(bucketEnd(snap(to + moved), unit), bucketEnd(from, unit))];
      const [begin, end] = this.axis.domain();
      const shift = Math.max(begin - from, Math.min(end - to, moved));
      return [from + shift, to + shift];
    });
  }

  /** Press beside the window and draw a new one. */
  _sweep(event) {
    if (!this.axis.isReady() || event.button !== 0 || event.target.closest(".time-handle")) return;
    if (event.pointerType === "touch") return; // a touch here scrolls; handles are for fingers
    const { left } = this.plot.getBoundingClientRect();
    const start = this.axis.dayAt(event.clientX - left);
    const startX = event.clientX;
    this._follow(event, (x) => {
      if (Math.abs(x - startX) < 5) return null;
      const end = this.axis.dayAt(x - left);
      const [low, high] = [Math.min(start, end), Math.max(start, end)].map((day) => this._clamp(day));
      return [bucketOf(low, this.axis.unit()), bucketEnd(high, this.axis.unit())];
    });
  }

  _follow(event, spanAt) {
    let begun = false;
    const move = (moved) => {
      const span = spanAt(moved.clientX);
      if (!span) return;
      this.axis.set(...span, { quiet: begun });
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
