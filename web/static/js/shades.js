// Provinces or districts shaded by how many events of the selection they hold, by how many were killed there, or by events for
// each 100,000 people where the gazetteer tells how many live there. Off unless asked for. Classes are quantiles: each holds about as many areas. What is known less finely than the areas is left out, and told.

import { countWords } from "./words.js";
import { h, put } from "./dom.js";
import { t, tn } from "./phrases.js";
import { SHADES } from "./state.js";
import { tint } from "./theme.js";

const DEPTHS = [0.12, 0.23, 0.35, 0.47, 0.6]; // opacity of each class
const LAYERS = { provinces: "admin1", districts: "admin2" };
const TOO_WIDE = { provinces: ["country", "region", "river"], districts: ["country", "region", "river", "province"] };
const PEOPLE = 100_000;
const TITLES = {
  "provinces-events": t("Events by province"), "provinces-killed": t("People killed by province"), "provinces-rate": t("Events per 100,000 people by province"),
  "districts-events": t("Events by district"), "districts-killed": t("People killed by district"), "districts-rate": t("Events per 100,000 people by district"),
};
const NAMES = { "provinces-rate": t("Provinces by events per 100,000"), "districts-rate": t("Districts by events per 100,000"),
  "provinces-events": t("Provinces by events"), "provinces-killed": t("Provinces by killed"), "districts-events": t("Districts by events"), "districts-killed": t("Districts by killed") };

/** The layer of shades, its switch and its legend. */
export class Shades {
  /** @param {import("./basemap.js").Basemap} basemap @param {(patch: any) => void} change */
  constructor(basemap, change) {
    this.basemap = basemap;
    /** @type {Map<string, number>} how many people live in an area, by its id */
    this.people = new Map();
    this.select = h("select", { id: "shade", on: { change: () => change({ shade: this.select.value }) } },
      h("option", { value: "" }, t("nothing")), SHADES.map((shade) => h("option", { value: shade, hidden: shade.endsWith("-rate") }, NAMES[shade])));
    this.control = h("div", { class: "field facet" }, h("label", { for: "shade" }, t("Shade")), this.select);
    this.legend = h("section", { class: "map-legend", "aria-label": t("Shading"), hidden: true });
  }

  /** Take how many people live where, as far as it is known. @param {any[]} labels as /api/labels tells */
  fillPeople(labels) {
    for (const one of labels) if (one.population) this.people.set(one.id, one.population);
    for (const option of this.select.options) {
      const kind = option.value.startsWith("provinces") ? "province" : "district";
      if (option.value.endsWith("-rate") && labels.some((one) => one.population && one.kind === kind)) option.hidden = false;
    }
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
    const areas = new Map(shapes.flatMap(({ id, properties }) => [[id, id], [`${properties.country} ${properties.name}`, id]]));
    const told = events.shades(LAYERS[level], measure, (place) => this._holder(place, areas, level));
    if (!told) return; // it is on its way
    const sums = new Map(told.sums);
    let { left } = told;
    if (measure === "rate") left += this._perPeople(sums);
    const tops = quantiles([...sums.values()], DEPTHS.length);
    const depths = spread(tops.length);
    this.basemap.shade({ shapes, fill: (id) => (sums.has(id) ? tint("--shade", depths[tops.findIndex((top) => sums.get(id) <= top)]) : null) });
    this._legend(level, measure, sums, tops, depths, left);
  }

  /** Turn counts into counts for each 100,000 people; return how many events lie where nobody told how many live there. */
  _perPeople(sums) {
    let left = 0;
    for (const [id, n] of sums) {
      if (this.people.has(id)) sums.set(id, Number(((n * PEOPLE) / this.people.get(id)).toPrecision(2)));
      else {
        sums.delete(id);
        left += n;
      }
    }
    return left;
  }

  /** The area that holds a place, or null if the place is wider or its area has no shape. */
  _holder(place, areas, level) {
    if (!place || place.geo_precision >= 4 || TOO_WIDE[level].includes(place.kind)) return null;
    if (areas.has(place.id)) return place.id;
    return areas.get(`${place.country} ${place[LAYERS[level]]}`) || null;
  }

  _legend(level, measure, sums, tops, depths, left) {
    const values = [...sums.values()];
    const rows = tops.map((top, k) => {
      const inside = values.filter((value) => value <= top && (k === 0 || value > tops[k - 1]));
      const [low, high] = [Math.min(...inside), Math.max(...inside)];
      return h("li", {}, h("span", { class: "swatch", vars: { "--depth": `${depths[k] * 100}%` } }), countWords({ low, best: high, high }), h("small", {}, " ", level === "provinces" ? tn("%(num)s province", "%(num)s provinces", inside.length) : tn("%(num)s district", "%(num)s districts", inside.length)));
    });
    const none = measure === "killed" ? t("No deaths are told of the events selected.") : measure === "rate" ? t("No event lies where it is known how many people live.") : t("No event selected is known so finely.");
    put(this.legend, h("h2", {}, TITLES[`${level}-${measure}`]), rows.length ? h("ul", {}, rows) : h("p", {}, none),
      left ? h("p", {}, leftWords(left, measure)) : null);
  }
}

function leftWords(left, measure) {
  return measure === "rate" ? tn("%(num)s event left out: totals, not known so finely, or no people told", "%(num)s events left out: totals, not known so finely, or no people told", left)
    : tn("%(num)s event left out: totals, not known so finely", "%(num)s events left out: totals, not known so finely", left);
}

/**
 * The highest value of each of up to `most` classes that hold about as many values each; equal values share a class. They
 * are the classes of mapclassify.Quantiles, which is itself only in the tests: what is classed changes with every filter.
 * @param {number[]} values @param {number} most @returns {number[]} rising
 */
export function quantiles(values, most) {
  const sorted = [...values].sort((a, b) => a - b);
  const tops = Array.from({ length: most }, (_, k) => sorted[Math.floor(((sorted.length - 1) * (k + 1)) / most)]);
  return [...new Set(tops)].filter((top) => top !== undefined);
}

/** The depths of so many classes, from the lightest to the deepest. */
function spread(n) {
  return Array.from({ length: n }, (_, k) => DEPTHS[n === 1 ? 2 : Math.round((k * (DEPTHS.length - 1)) / (n - 1))]);
}
