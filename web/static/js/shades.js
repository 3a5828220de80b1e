// Provinces or districts shaded by how many events of the selection they hold, or by how many were killed there. Off unless
// asked for. Classes are quantiles: each holds about as many areas. What is known less finely than the areas is left out, and told.

import { unitX, unitY } from "./canvas.js";
import { countWords, plural } from "./words.js";
import { h, put } from "./dom.js";
import { SHADES } from "./state.js";
import { tint } from "./theme.js";

const DEPTHS = [0.14, 0.3, 0.46, 0.62, 0.8]; // opacity of each class
const LAYERS = { provinces: "admin1", districts: "admin2" };
const TOO_WIDE = { provinces: ["country", "region", "river"], districts: ["country", "region", "river", "province"] };
const NAMES = { "provinces-events": "Provinces by events", "provinces-killed": "Provinces by killed", "districts-events": "Districts by events", "districts-killed": "Districts by killed" };

/** The layer of shades, its switch and its legend. */
export class Shades {
  /** @param {import("./basemap.js").Basemap} basemap @param {(patch: any) => void} change */
  constructor(basemap, change) {
    this.basemap = basemap;
    this.held = new Map();
    this.select = h("select", { id: "shade", on: { change: () => change({ shade: this.select.value }) } },
      h("option", { value: "" }, "nothing"), SHADES.map((shade) => h("option", { value: shade }, NAMES[shade])));
    this.control = h("section", { class: "group", "aria-label": "Shading" }, h("div", { class: "field" }, h("label", { for: "shade", class: "group-name" }, "Shade"), this.select));
    this.legend = h("section", { class: "shade-legend", "aria-label": "Shading", hidden: true });
  }

  /** @param {import("./data.js").Events} events @param {import("./state.js").State} state */
  update(events, state) {
    this.select.value = state.shade;
    this.shade = state.shade;
    this.legend.hidden = !state.shade;
    if (!state.shade) {
      this.basemap.shade(null);
      return;
    }
    const [level, measure] = state.shade.split("-");
    this.basemap.outlinesOf(LAYERS[level]).then((shapes) => {
      if (this.shade === state.shade && shapes) this._fill(events, shapes, level, measure);
    });
  }

  _fill(events, shapes, level, measure) {
    const sums = new Map();
    let left = 0;
    for (const i of events.visible()) {
      const event = events.list[i];
      const n = measure === "killed" ? event.fatalities?.best ?? event.fatalities?.low ?? 0 : 1;
      const id = events.drawn[i] === "totals" ? null : this._holder(event.place, shapes, level);
      if (id && n) sums.set(id, (sums.get(id) || 0) + n);
      else if (n) left += 1;
    }
    const tops = quantiles([...sums.values()], DEPTHS.length);
    const depths = spread(tops.length);
    this.basemap.shade({ shapes, fill: (id) => (sums.has(id) ? tint("--shade", depths[tops.findIndex((top) => sums.get(id) <= top)]) : null) });
    this._legend(level, measure, sums, tops, depths, left);
  }

  /** The area that holds a place, or null if the place is wider or lies in none. */
  _holder(place, shapes, level) {
    if (!place || place.geo_precision >= 4 || TOO_WIDE[level].includes(place.kind)) return null;
    const key = `${level} ${place.id}`;
    if (!this.held.has(key)) {
      const own = shapes.find((shape) => shape.id === place.id);
      this.held.set(key, (own || shapes.find((shape) => holds(shape, unitX(place.lon), unitY(place.lat))))?.id || null);
    }
    return this.held.get(key);
  }

  _legend(level, measure, sums, tops, depths, left) {
    const values = [...sums.values()];
    const rows = tops.map((top, k) => {
      const inside = values.filter((value) => value <= top && (k === 0 || value > tops[k - 1]));
      const [low, high] = [Math.min(...inside), Math.max(...inside)];
      return h("li", {}, h("span", { class: "swatch", vars: { "--depth": `${depths[k] * 100}%` } }), countWords({ low, best: high, high }), h("small", {}, ` ${plural(inside.length, level.slice(0, -1))}`));
    });
    const unit = measure === "killed" ? "People killed" : "Events";
    const none = measure === "killed" ? "No deaths are told of the events selected." : "No event selected is known so finely.";
    put(this.legend, h("h2", {}, `${unit} by ${level.slice(0, -1)}`), rows.length ? h("ul", {}, rows) : h("p", {}, none),
      left ? h("p", {}, `${plural(left, "event")} left out: totals, or not known so finely`) : null);
  }
}

/**
 * The highest value of each of up to `most` classes that hold about as many values each; equal values share a class.
 * @param {number[]} values @param {number} most @returns {number[]} rising
 */
export function quantiles(values, most) {
  const sorted = [...values].sort((a, b) => a - b);
  const tops = Array.from({ length: most }, (_, k) => sorted[Math.ceil(((k + 1) * sorted.length) / most) - 1]);
  return [...new Set(tops)].filter((top) => top !== undefined);
}

/** The depths of so many classes, from the lightest to the deepest. */
function spread(n) {
  return Array.from({ length: n }, (_, k) => DEPTHS[n === 1 ? 2 : Math.round((k * (DEPTHS.length - 1)) / (n - 1))]);
}

/** Does a shape hold a point? Counts crossings to one side. */
function holds({ rings, box }, x, y) {
  if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) return false;
  let inside = false;
  for (const ring of rings) {
    for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2) {
      const crosses = ring[i + 1] > y !== ring[j + 1] > y && x < ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1]) + ring[i];
      if (crosses) inside = !inside;
    }
  }
  return inside;
}
