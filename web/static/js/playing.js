// Playing through time: the window of the axis runs on by a bar a step, until its end or until it is stopped. Who asks for
// less motion goes on by one step a press.

import { bucketEnd, bucketOf, nextBucket, stepBucket } from "./buckets.js";
import { isStill } from "./canvas.js";
import { h, icon, put } from "./dom.js";
import { t } from "./phrases.js";

const SPEEDS = [[1200, t("slow")], [500, t("medium")], [200, t("fast")]]; // ms for each step
const SHARE = 12; // playing an open window begins with a twelfth of the axis

/** The button that plays, and its speed. */
export class Player {
  /**
   * @param {{chosen: () => [number, number], domain: () => [number, number], unit: () => string, isOpen: () => boolean, isReady: () => boolean}} axis
   * @param {(patch: any, how?: any) => void} change @param {() => void} stopped called when playing has ended
   */
  constructor(axis, change, stopped) {
    Object.assign(this, { axis, change, stopped });
    this.timer = 0;
    this.button = h("button", { class: "tool play", type: "button", on: { click: () => (this.timer ? this.stop() : this._play()) } });
    this.speed = h("select", { "aria-label": t("Speed"), title: t("Speed") }, SPEEDS.map(([ms, name]) => h("option", { value: String(ms) }, name)));
    this.speed.value = "500";
    this._show();
  }

  /** End playing. */
  stop() {
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.timer = 0;
    this._show();
    this.stopped();
  }

  _play() {
    if (!this.axis.isReady()) return;
    const isOpen = this.axis.isOpen();
    if (isOpen || this.axis.chosen()[1] >= this.axis.domain()[1]) this._begin(isOpen);
    else this._next(isStill());
    if (isStill()) return;
    this.timer = setTimeout(() => this._tick(), Number(this.speed.value));
    this._show();
  }

  _begin(isOpen) {
    const [from, to] = this.axis.chosen();
    const [begin, end] = this.axis.domain();
    const length = isOpen ? (end - begin) / SHARE : to - from;
    this.change({ from: Math.max(bucketOf(begin, this.axis.unit()), begin), to: bucketEnd(begin + Math.round(length), this.axis.unit()) });
  }

  _tick() {
    if (!this._next(false)) {
      this.stop();
      return;
    }
    this.timer = setTimeout(() => this._tick(), Number(this.speed.value));
  }

  /** Move the window by one bar; false at the end. */
  _next(isStep) {
    const [from, to] = this.axis.chosen();
    const [, end] = this.axis.domain();
    const unit = this.axis.unit();
    if (to >= end) return false;
    this.change({ from: stepBucket(bucketOf(from, unit), unit, 1), to: Math.min(end, nextBucket(bucketOf(to + 1, unit), unit) - 1) }, { quiet: !isStep });
    return true;
  }

  _show() {
    const name = this.timer ? t("Pause") : isStill() ? t("Next step in time") : t("Play");
    put(this.button, icon(this.timer ? "pause" : isStill() ? "forward" : "play"));
    this.button.setAttribute("aria-label", name);
    this.button.title = name;
    this.speed.hidden = isStill();
  }
}
