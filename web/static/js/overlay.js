// Everything events put on the map: areas, arcs, marks or hexagons, and the names above them, on one canvas. Finds what is
// under a pointer or under the keyboard's step.

import { Canvas } from "./canvas.js";
import { Areas } from "./areas.js";
import { Arcs } from "./arcs.js";
import { Labels } from "./labels.js";
import { Marks, holds } from "./marks.js";
import { Hexes } from "./hexes.js";
import { put } from "./dom.js";
import { number, t } from "./phrases.js";
import { nameOf, tipOf } from "./tips.js";

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
    this.hexes = new Hexes();
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

  /** Take what is shown now, once it is known. @param {import("./data.js").Events} events @param {import("./state.js").State} state */
  update(events, state) {
    const sites = events.sites();
    if (!sites) return;
    const places = events.places();
    if (places !== this.places) this.labels.add(places);
    this.places = places;
    this.events = events;
    this.hovered = null;
    this.tip.hidden = true;
    for (const layer of [this.areas, this.marks]) layer.update(events, sites);
    this.arcs.update(events);
    this.hexes.update(events, sites, events.hexes());
    this.switch(state);
  }

  /** Switch parts of the map on and off. @param {import("./state.js").State} state */
  switch(state) {
    const on = (part) => !state.hide.has(part);
    this.parts = { marks: on("marks"), areas: on("areas"), arcs: on("arcs"), names: on("names") };
    this.density = state.density;
    this.changes = (this.changes || 0) + 1;
    this.redraw();
  }

  /** Mark an event as the open one. @param {number} index -1 for none */
  select(index) {
    this.selected = index;
    this.redraw();
  }

  /** Point to the mark of an event, as the list does while it is pointed at. @param {number} index -1 for none */
  point(index) {
    const isIts = (target) => holds(target, index, this.events);
    this.hovered = index < 0 ? null : this._spots().find(isIts) || this.areas.areas.find(isIts) || this.arcs.arcs.find(isIts) || null;
    this.redraw();
  }

  redraw() {
    this.canvas.redraw();
  }

  /** Marks, or the hexagons that stand for them. */
  _spots() {
    return this.hexes.isOn ? this.hexes.seen || [] : this.marks.marks;
  }

  _draw(ctx, view) {
    const controls = this._controls(view);
    const boxes = this.events ? this._layout(ctx, view, controls) : [];
    const blocks = this.hexes.isOn ? [] : this.marks.marks;
    if (this.parts?.names === false) this.labels.clear();
    else this.labels.layout(view, ctx, blocks, boxes, controls, this.hexes.isOn);
    if (this.events) this._drawEvents(ctx, view);
    this.labels.draw(ctx);
    if (!this.events) return;
    this._tellDrawn(view);
  }

  _layout(ctx, view, controls) {
    this.marks.layout(view, this.parts);
    const isDense = this.hexes.wanted(view, this.density, this.marks.crowding(view));
    this.hexes.legend.hidden = !isDense;
    if (isDense) this.hexes.layout(view, this.parts);
    const marks = isDense ? [] : this.marks.marks;
    this.arcs.layout(view, marks, ctx, this.parts.arcs, controls);
    const folded = isDense ? this.hexes.folded : this.marks.folded;
    const numbers = isDense ? this.hexes.boxes() : [];
    this.areas.layout(view, marks, [...controls, ...numbers, ...this.arcs.boxes()], ctx, this.parts.areas ? folded : null);
    return [...numbers, ...this.areas.boxes(), ...this.arcs.boxes()];
  }

  /** What tests, and people who look into the page, can read of a drawing. */
  _tellDrawn(view) {
    const spots = this._spots();
    const marked = spots.reduce((sum, mark) => sum + mark.n, 0);
    Object.assign(this.canvas.element.dataset, { marks: spots.length, marked, areas: this.areas.seen.length, arcs: this.arcs.arcs.length, density: this.hexes.isOn ? "hexagons" : "marks", names: this.labels.placed.length });
    const seen = `${this.changes} ${view.scale} ${view.left} ${view.top}`;
    if (seen !== this.seen) performance.mark(this.seen ? "torkham:redraw" : "torkham:marks"); // not for a mere hover
    this.seen = seen;
  }

  /** Boxes of what lies over the map, that names and badges keep clear of. */
  _controls(view) {
    const stage = this.tip.parentElement;
    const origin = stage.getBoundingClientRect();
    return [...stage.querySelectorAll(".tray, .map-tools, .legends, .leaflet-control-scale")].map((one) => {
      const { left, top, right, bottom } = one.getBoundingClientRect();
      const [dx, dy] = [view.inset.x - origin.left, view.inset.y - origin.top];
      return [left + dx - 3, top + dy - 3, right + dx + 3, bottom + dy + 3];
    });
  }

  _drawEvents(ctx, view) {
    const focus = { hovered: this.hovered && this._again(this.hovered), selected: this.selected, isShaded: Boolean(this.basemap.shading), isDense: this.hexes.isOn };
    this.hovered = focus.hovered;
    this.areas.drawShapes(ctx, focus);
    if (focus.isDense) this.hexes.draw(ctx, focus);
    if (this.areas.seen.length || focus.isDense) this.basemap.drawFrontier(ctx, view, true);
    const place = this.selected >= 0 ? this.events.list[this.selected].place : null;
    if (place && this.events.drawn[this.selected] === "mark") this.marks.drawRadius(ctx, view, place);
    this.arcs.draw(ctx, focus);
    this.areas.drawBadges(ctx, focus);
    if (!focus.isDense) this.marks.draw(ctx, focus);
  }

  /** The same target after a new layout. */
  _again(target) {
    const now = target.kind === "area" ? this.areas.areas : target.kind === "arc" ? this.arcs.arcs : this._spots();
    return now.find((one) => one === target || (one.n === target.n && keyOf(one) === keyOf(target))) || null;
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
    const isDense = this.hexes.isOn;
    return (isDense ? null : this.marks.hit(x, y, slack)) || this.areas.hitBadge(x, y, slack) || this.arcs.hit(x, y, isDense ? 0 : slack)
      || (isDense ? this.hexes.hit(x, y) : null) || this.areas.hitShape(this.canvas.ctx, x, y);
  }

  _show(target, point) {
    this.map.getContainer().classList.toggle("over-target", Boolean(target));
    if (target !== this.hovered) {
      this.hovered = target;
      this.redraw();
      if (target) put(this.tip, tipOf(target, this.events));
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
      this.calls.say(t("%(name)s. %(position)s of %(all)s. Enter opens it.", { name: nameOf(target, this.events), position: number(this.step + 1), all: number(targets.length) }));
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
      ...this._spots().map((target) => ({ target, x: target.x, y: target.y })),
      ...(this.areas.seen || []).map((target) => ({ target, x: (target.badge[0] + target.badge[2]) / 2, y: target.badge[1] })),
      ...this.arcs.arcs.filter((target) => target.middle).map((target) => ({ target, ...target.middle })),
    ];
    return spots.map(({ target, x, y }) => ({ target, point: { x: x + corner.x, y: y + corner.y } }))
      .filter(({ point }) => point.x >= 0 && point.y >= 0 && point.x <= size.x && point.y <= size.y)
      .sort((a, b) => a.point.x - b.point.x || a.point.y - b.point.y);
  }
}

function keyOf(target) {
  return target.id || target.sites[0].id || String(target.sites[0].box);
}

/** Is a point of the ground in the map's sight? @param {any} map @param {{lat: number, lon: number}} place */
export function inSight(map, place) {
  const point = map.latLngToContainerPoint([place.lat, place.lon]);
  const size = map.getSize();
  return point.x >= 0 && point.y >= 0 && point.x <= size.x && point.y <= size.y;
}
