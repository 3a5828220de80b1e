// A canvas in a pane of the map: it follows moves and zooms, and redraws once a frame at most.
// Coordinates of drawings are unit Web Mercator: the world is 0 to 1, x to the east, y to the south.

import { h } from "./dom.js";

/** @param {number} lon degrees */
export function unitX(lon) {
  return lon / 360 + 0.5;
}

/** @param {number} lat degrees */
export function unitY(lat) {
  const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** Pixels of a distance on the ground at a latitude. @param {View} view @param {number} km @param {number} lat */
export function pixelsOf(view, km, lat) {
  return (km / (40075.017 * Math.cos((lat * Math.PI) / 180))) * view.scale;
}

/** Does the person ask for less motion? */
export function isStill() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** What a drawing needs to place things: pixels of the canvas from unit coordinates. */
export class View {
  constructor(scale, left, top, width, height, zoom, inset) {
    this.scale = scale;
    this.left = left;
    this.top = top;
    this.width = width;
    this.height = height;
    this.zoom = zoom;
    this.inset = inset;
    this.west = left / scale;
    this.north = top / scale;
    this.east = (left + width) / scale;
    this.south = (top + height) / scale;
  }

  x(unit) {
    return unit * this.scale - this.left;
  }

  y(unit) {
    return unit * this.scale - this.top;
  }

  /** Is a box of unit coordinates (west, north, east, south) in sight? */
  sees(box) {
    return box[0] <= this.east && box[2] >= this.west && box[1] <= this.south && box[3] >= this.north;
  }
}

/** A canvas that belongs to a Leaflet map. */
export class Canvas {
  /**
   * @param {any} map Leaflet map @param {string} pane
   * @param {(ctx: CanvasRenderingContext2D, view: View) => void} draw
   * @param {number} margin how much more than the map is drawn on each side, as a share of its size
   */
  constructor(map, pane, draw, margin = 0.2) {
    this.map = map;
    this.draw = draw;
    this.margin = margin;
    this.frame = 0;
    this.element = h("canvas", { class: "leaflet-zoom-animated map-canvas", "aria-hidden": "true" });
    (map.getPane(pane) || map.createPane(pane)).append(this.element);
    this.ctx = this.element.getContext("2d");
    map.on("moveend viewreset resize", () => this.redraw());
    map.on("zoomanim", (event) => this._carry(event.center, event.zoom));
    map.on("zoom", () => this._carry(map.getCenter(), map.getZoom()));
    map.on("move", () => this._follow());
    this.redraw();
  }

  /** Draw before the next frame. */
  redraw() {
    if (!this.frame) this.frame = requestAnimationFrame(() => this._paint());
  }

  /** Canvas pixels of a point of the map's container. @param {{x: number, y: number}} point */
  fromContainer(point) {
    const corner = this.map.layerPointToContainerPoint(this.corner);
    return { x: point.x - corner.x, y: point.y - corner.y };
  }

  _paint() {
    this.frame = 0;
    const { map, element, ctx } = this;
    const size = map.getSize();
    if (!size.x || !size.y) return;
    const inset = size.multiplyBy(this.margin).round();
    this.inset = inset;
    this.corner = map.containerPointToLayerPoint(inset.multiplyBy(-1)).round();
    this.anchor = map.layerPointToLatLng(this.corner);
    this.zoom = map.getZoom();
    const [width, height] = [size.x + 2 * inset.x, size.y + 2 * inset.y];
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    if (element.width !== Math.round(width * ratio) || element.height !== Math.round(height * ratio)) {
      element.width = Math.round(width * ratio);
      element.height = Math.round(height * ratio);
      element.style.width = `${width}px`;
      element.style.height = `${height}px`;
    }
    L.DomUtil.setPosition(element, this.corner);
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, width, height);
    const origin = map.getPixelOrigin().add(this.corner);
    this.draw(ctx, new View(256 * 2 ** this.zoom, origin.x, origin.y, width, height, this.zoom, inset));
  }

  _carry(center, zoom) {
    if (!this.anchor) return;
    const grown = this.map.getZoomScale(zoom, this.zoom);
    const at = this.map.project(this.anchor, zoom).subtract(this.map.project(center, zoom)).add(this.map.getSize().divideBy(2));
    const target = at.subtract(this.map._getMapPanePos()).round();
    L.DomUtil.setTransform(this.element, target, grown);
    if (grown > 1.6 || grown < 0.62) if (!this.map._animatingZoom) this.redraw();
  }

  _follow() {
    if (!this.corner || this.map._animatingZoom) return;
    const corner = this.map.layerPointToContainerPoint(this.corner);
    if (Math.abs(corner.x + this.inset.x) > this.inset.x * 0.85 || Math.abs(corner.y + this.inset.y) > this.inset.y * 0.85) this.redraw();
  }
}
