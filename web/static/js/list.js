// The events as a list: by time, place, deaths or distance to the frontier, narrowed to a place, an arc or a part of the tray, or to what the map shows.
// Only rows in sight are made. It is the way through the events for keyboards and screen readers.

import { english, h, icon, put } from "./dom.js";
import { UNNAMED } from "./data.js";
import { symbol } from "./symbols.js";
import { hasDistance } from "./filters.js";
import { placeName } from "./names.js";
import { number, t, tn } from "./phrases.js";
import { STATUS_TAGS, countWords, eventsWords, kmWords, whenWords } from "./words.js";

const ROW = 76; // pixels; the same number stands in map.css as --row
const SPARE = 4;
const AHEAD = 30; // rows from the end of those that are there, from which more are fetched
const SORTS = [["", t("Newest first")], ["oldest", t("Oldest first")], ["place", t("By place")], ["killed", t("Most killed")], ["border", t("Nearest the frontier")]];
const MANY = 150; // a shorter list is made whole, so that the browser's own search finds everything

/** The list of events. */
export class List {
  /**
   * @param {Element} root
   * @param {{open: (id: string) => void, point: (index: number) => void, change: (patch: any) => void, href: (id: string) => string}} calls
   */
  constructor(root, calls) {
    this.calls = calls;
    this.indices = [];
    this.made = new Map();
    this.active = 0;
    this.head = h("div", { class: "list-head" });
    this.chips = h("div", { class: "list-chips" });
    this.rows = h("ol", { class: "list-rows", "aria-label": t("Events") });
    this.foot = h("p", { class: "list-foot note", hidden: true });
    this.box = h("div", { class: "list-box" }, this.rows, this.foot);
    this.empty = h("div", { class: "empty", hidden: true });
    this.root = h("div", { class: "list" }, this.head, this.chips, this.box, this.empty);
    root.append(this.root);
    this.box.addEventListener("scroll", () => this._render(), { passive: true });
    this.rows.addEventListener("keydown", (event) => this._key(event));
    this.rows.addEventListener("pointerover", (event) => calls.point(indexOf(event)));
    this.rows.addEventListener("pointerleave", () => calls.point(-1));
    this.rows.addEventListener("focusin", (event) => calls.point(indexOf(event)));
    this.rows.addEventListener("focusout", () => calls.point(-1));
    new ResizeObserver(() => this._render()).observe(this.box);
  }

  /** Say that events are on their way. */
  waiting() {
    put(this.head, h("h2", {}, t("Events")));
    put(this.rows, Array.from({ length: 7 }, (_, i) => h("li", { class: "skeleton", "aria-hidden": "true", vars: { "--top": `${i * ROW}px` } })));
  }

  /**
   * @param {import("./data.js").Events} events
   * @param {{rows: number[], total: number, more: (() => void)|null}} listing rows in the order to show, as far as they are there; `more` fetches those that follow
   * @param {{title: string, state: import("./state.js").State, filters: any[], hint: Node|null}} about
   */
  update(events, { rows: indices, total, more }, about) {
    const key = [about.state.at, about.state.inview, about.state.sort, total].join();
    const moved = this.key !== key;
    Object.assign(this, { events, indices, total, more, key, near: about.state.near !== null || about.state.sort === "border" });
    this.active = Math.min(this.active, Math.max(0, indices.length - 1));
    this._head(about);
    this._foot();
    put(this.chips, about.filters);
    this.chips.hidden = about.filters.length === 0;
    const focused = this.rows.contains(document.activeElement);
    this.made.clear();
    put(this.rows);
    this.rows.style.blockSize = `${indices.length * ROW}px`;
    this.box.hidden = indices.length === 0;
    this.empty.hidden = indices.length > 0;
    if (about.hint) put(this.empty, about.hint);
    if (moved) this.box.scrollTop = 0;
    this.selected = about.state.event;
    this._render();
    if (focused) this._focus(this.active);
  }

  /** Bring an event's row into sight. @param {number} index */
  reveal(index) {
    const at = this.indices.indexOf(index);
    if (at < 0) return;
    this.active = at;
    const top = at * ROW;
    if (top < this.box.scrollTop || top + ROW > this.box.scrollTop + this.box.clientHeight) this.box.scrollTop = Math.max(0, top - ROW);
    this._render();
  }

  /** Mark the row of the open event. @param {string|null} id */
  choose(id) {
    this.selected = id;
    this._render();
  }

  /** Put the focus on the row last used. */
  focus() {
    this._focus(this.active);
  }

  _head({ title, state }) {
    const back = state.at ? h("button", { class: "tool", type: "button", "aria-label": t("All events"), title: t("All events"), on: { click: () => this.calls.change({ at: "" }) } }, icon("back")) : null;
    const view = state.at ? null : h("label", { class: "switch" }, h("input", { type: "checkbox", role: "switch", checked: state.inview, on: { change: (event) => this.calls.change({ inview: event.target.checked }) } }), t("In view"));
    const order = h("select", { class: "list-sort", "aria-label": t("Order of the list"), on: { change: (event) => this.calls.change({ sort: event.target.value }) } },
      SORTS.map(([value, name]) => h("option", { value, selected: value === state.sort }, name)));
    put(this.head, back, h("h2", { class: state.at ? null : "is-plain" }, h("bdi", {}, title), h("span", { class: "list-count" }, number(this.total))), h("div", { class: "list-tools" }, order, view));
  }

  /** What is not listed, where the page cannot hold all. */
  _foot() {
    const isCut = this.indices.length < this.total && !this.more;
    this.foot.hidden = !isCut;
    if (isCut) put(this.foot, t("The first %(part)s of %(all)s. Filter, zoom in with “In view”, or export to get at the rest.", { part: number(this.indices.length), all: number(this.total) }));
  }

  _render() {
    if (!this.events) return;
    const spare = this.indices.length > MANY ? SPARE : MANY;
    const first = Math.max(0, Math.floor(this.box.scrollTop / ROW) - spare);
    const last = Math.min(this.indices.length, Math.ceil((this.box.scrollTop + this.box.clientHeight) / ROW) + spare);
    if (this.more && last + AHEAD >= this.indices.length) this.more();
    for (const [at, row] of this.made) {
      if ((at < first || at >= last) && !row.contains(document.activeElement)) {
        row.remove();
        this.made.delete(at);
      }
    }
    for (let at = first; at < last; at += 1) if (!this.made.has(at)) this._insert(at);
    for (const [at, row] of this.made) {
      row.firstChild.tabIndex = at === this.active ? 0 : -1;
      const chosen = this.events.list[this.indices[at]].id === this.selected;
      row.classList.toggle("is-chosen", chosen);
      if (chosen) row.firstChild.setAttribute("aria-current", "true");
      else row.firstChild.removeAttribute("aria-current");
    }
  }

  _insert(at) {
    const row = this._row(at);
    const above = this.made.has(at - 1) ? at - 1 : Math.max(-1, ...[...this.made.keys()].filter((other) => other < at));
    if (above < 0) this.rows.prepend(row);
    else this.made.get(above).after(row);
    this.made.set(at, row);
  }

  _row(at) {
    const index = this.indices[at];
    const event = this.events.list[index];
    const killed = countWords(event.fatalities);
    const link = h("a", { class: "item", href: this.calls.href(event.id), data: { index: String(index) }, on: { click: (click) => this._open(click, event.id) } },
      symbol(this.events.familyOf(index), this.events.isHollow(index)),
      h("span", { class: "item-text" },
        english(event.title, { class: "item-title" }),
        h("span", { class: "item-meta" },
          h("span", { class: "hidden-text" }, `${this.events.familyOf(index).label}. `),
          event.status === "happened" ? null : h("span", { class: "tag" }, STATUS_TAGS[event.status]),
          event.is_aggregate ? h("span", { class: "tag" }, t("total")) : null,
          this.near && hasDistance(event) ? h("b", { class: "item-km" }, kmWords(event.place.border_km), h("span", { class: "hidden-text" }, " ", t("from the frontier"))) : null,
          h("time", { datetime: event.date_start }, whenWords(event, true)),
          h("span", { class: "item-place" }, h("bdi", {}, this._where(event, index))),
          killed && killed !== "0" ? h("span", { class: "item-toll" }, t("%(count)s killed", { count: killed })) : null),
        h("span", { class: "item-more" }, this._more(event))));
    return h("li", { class: "list-row", "aria-setsize": this.total, "aria-posinset": at + 1, vars: { "--top": `${at * ROW}px` } }, link);
  }

  /** A third line, seen where the title needs but one: who, and by whom it is told. */
  _more(event) {
    const actors = event.actors.slice(0, 2).map((actor) => actor.name);
    const parts = [actors.length ? h("bdi", {}, actors.join(" – ")) : null, event.reports > 1 ? tn("%(num)s report", "%(num)s reports", event.reports) : actors.length ? null : h("bdi", {}, event.sources[0] === UNNAMED ? t("Publisher not named") : event.sources[0])].filter(Boolean);
    return parts.map((part, i) => [i ? " · " : null, part]);
  }

  _where(event, index) {
    if (!event.place) return t("no place");
    return this.events.drawn[index] === "mark" ? placeName(event.place) : t("in %(place)s", { place: placeName(event.place) });
  }

  _open(click, id) {
    if (click.ctrlKey || click.metaKey || click.shiftKey) return;
    click.preventDefault();
    this.calls.open(id);
  }

  _key(event) {
    const page = Math.max(1, Math.floor(this.box.clientHeight / ROW) - 1);
    const steps = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (!(event.key in steps)) return;
    event.preventDefault();
    this._focus(Math.max(0, Math.min(this.indices.length - 1, this.active + steps[event.key])));
  }

  _focus(at) {
    if (!this.indices.length) return;
    this.active = at;
    const top = at * ROW;
    if (top < this.box.scrollTop) this.box.scrollTop = top;
    else if (top + ROW > this.box.scrollTop + this.box.clientHeight) this.box.scrollTop = top + ROW - this.box.clientHeight;
    this._render();
    this.made.get(at)?.firstChild.focus({ preventScroll: true });
  }
}

/** Words for a list's size. @param {number} n @param {number} all */
export function sizeWords(n, all) {
  return n === all ? eventsWords(n) : tn("%(part)s of %(num)s event", "%(part)s of %(num)s events", all, { part: number(n) });
}

function indexOf(event) {
  const item = event.target.closest?.("[data-index]");
  return item ? Number(item.dataset.index) : -1;
}
