// The legend, which is at once the layer switches and the counts. A count leaves out the row's own facet, so it tells what
// the row would show.

import { h, icon, put, s } from "./dom.js";
import { guide } from "./guide.js";
import { STATUSES, leavesOf } from "./state.js";
import { number, t, tn } from "./phrases.js";
import { symbol } from "./symbols.js";

const LAYER_NAMES = { incident: t("Incidents"), diplomacy: t("Diplomacy") };
const STATUS_NAMES = { happened: t("Happened"), ongoing: t("Ongoing"), planned: t("Planned"), alleged: t("Alleged"), denied: t("Denied"), cancelled: t("Cancelled") };

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
    this.subRows = new Map();
    this.statusRows = new Map();
    const names = new Map(layers.map((layer) => [layer.layer, layer.label || LAYER_NAMES[layer.layer] || layer.layer]));
    const codes = [...new Set([...names.keys(), ...events.families.map((one) => one.layer)])];
    put(root, codes.map((code) => this._layer(code, names.get(code) || LAYER_NAMES[code] || code)), this._statuses(), parts, guide());
  }

  /** @param {import("./state.js").State} state */
  update(state) {
    const { types, leaves, statuses } = this.events.tally();
    for (const row of this.rows.values()) {
      tick(row.input, leavesOf(row.family), state.types);
      showCount(row, types.get(row.family.code) || 0);
    }
    for (const [code, row] of this.subRows) {
      row.input.checked = !state.types || state.types.has(code);
      showCount(row, leaves.get(code) || 0);
    }
    for (const group of this.groups || []) {
      tick(group.input, group.families.flatMap(leavesOf), state.types);
      group.count.textContent = number(group.families.reduce((total, one) => total + (types.get(one.code) || 0), 0));
    }
    for (const [code, row] of this.statusRows) {
      row.input.checked = !state.statuses || state.statuses.has(code);
      showCount(row, statuses.get(code) || 0);
    }
  }

  _layer(code, name) {
    const families = this.events.families.filter((one) => one.layer === code);
    const used = families.filter((one) => this.events.present.families.has(one.index));
    const unused = families.filter((one) => !this.events.present.families.has(one.index));
    const input = h("input", { type: "checkbox", checked: true, on: { change: () => this._setMany(families.flatMap(leavesOf), input.checked) } });
    const count = h("span", { class: "count" });
    (this.groups ??= []).push({ families, input, count });
    const only = h("button", { class: "only", type: "button", "aria-label": t("Only %(name)s", { name }), on: { click: () => this._only(families.flatMap(leavesOf)) } }, t("only"));
    return h("section", { class: "group", "aria-label": name },
      h("h2", { class: "group-head" }, h("label", {}, input, h("span", { class: "group-name" }, name), count), only),
      this._familyRows(used),
      unused.length ? h("details", { class: "unused" }, h("summary", {}, tn("%(num)s type without events", "%(num)s types without events", unused.length)), this._familyRows(unused)) : null);
  }

  _familyRows(families) {
    const groups = [...new Set(families.map((one) => one.group))];
    return groups.map((group) => [
      group ? h("h3", { class: "quad" }, group) : null,
      h("ul", { class: "rows" }, families.filter((one) => one.group === group).map((one) => this._familyRow(one))),
    ]);
  }

  _familyRow(family) {
    const input = h("input", { type: "checkbox", checked: true, on: { change: () => this._setMany(leavesOf(family), input.checked) } });
    const count = h("span", { class: "count" });
    const subs = this._subs(family);
    const row = h("li", { class: "row", title: family.explanation || null }, h("label", {}, input, symbol(family), h("span", { class: "row-name" }, family.label), count), this._onlyButton(family.label, leavesOf(family)), subs?.button);
    this.rows.set(family.code, { family, input, count, row });
    return [row, subs?.list];
  }

  /** The sub-types of a family that have events, folded away until they are asked for. */
  _subs(family) {
    const used = family.subs.filter(({ code }) => this.events.present.leaves.has(code));
    if (used.length < 2) return null;
    const list = h("li", { class: "subs", hidden: true }, h("ul", { class: "rows", "aria-label": t("Kinds of %(name)s", { name: family.label }) }, used.map((sub) => this._subRow(sub))));
    const button = h("button", { class: "unfold", type: "button", "aria-expanded": "false", "aria-label": t("Kinds of %(name)s", { name: family.label }), title: t("Show its kinds"),
      on: { click: () => {
        list.hidden = !list.hidden;
        button.setAttribute("aria-expanded", String(!list.hidden));
      } } }, icon("forward"));
    return { button, list };
  }

  _subRow({ code, label, explanation }) {
    const input = h("input", { type: "checkbox", checked: true, on: { change: () => this._setMany([code], input.checked) } });
    const count = h("span", { class: "count" });
    const row = h("li", { class: "row is-sub", title: explanation || null }, h("label", {}, input, h("span", { class: "row-name" }, label), count), this._onlyButton(label, [code]));
    this.subRows.set(code, { input, count, row });
    return row;
  }

  _onlyButton(name, codes) {
    return h("button", { class: "only", type: "button", "aria-label": t("Only %(name)s", { name }), on: { click: () => this._only(codes) } }, t("only"));
  }

  _setMany(codes, on) {
    const all = this.events.leaves;
    const types = new Set(this.store.state.types || all.map((one) => one.code));
    for (const code of codes) {
      if (on) types.add(code);
      else types.delete(code);
    }
    this.store.change({ types: types.size === all.length ? null : types });
  }

  /** Show only these; a second press shows all again. */
  _only(codes) {
    const now = this.store.state.types;
    const same = now && now.size === codes.length && codes.every((code) => now.has(code));
    this.store.change({ types: same ? null : new Set(codes) });
  }

  _statuses() {
    const present = STATUSES.filter((code) => this.events.present.statuses.has(code));
    if (present.length < 2) return null;
    return h("section", { class: "group", "aria-label": t("Status") }, h("h2", { class: "group-head" }, h("span", { class: "group-name" }, t("Status"))),
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
}

function tick(input, codes, types) {
  const on = codes.filter((code) => !types || types.has(code)).length;
  input.checked = on === codes.length;
  input.indeterminate = on > 0 && on < codes.length;
}

function statusMark(code) {
  const hollow = STATUSES.indexOf(code) > 1;
  return s("svg", { class: "symbol", viewBox: "-1.4 -1.4 2.8 2.8", "aria-hidden": "true", focusable: "false" },
    s("circle", { r: 0.95, class: hollow ? "symbol-hollow" : "symbol-body", vars: { "--symbol": "var(--ink-soft)" } }));
}

function showCount({ count, row }, n) {
  count.textContent = number(n);
  row.classList.toggle("is-empty", n === 0);
}
