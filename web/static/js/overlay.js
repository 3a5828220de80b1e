// Everything events put on the map: areas, arcs, marks and the names above them, on one canvas. Finds what is under a pointer
// or under the keyboard's step, and tells it in a tip.

import { Canvas } from "./canvas.js";
import { Areas } from "./areas.js";
import { Arcs } from "./arcs.js";
import { Labels } from "./labels.js";
import { Marks } from "./marks.js";
import { h, put } from "./dom.js";
import { symbol } from "./symbols.js";
import { countWords, plural, whenWords } from "./words.js";

const TIP_ROWS = 4;
const TOUCH_SLACK = 12;
const MOUSE_SLACK = 3;

/** The layers of events over a map. */
export class Overlay {
  /**
   * @param {any} map @param {import("./basemap.js").Basemap} basemap @param {HTMLElement} tip
   * @param {{open: (target: any) => void, say: (text: string) => void}} calls
   */
  constructor(map, basemap, tip, calls) {
    Object.assign(this, { map, basemap, tip, calls });
    this.areas = new Areas(basemap);
    this.arcs = new Arcs();
    this.marks = new Marks();
    this.labels = new Labels();
    this.hovered = null;
    this.selected = -1;
    this.events = null;
    this.step = -1;
    this.canvas = new Canvas(map, "events", (ctx, view) => this._draw(ctx, view), 0.2);
    this._listen();
  }

  /** Take the names for the map. @param {any[]} list */
  fillLabels(list) {
    this.labels.fill(list);
    this.redraw();
  }

  /** Take what is shown now. @param {import("./data.js").Events} events */
  update(events) {
    if (this.events !== events) this.labels.add([...new Map(events.list.flatMap((event, i) => (events.drawn[i] === "mark" ? [[event.place.id, event.place]] : []))).values()]);
    this.events = events;
    this.changes = (this.changes || 0) + 1;
    this.hovered = null;
    this.tip.hidden = true;
    for (const layer of [this.areas, this.arcs, this.marks]) layer.update(events);
    this.redraw();
  }

  /** Mark an event as the open one. @param {number} index -1 for none */
  select(index) {
    this.selected = index;
    this.redraw();
  }

  /** Point to the mark of an event, as the list does while it is pointed at. @param {number} index -1 for none */
  point(index) {
    const holds = (target) => target.ids.includes(index);
    this.hovered = index < 0 ? null : this.marks.marks.find(holds) || this.areas.areas.find(holds) || this.arcs.arcs.find(holds) || null;
    this.redraw();
  }

  redraw() {
    this.canvas.redraw();
  }

  _draw(ctx, view) {
    const controls = this._controls(view);
    if (this.events) {
      this.marks.layout(view);
      this.arcs.layout(view, this.marks.marks, ctx);
      this.areas.layout(view, this.marks.marks, [...controls, ...this.arcs.boxes()], ctx);
    }
    const boxes = this.events ? [...this.areas.boxes(), ...this.arcs.boxes()] : [];
    this.labels.layout(view, ctx, this.marks.marks, boxes, controls);
    if (this.events) this._drawEvents(ctx, view);
    this.labels.draw(ctx);
    if (!this.events) return;
    const shown = this.marks.marks.reduce((sum, mark) => sum + mark.ids.length, 0);
    Object.assign(this.canvas.element.dataset, { marks: this.marks.marks.length, marked: shown, areas: this.areas.seen.length, arcs: this.arcs.arcs.length });
    const seen = `${this.changes} ${view.scale} ${view.left} ${view.top}`;
    if (seen !== this.seen) performance.mark(this.seen ? "torkham:redraw" : "torkham:marks"); // not for a mere hover
    this.seen = seen;
  }

  /** Boxes of what lies over the map, that names and badges keep clear of. */
  _controls(view) {
    const stage = this.tip.parentElement;
    const origin = stage.getBoundingClientRect();
    return [...stage.querySelectorAll(".tray, .map-tools, .shade-legend, .leaflet-control-scale")].map((one) => {
      const { left, top, right, bottom } = one.getBoundingClientRect();
      const [dx, dy] = [view.inset.x - origin.left, view.inset.y - origin.top];
      return [left + dx - 3, top + dy - 3, right + dx + 3, bottom + dy + 3];
    });
  }

  _drawEvents(ctx, view) {
    const focus = { hovered: this.hovered && this._again(this.hovered), selected: this.selected, isShaded: Boolean(this.basemap.shading) };
    this.hovered = focus.hovered;
    this.areas.drawShapes(ctx, focus);
    if (this.areas.seen.length) this.basemap.drawFrontier(ctx, view, true);
    const place = this.selected >= 0 ? this.events.list[this.selected].place : null;
    if (place && this.events.drawn[this.selected] === "mark") this.marks.drawRadius(ctx, view, place);
    this.arcs.draw(ctx, focus);
    this.areas.drawBadges(ctx, focus);
    this.marks.draw(ctx, focus);
  }

  /** The same target after a new layout. */
  _again(target) {
    const now = target.kind === "area" ? this.areas.areas : target.kind === "arc" ? this.arcs.arcs : this.marks.marks;
    return now.find((one) => one === target || (one.ids[0] === target.ids[0] && one.ids.length === target.ids.length)) || null;
  }

  _listen() {
    const container = this.map.getContainer();
    this.map.on("mousemove", (event) => this._hover(event));
    this.map.on("mouseout movestart zoomstart", () => this._show(null));
    this.map.on("click", (event) => {
      const target = this._hit(event.containerPoint, event.originalEvent?.pointerType === "touch" ? TOUCH_SLACK : MOUSE_SLACK);
      this._show(null);
      if (target) this.calls.open(target);
    });
    container.addEventListener("keydown", (event) => this._key(event));
    container.addEventListener("blur", () => { this.step = -1; });
  }

  _hover(event) {
    if (event.originalEvent?.pointerType === "touch") return;
    const target = this._hit(event.containerPoint, MOUSE_SLACK);
    this._show(target, event.containerPoint);
  }

  _hit(point, slack) {
    if (!this.events || !this.canvas.corner) return null;
    const { x, y } = this.canvas.fromContainer(point);
    return this.marks.hit(x, y, slack) || this.areas.hitBadge(x, y, slack) || this.arcs.hit(x, y, slack) || this.areas.hitShape(this.canvas.ctx, x, y);
  }

  _show(target, point) {
    this.map.getContainer().classList.toggle("over-target", Boolean(target));
    if (target !== this.hovered) {
      this.hovered = target;
      this.redraw();
      if (target) put(this.tip, this._tip(target));
    }
    this.tip.hidden = !target;
    if (target && point) this._placeTip(point);
  }

  _placeTip(point) {
    const size = this.map.getSize();
    const box = this.tip.getBoundingClientRect();
    const x = Math.min(Math.max(8, point.x + 16), size.x - box.width - 8);
    const y = point.y + 18 + box.height > size.y - 8 ? point.y - box.height - 14 : point.y + 18;
    this.tip.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  }

  /** What a target is, in words. */
  nameOf(target) {
    const n = plural(target.ids.length, "event");
    if (target.kind === "arc") return `${target.from.name} to ${target.to.name}, ${n}`;
    if (target.kind === "cluster") return `${n} at ${target.sites.length} places around ${target.sites[0].place.name}`;
    if (target.kind === "mark") return `${this.events.list[target.ids[0]].title}, ${target.sites[0].place.name}`;
    return `${n} ${target.kind === "area" ? "somewhere in" : "at"} ${(target.place || target.sites[0].place).name}`;
  }

  _tip(target) {
    const titles = {
      mark: () => target.sites[0].place.name,
      stack: () => target.sites[0].place.name,
      cluster: () => [...new Set(target.sites.map((site) => site.place.name))].slice(0, 3).join(", ") + (target.sites.length > 3 ? " …" : ""),
      area: () => `Somewhere in ${target.place.name}`,
      arc: () => `${target.from.name} → ${target.to.name}`,
    };
    const rows = target.ids.slice(-TIP_ROWS).reverse().map((i) => this._tipRow(i));
    const more = target.ids.length - rows.length;
    const does = target.kind === "cluster" ? "Click to zoom in" : target.ids.length > 1 ? "Click for the list" : "Click to read";
    return [
      h("p", { class: "tip-title" }, h("bdi", {}, titles[target.kind]()), target.ids.length > 1 ? h("span", { class: "tip-count" }, target.ids.length) : null),
      h("ul", { class: "tip-rows" }, rows),
      h("p", { class: "tip-more" }, more > 0 ? `and ${more} more · ` : "", does),
    ];
  }

  _tipRow(i) {
    const event = this.events.list[i];
    const killed = countWords(event.fatalities);
    return h("li", {}, symbol(this.events.familyOf(i), this.events.isHollow(i)),
      h("span", {}, h("bdi", { class: "tip-text" }, event.title), h("small", {}, whenWords(event, true), killed && killed !== "0" ? ` · ${killed} killed` : "")));
  }

  /** N and P step through what stands on the map, from west to east; Enter opens it. */
  _key(event) {
    if (event.target !== this.map.getContainer() || event.ctrlKey || event.metaKey || event.altKey) return;
    const way = { n: 1, p: -1 }[event.key.toLowerCase()];
    if (way) {
      const targets = this._steps();
      if (!targets.length) return;
      this.step = (this.step + way + targets.length + (this.step < 0 && way < 0 ? 1 : 0)) % targets.length;
      const { target, point } = targets[this.step];
      this._show(target, point);
      this.calls.say(`${this.nameOf(target)}. ${this.step + 1} of ${targets.length}. Enter opens it.`);
    } else if (event.key === "Enter" && this.hovered) {
      const target = this.hovered;
      this._show(null);
      this.calls.open(target);
    }
  }

  _steps() {
    const size = this.map.getSize();
    const corner = this.map.layerPointToContainerPoint(this.canvas.corner);
    const spots = [
      ...this.marks.marks.map((target) => ({ target, x: target.x, y: target.y })),
      ...(this.areas.seen || []).map((target) => ({ target, x: (target.badge[0] + target.badge[2]) / 2, y: target.badge[1] })),
      ...this.arcs.arcs.filter((target) => target.middle).map((target) => ({ target, ...target.middle })),
    ];
    return spots.map(({ target, x, y }) => ({ target, point: { x: x + corner.x, y: y + corner.y } }))
      .filter(({ point }) => point.x >= 0 && point.y >= 0 && point.x <= size.x && point.y <= size.y)
      .sort((a, b) => a.point.x - b.point.x || a.point.y - b.point.y);
  }
}

/** Is a point of the ground in the map's sight? @param {any} map @param {{lat: number, lon: number}} place */
export function inSight(map, place) {
  const point = map.latLngToContainerPoint([place.lat, place.lon]);
  const size = map.getSize();
  return point.x >= 0 && point.y >= 0 && point.x <= size.x && point.y <= size.y;
}


