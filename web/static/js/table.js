// The events as a table: every column sorts, rows can be picked, and what is picked can be shown alone or taken away as a
// file. Only rows in sight are made; screen readers are told how many there are.

import { english, h, icon, put } from "./dom.js";
import { hasDistance, killedIn } from "./filters.js";
import { areaName, placeName } from "./names.js";
import { number, t, tn } from "./phrases.js";
import { compareTexts } from "./sorting.js";
import { symbol } from "./symbols.js";
import { STATUS_TAGS, countWords, countryWords, eventsWords, kmWords, whenWords } from "./words.js";
import { isAlone } from "./kept.js";

const ROW = 40; // pixels; the same number stands in events.css
const SPARE = 8;
const MOST_PICKED = 200; // as many ids as one query may name

/** The columns: a name, the text of a cell, and what to sort by. */
const COLUMNS = [
  { name: t("Title"), className: "is-title", text: (event) => event.title },
  { name: t("When"), text: (event) => whenWords(event, true), number: (event, i, events) => (events.isDated(i) ? events.start[i] : null) },
  { name: t("Type"), text: (event, i, events) => events.subName(i) },
  { name: t("Status"), text: (event) => (event.is_aggregate ? t("total") : STATUS_TAGS[event.status]) },
  { name: t("Place"), text: (event) => event.place && placeName(event.place) },
  { name: t("District"), text: (event) => areaName(event.place?.admin2) },
  { name: t("Province"), text: (event) => areaName(event.place?.admin1) },
  { name: t("Country"), text: (event) => event.place?.country },
  { name: t("From the frontier"), className: "is-number", text: (event) => (hasDistance(event) ? kmWords(event.place.border_km) : ""), number: (event) => (hasDistance(event) ? event.place.border_km : null) },
  { name: t("Killed"), className: "is-number", text: (event) => countWords(event.fatalities), number: (event) => (event.fatalities ? killedIn(event) : null) },
  { name: t("Injured"), className: "is-number", text: (event) => countWords(event.injuries), number: (event) => event.injuries?.best ?? event.injuries?.low ?? null },
  { name: t("Actors"), text: (event) => event.actors.map((actor) => actor.name).join("; ") },
  { name: t("Sources"), text: (event) => event.sources.join("; ") },
  { name: t("Confidence"), className: "is-number", text: (event) => `${Math.round(event.confidence * 100)}`, number: (event) => event.confidence },
];

/** The table in the place of the map. */
export class Table {
  /**
   * @param {Element} root
   * @param {{open: (id: string) => void, change: (patch: any) => void, say: (text: string) => void, exportUrl: (form: string, ids: string[]) => string, href: (id: string) => string}} calls
   */
  constructor(root, calls) {
    Object.assign(this, { root, calls });
    this.indices = [];
    this.picked = new Set();
    this.order = { column: null, isDown: false };
    this.all = h("input", { type: "checkbox", "aria-label": t("Pick all rows"), on: { change: () => this._pickAll(this.all.checked) } });
    this.heads = COLUMNS.map((column) => this._head(column));
    this.body = h("tbody", {});
    this.table = h("table", { class: "grid", "aria-label": t("Events") }, h("thead", {}, h("tr", { "aria-rowindex": "1" }, h("th", { scope: "col", class: "is-pick" }, this.all), this.heads.map(({ cell }) => cell))), this.body);
    this.bar = h("div", { class: "grid-bar" });
    this.chips = h("div", { class: "list-chips" });
    this.box = h("div", { class: "grid-box", tabindex: "0", role: "region", "aria-label": t("Table of events, scrolls") }, this.table);
    put(root, this.bar, this.chips, this.box);
    this.box.addEventListener("scroll", () => this._render(), { passive: true });
    new ResizeObserver(() => this._render()).observe(this.box);
  }

  /**
   * @param {import("./data.js").Events} events @param {{rows: number[], total: number}} listing newest first, as far as the page holds them
   * @param {{chosen: string|null, filters: any[]}} about id of the open event; the chips of the filters
   */
  update(events, { rows: indices, total }, { chosen, filters }) {
    Object.assign(this, { events, indices, total, chosen });
    put(this.chips, filters);
    this.chips.hidden = filters.length === 0;
    const ids = new Set(indices.map((i) => events.list[i].id));
    for (const id of this.picked) if (!ids.has(id)) this.picked.delete(id);
    this._sort();
  }

  _head(column) {
    const button = h("button", { class: "grid-sort", type: "button", on: { click: () => this._orderBy(column) } }, column.name, icon("up"));
    const cell = h("th", { scope: "col", class: column.className || null }, button);
    return { column, cell };
  }

  _orderBy(column) {
    const { order } = this;
    this.order = order.column !== column ? { column, isDown: Boolean(column.number) } : { column, isDown: !order.isDown };
    this._sort();
    const values = { column: column.name.toLocaleLowerCase() };
    this.calls.say(this.order.isDown ? t("Sorted by %(column)s, highest first.", values) : t("Sorted by %(column)s, lowest first.", values));
  }

  _sort() {
    const { column, isDown } = this.order;
    this.rows = column ? this._ordered(column, isDown) : this.indices;
    for (const head of this.heads) {
      if (head.column === column) head.cell.setAttribute("aria-sort", isDown ? "descending" : "ascending");
      else head.cell.removeAttribute("aria-sort");
    }
    this.table.setAttribute("aria-rowcount", String(this.rows.length + 1));
    this._bar();
    this._render();
  }

  /** What is not known comes last, whichever way the rest runs. */
  _ordered(column, isDown) {
    const { list } = this.events;
    const way = isDown ? -1 : 1;
    const keys = new Map(this.indices.map((i) => [i, column.number ? column.number(list[i], i, this.events) : column.text(list[i], i, this.events) || null]));
    return [...this.indices].sort((a, b) => {
      const [one, other] = [keys.get(a), keys.get(b)];
      if (one === null || other === null) return Number(one === null) - Number(other === null);
      return way * (column.number ? one - other : compareTexts(one, other));
    });
  }

  _bar() {
    const n = this.picked.size;
    const tooMany = n > MOST_PICKED;
    const links = (isAlone ? [] : ["csv", "geojson"]).map((form) => h("a", { class: "button", href: this.calls.exportUrl(form, [...this.picked]), download: true, hidden: tooMany }, form === "csv" ? "CSV" : "GeoJSON"));
    put(this.bar, h("p", { class: "grid-count" }, h("b", {}, this.rows.length < this.total ? t("The first %(part)s of %(events)s", { part: number(this.rows.length), events: eventsWords(this.total) }) : eventsWords(this.total)), n ? [t(", "), tn("%(num)s picked", "%(num)s picked", n)] : ""),
      n ? [h("button", { class: "button", type: "button", disabled: tooMany, on: { click: () => this.calls.change({ id: [...this.picked].join(","), at: "" }) } }, t("Show only these")), links,
        h("button", { class: "quiet", type: "button", on: { click: () => this._pickAll(false) } }, t("Pick none")),
        tooMany ? h("p", { class: "note" }, t("More than %(num)s are picked; narrow them by filters instead.", { num: number(MOST_PICKED) })) : null]
        : h("p", { class: "note" }, t("Pick rows to show or export them alone.")));
    this.all.checked = n > 0 && n === this.rows.length;
    this.all.indeterminate = n > 0 && n < this.rows.length;
  }

  _pickAll(on) {
    this.picked = new Set(on ? this.rows.map((i) => this.events.list[i].id) : []);
    this._bar();
    this._render();
  }

  _render() {
    if (!this.rows || !this.box.clientHeight) return;
    const first = Math.max(0, Math.floor(this.box.scrollTop / ROW) - SPARE);
    const last = Math.min(this.rows.length, Math.ceil((this.box.scrollTop + this.box.clientHeight) / ROW) + SPARE);
    const focused = this.body.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    put(this.body, spacer(first), this.rows.slice(first, last).map((i, k) => this._row(i, first + k)), spacer(this.rows.length - last));
    if (focused) this.body.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  _row(i, at) {
    const event = this.events.list[i];
    const pick = h("input", { type: "checkbox", checked: this.picked.has(event.id), "aria-label": t("Pick %(title)s", { title: event.title }), data: { key: `pick-${event.id}` }, on: { change: () => this._pick(event.id, pick.checked) } });
    const link = h("a", { href: this.calls.href(event.id), data: { key: `open-${event.id}` }, on: { click: (click) => this._open(click, event.id) } }, english(event.title));
    const cells = COLUMNS.slice(1).map((column) => h("td", { class: column.className || null }, h("bdi", {}, column.text(event, i, this.events) || "")));
    return h("tr", { "aria-rowindex": String(at + 2), class: event.id === this.chosen ? "is-chosen" : null },
      h("td", { class: "is-pick" }, h("label", {}, pick)), h("th", { scope: "row", class: "is-title" }, symbol(this.events.familyOf(i), this.events.isHollow(i)), link), cells);
  }

  _pick(id, on) {
    if (on) this.picked.add(id);
    else this.picked.delete(id);
    this._bar();
  }

  _open(click, id) {
    if (click.ctrlKey || click.metaKey || click.shiftKey) return;
    click.preventDefault();
    this.calls.open(id);
  }
}

function spacer(rows) {
  return h("tr", { class: "grid-spacer", "aria-hidden": "true", vars: { "--tall": `${rows * ROW}px` } }, h("td", { colspan: String(COLUMNS.length + 1) }));
}
