// The legend, which is at once the layer switches and the counts. A count leaves out the row's own facet, so it tells what
// the row would show.

import { FACET } from "./data.js";
import { h, put, s } from "./dom.js";
import { STATUSES } from "./state.js";
import { symbol } from "./symbols.js";
import { plural } from "./words.js";

const LAYER_NAMES = { incident: "Incidents", diplomacy: "Diplomacy" };
const STATUS_NAMES = { happened: "Happened", ongoing: "Ongoing", planned: "Planned", alleged: "Alleged", denied: "Denied", cancelled: "Cancelled" };
const DISTANCES = [null, 10, 25, 50, 100, 200];

/** The panel of layers and filters. */
export class Panel {
  /**
   * @param {Element} root @param {any[]} layers as the page tells them
   * @param {import("./data.js").Events} events @param {import("./state.js").Store} store
   * @param {Element[]} parts other parts of the panel, in their order
   */
  constructor(root, layers, events, store, parts) {
    Object.assign(this, { root, events, store });
    this.rows = new Map();
    this.statusRows = new Map();
    this.totals = new Uint32Array(events.families.length);
    for (const index of events.family) this.totals[index] += 1;
    const names = new Map(layers.map((layer) => [layer.layer, layer.label || LAYER_NAMES[layer.layer] || layer.layer]));
    const codes = [...new Set([...names.keys(), ...events.families.map((one) => one.layer)])];
    put(root, codes.map((code) => this._layer(code, names.get(code) || LAYER_NAMES[code] || code)), this._statuses(), this._distance(), parts, guide());
  }

  /** @param {import("./state.js").State} state */
  update(state) {
    const { events } = this;
    const counts = events.counts(FACET.type, events.family, events.families.length);
    for (const [code, row] of this.rows) {
      row.input.checked = !state.types || state.types.has(code);
      showCount(row, counts[row.family.index]);
    }
    for (const group of this.groups || []) {
      const on = group.families.filter((one) => !state.types || state.types.has(one.code)).length;
      group.input.checked = on === group.families.length;
      group.input.indeterminate = on > 0 && on < group.families.length;
      const sum = group.families.reduce((total, one) => total + counts[one.index], 0);
      group.count.textContent = sum.toLocaleString("en");
    }
    const statuses = events.counts(FACET.status, events.status, STATUSES.length);
    for (const [code, row] of this.statusRows) {
      row.input.checked = !state.statuses || state.statuses.has(code);
      showCount(row, statuses[STATUSES.indexOf(code)]);
    }
    this.distance.value = state.near === null ? "" : String(state.near);
  }

  _layer(code, name) {
    const families = this.events.families.filter((one) => one.layer === code);
    const used = families.filter((one) => this.totals[one.index]);
    const unused = families.filter((one) => !this.totals[one.index]);
    const input = h("input", { type: "checkbox", checked: true, on: { change: () => this._setMany(families, input.checked) } });
    const count = h("span", { class: "count" });
    (this.groups ??= []).push({ families, input, count });
    const only = h("button", { class: "only", type: "button", "aria-label": `Only ${name}`, on: { click: () => this._only(families) } }, "only");
    return h("section", { class: "group", "aria-label": name },
      h("h2", { class: "group-head" }, h("label", {}, input, h("span", { class: "group-name" }, name), count), only),
      this._familyRows(used),
      unused.length ? h("details", { class: "unused" }, h("summary", {}, `${plural(unused.length, "type")} without events`), this._familyRows(unused)) : null);
  }

  _familyRows(families) {
    const groups = [...new Set(families.map((one) => one.group))];
    return groups.map((group) => [
      group ? h("h3", { class: "quad" }, group) : null,
      h("ul", { class: "rows" }, families.filter((one) => one.group === group).map((one) => this._familyRow(one))),
    ]);
  }

  _familyRow(family) {
    const input = h("input", { type: "checkbox", checked: true, on: { change: () => this._setMany([family], input.checked) } });
    const count = h("span", { class: "count" });
    const only = h("button", { class: "only", type: "button", "aria-label": `Only ${family.label}`, on: { click: () => this._only([family]) } }, "only");
    const row = h("li", { class: "row", title: family.explanation || null }, h("label", {}, input, symbol(family), h("span", { class: "row-name" }, family.label), count), only);
    this.rows.set(family.code, { family, input, count, row });
    return row;
  }

  _setMany(families, on) {
    const all = this.events.families;
    const types = new Set(this.store.state.types || all.map((one) => one.code));
    for (const { code } of families) {
      if (on) types.add(code);
      else types.delete(code);
    }
    this.store.change({ types: types.size === all.length ? null : types });
  }

  /** Show only these; a second press shows all again. */
  _only(families) {
    const now = this.store.state.types;
    const same = now && now.size === families.length && families.every((one) => now.has(one.code));
    this.store.change({ types: same ? null : new Set(families.map((one) => one.code)) });
  }

  _statuses() {
    const present = STATUSES.filter((_, index) => this.events.status.includes(index));
    if (present.length < 2) return null;
    return h("section", { class: "group", "aria-label": "Status" }, h("h2", { class: "group-head" }, h("span", { class: "group-name" }, "Status")),
      h("ul", { class: "rows" }, present.map((code) => this._statusRow(code))));
  }

  _statusRow(code) {
    const input = h("input", { type: "checkbox", checked: true, on: { change: () => this._setStatus(code, input.checked) } });
    const count = h("span", { class: "count" });
    const row = h("li", { class: "row" }, h("label", {}, input, statusMark(code), h("span", { class: "row-name" }, STATUS_NAMES[code]), count));
    this.statusRows.set(code, { input, count, row });
    return row;
  }

  _setStatus(code, on) {
    const statuses = new Set(this.store.state.statuses || STATUSES);
    if (on) statuses.add(code);
    else statuses.delete(code);
    const present = [...this.statusRows.keys()];
    this.store.change({ statuses: present.every((one) => statuses.has(one)) ? null : new Set(present.filter((one) => statuses.has(one))) });
  }

  _distance() {
    this.distance = h("select", { id: "near", on: { change: () => this.store.change({ near: this.distance.value === "" ? null : Number(this.distance.value) }) } },
      DISTANCES.map((km) => h("option", { value: km === null ? "" : String(km) }, km === null ? "any distance" : `within ${km} km`)));
    return h("section", { class: "group", "aria-label": "Frontier" },
      h("div", { class: "field" }, h("label", { for: "near", class: "group-name" }, "From the frontier"), this.distance));
  }
}

/** What the signs on the map mean. */
function guide() {
  const sign = (...parts) => s("svg", { class: "sign", viewBox: "-16 -12 32 24", "aria-hidden": "true", focusable: "false" }, parts);
  const ring = s("circle", { r: 7.5, class: "sign-ring" });
  const rows = [
    [sign(s("circle", { r: 6, class: "sign-mark" })), "one event at a place"],
    [sign(s("circle", { r: 6, class: "sign-hollow" })), "planned, alleged, denied or cancelled"],
    [sign(ring, s("text", { y: 3.5, class: "sign-text" }, "4")), "four events at one place, with their mix of types"],
    [sign(s("circle", { r: 10.5, class: "sign-outer" }), s("circle", { r: 7.5, class: "sign-ring" }), s("text", { y: 3.5, class: "sign-text" }, "9")), "several places close together"],
    [sign(s("path", { d: "M-13 5L-9-8 3-10 13-3 10 8-4 10Z", class: "sign-area" })), "known to a province, district or area only"],
    [sign(s("path", { d: "M-13 7Q0-13 12 4", class: "sign-arc" }), s("path", { d: "M13.5 6.5L7.4 3.6 12.6-.6Z", class: "sign-tip" })), "from whom to whom, or across the frontier"],
    [sign(s("path", { d: "M-14 3L-5-2 4 2 14-4", class: "sign-halo" }), s("path", { d: "M-14 3L-5-2 4 2 14-4", class: "sign-frontier" })), "Durand Line: the de facto border, which Afghanistan does not recognise"],
    [sign(s("path", { d: "M-14 3L-5-2 4 2 14-4", class: "sign-disputed" })), "other disputed line"],
    [sign(s("path", { d: "M-6 9V-9H6V9Z", class: "sign-outer" }), s("path", { d: "M-6-3L0-9M-6 3L6-9M-6 9L6-3M0 9L6 3", class: "sign-outer" })), "in the histogram: planned"],
  ];
  return h("details", { class: "guide" }, h("summary", {}, "How to read the map"), h("ul", {}, rows.map(([picture, text]) => h("li", {}, picture, h("span", {}, text)))),
    h("p", { class: "guide-keys" }, "Keys on the map: arrows move, + and − zoom, N and P step through what it shows, Enter opens, Escape closes the card."));
}

function statusMark(code) {
  const hollow = STATUSES.indexOf(code) > 1;
  return s("svg", { class: "symbol", viewBox: "-1.4 -1.4 2.8 2.8", "aria-hidden": "true", focusable: "false" },
    s("circle", { r: 0.95, class: hollow ? "symbol-hollow" : "symbol-body", vars: { "--symbol": "var(--ink-soft)" } }));
}

function showCount({ count, row }, n) {
  count.textContent = n.toLocaleString("en");
  row.classList.toggle("is-empty", n === 0);
}
