// The quiet ground of the map: lands, provinces, districts from zoom 8, rivers, borders, drawn on a canvas. It begins with
// coarse outlines, all in one small file; the full ones come where a pixel could show the difference.

import { Canvas, unitX, unitY } from "./canvas.js";
import { fetchJson } from "./fetching.js";
import { early } from "./early.js";
import { isAlone } from "./kept.js";
import { drawBand } from "./band.js";
import { color, tint } from "./theme.js";

const FOCUS = new Set(["PK", "AF"]);
const FINE_ZOOM = 8; // from here on full outlines, and districts
const FINE = isAlone ? ["districts"] : ["countries", "border", "admin1", "rivers", "admin2"]; // a file carries coarse ones only
const COARSE = new Set(["first", "districts"]);
const WAITING_MS = 50; // for more districts before some are asked for
const NEAR_LANDS = [unitX(40.5), unitY(49.5), unitX(99.5), unitY(5.5)]; // what countries.geojson covers
const DURAND_LINE = "xx-durand-line";

/** @typedef {{id: string, properties: any, rings: Float64Array[], boxes: number[][], box: number[]}} Shape */

/** The basemap; `shape(id)` gives other layers a province or district to shade. */
export class Basemap {
  /** @param {any} map @param {Record<string, string>} urls of the layers @param {{changed: () => void, failed: (error: Error) => void}} calls */
  constructor(map, urls, { changed, failed }) {
    this.map = map;
    this.urls = urls;
    this.changed = changed;
    this.failed = failed;
    /** @type {Record<string, Shape[]>} */
    this.layers = {};
    this.loading = {};
    /** @type {Map<string, Shape>} */
    this.byId = new Map();
    this.canvas = new Canvas(map, "basemap", (ctx, view) => this._draw(ctx, view), 0.25);
    this.wanted = new Set();
    this.ready = this.load("first").then(() => performance.mark("torkham:basemap"));
  }

  /** Fetch a layer once. @param {string} name */
  load(name) {
    if (isAlone && !COARSE.has(name)) return this.ready; // a file carries coarse outlines only
    this.loading[name] ??= early(this.urls[name] || `/basemap/${name}.geojson`).then((told) => {
      const layers = told.type === "Topology" ? unpacked(told) : { [name]: told.features.filter((feature) => feature.geometry) };
      for (const [layer, features] of Object.entries(layers)) this._take(layer, features.map(shapeOf), told.type === "Topology");
      this.redraw();
      this.changed();
    }).catch((error) => {
      delete this.loading[name];
      this.failed(error);
    });
    return this.loading[name];
  }

  /** Keep the shapes of a layer; coarse ones never replace full ones. */
  _take(layer, shapes, isCoarse) {
    if (isCoarse && this.fine?.has(layer)) return;
    if (!isCoarse) (this.fine ??= new Set()).add(layer);
    if (layer === "admin2" && isCoarse) this.districts = shapes;
    if (layer !== "admin2" || !isCoarse || isAlone) this.layers[layer] = shapes;
    if (layer !== "admin1" && layer !== "admin2") return;
    for (const shape of shapes) if (!isCoarse || !this.byId.has(shape.id)) this.byId.set(shape.id, shape);
  }

  /** All shapes of a layer of areas. @param {"admin1"|"admin2"} layer @returns {Promise<Shape[]|undefined>} */
  async outlinesOf(layer) {
    await this.ready;
    if (layer === "admin2" && !this.layers.admin2) await this.load("districts");
    return this.layers[layer] || this.districts;
  }

  /** Shade areas. @param {{shapes: Shape[], fill: (id: string) => string|null}|null} shading */
  shade(shading) {
    if (!shading && !this.shading) return;
    this.shading = shading;
    this.redraw();
    this.changed();
  }

  /** Leave the lands away, where tiles of others lie beneath. @param {boolean} on */
  tiles(on) {
    if (Boolean(this.hasTiles) === on) return;
    this.hasTiles = on;
    this.redraw();
  }

  /** Show the band of so many km on both sides of the frontier; null shows none. @param {number|null} km */
  band(km) {
    if (this.bandKm === km) return;
    this.bandKm = km;
    this.redraw();
  }

  /** Fetch the shapes of some districts, those that are not known yet. @param {string[]} ids */
  need(ids) {
    for (const id of ids) if (!this.byId.has(id)) this.wanted.add(id);
    if (isAlone) this.load("districts");
    if (isAlone || !this.wanted.size || this.loading.admin2 || this.asking) return;
    this.asking = setTimeout(() => {
      const asked = [...this.wanted];
      this.asking = 0;
      this.wanted.clear();
      fetchJson(`/basemap/admin2.geojson?id=${asked.map(encodeURIComponent).join(",")}`).then(({ features }) => {
        for (const shape of features.map(shapeOf)) if (!this.byId.has(shape.id)) this.byId.set(shape.id, shape);
        this.changed();
      }).catch((error) => this.failed(error));
    }, WAITING_MS);
  }

  /** A province or district by its gazetteer id, once it is loaded. @param {string} id */
  shape(id) {
    return this.byId.get(id);
  }

  redraw() {
    this.canvas.redraw();
  }

  _draw(ctx, view) {
    if (view.zoom >= FINE_ZOOM && this.layers.countries) for (const name of FINE) this.load(name);
    const beyond = view.west < NEAR_LANDS[0] || view.east > NEAR_LANDS[2] || view.north < NEAR_LANDS[1] || view.south > NEAR_LANDS[3];
    if (beyond && this.layers.countries) this.load("world");
    ctx.lineJoin = ctx.lineCap = "round";
    if (!this.hasTiles) this._lands(ctx, view);
    this._shades(ctx, view);
    if (this.bandKm) drawBand(ctx, view, this._frontier(), this.bandKm);
    if (view.zoom >= FINE_ZOOM) this._lines(ctx, view, this.layers.admin2, color("--map-district"), 0.8);
    if (!this.hasTiles) this._rivers(ctx, view);
    this._lines(ctx, view, this.layers.admin1, color("--map-province"), view.zoom < 6 ? 0.7 : 1);
    this._borders(ctx, view);
  }

  _lands(ctx, view) {
    const lands = this.layers.countries || [];
    if (this.layers.world) this._world(ctx, view);
    this._farLands(ctx, view, lands.filter((shape) => !FOCUS.has(shape.properties.country)));
    for (const shape of lands.filter((one) => FOCUS.has(one.properties.country))) this._focusLand(ctx, view, shape);
  }

  /** The coarse world, only where the finer lands end. */
  _world(ctx, view) {
    const [west, north, east, south] = NEAR_LANDS;
    ctx.save();
    ctx.beginPath();
    ctx.rect(0, 0, view.width, view.height);
    ctx.rect(view.x(west), view.y(north), view.x(east) - view.x(west), view.y(south) - view.y(north));
    ctx.clip("evenodd");
    this._farLands(ctx, view, this.layers.world);
    ctx.restore();
  }

  _farLands(ctx, view, shapes) {
    trace(ctx, view, shapes);
    ctx.fillStyle = color("--map-land-far");
    ctx.fill("evenodd");
    ctx.strokeStyle = color("--map-line-far");
    ctx.lineWidth = 0.8;
    ctx.stroke();
  }

  _focusLand(ctx, view, shape) {
    if (!view.sees(shape.box)) return;
    trace(ctx, view, [shape]);
    ctx.fillStyle = color("--map-land");
    ctx.fill("evenodd");
    ctx.save();
    ctx.clip("evenodd"); // an atlas tint: the land's own colour, deepest at its edge
    const name = `--map-tint-${shape.properties.country.toLowerCase()}`;
    for (const width of [17, 8]) {
      ctx.strokeStyle = tint(name, 0.11);
      ctx.lineWidth = width;
      ctx.stroke();
    }
    ctx.restore();
  }

  _shades(ctx, view) {
    const districts = this.shading && this.shading.shapes !== this.layers.admin1;
    for (const { id, box } of this.shading?.shapes || []) {
      const fill = view.sees(box) && this.shading.fill(id);
      if (!fill) continue;
      trace(ctx, view, [this.byId.get(id)]);
      ctx.fillStyle = fill;
      ctx.fill("evenodd");
    }
    if (districts && view.zoom < FINE_ZOOM) this._lines(ctx, view, this.shading.shapes, color("--map-district"), 0.5);
  }

  _lines(ctx, view, shapes, style, width) {
    if (!shapes) return;
    trace(ctx, view, shapes);
    ctx.strokeStyle = style;
    ctx.lineWidth = width;
    ctx.stroke();
  }

  _rivers(ctx, view) {
    const grown = Math.max(0.7, Math.min(2, (view.zoom - 3) / 3));
    for (const shape of this.layers.rivers || []) {
      const rank = shape.properties.scalerank ?? 6;
      if (rank > view.zoom + 2) continue;
      this._lines(ctx, view, [shape], color("--map-river"), grown * (rank <= 3 ? 1.5 : rank <= 6 ? 1.1 : 0.7));
    }
  }

  _borders(ctx, view) {
    const borders = this.layers.border || [];
    const disputed = borders.filter((shape) => shape.properties.disputed && shape.id !== DURAND_LINE);
    this._lines(ctx, view, borders.filter((shape) => !shape.properties.disputed), color("--map-border"), 1.2);
    ctx.save();
    ctx.setLineDash([3, 3.5]);
    this._lines(ctx, view, disputed, color("--map-disputed"), 1.2);
    ctx.restore();
    this.drawFrontier(ctx, view);
  }

  _frontier() {
    return (this.layers.border || []).filter((shape) => shape.id === DURAND_LINE);
  }

  /** The Durand Line; drawn once more over shaded areas, so that these never hide it. */
  drawFrontier(ctx, view, bare = false) {
    const frontier = this._frontier();
    const width = view.zoom < 6 ? 1.8 : 2.2;
    if (!bare) this._lines(ctx, view, frontier, tint("--map-frontier", 0.14), width + 7);
    ctx.save();
    ctx.lineJoin = "round";
    ctx.lineCap = "butt";
    this._lines(ctx, view, frontier, color("--map-land"), width + 0.6);
    ctx.setLineDash([7, 3.5]);
    this._lines(ctx, view, frontier, color("--map-frontier"), width);
    ctx.restore();
  }
}

/**
 * Add shapes to a new path, leaving out what is out of sight and points closer than a pixel.
 * @param {CanvasRenderingContext2D|Path2D} path @param {import("./canvas.js").View} view @param {Shape[]} shapes
 */
export function trace(path, view, shapes) {
  if (path instanceof CanvasRenderingContext2D) path.beginPath();
  for (const shape of shapes) {
    if (!view.sees(shape.box)) continue;
    shape.rings.forEach((ring, i) => {
      if (view.sees(shape.boxes[i])) traceRing(path, view, ring);
    });
  }
}

function traceRing(path, view, ring) {
  let [lastX, lastY] = [view.x(ring[0]), view.y(ring[1])];
  path.moveTo(lastX, lastY);
  for (let i = 2; i < ring.length; i += 2) {
    const x = view.x(ring[i]);
    const y = view.y(ring[i + 1]);
    if (Math.abs(x - lastX) + Math.abs(y - lastY) < 0.9 && i < ring.length - 2) continue;
    path.lineTo(x, y);
    lastX = x;
    lastY = y;
  }
}

/** The features of each layer in a topology: its lines are written once, as steps on a grid. */
function unpacked({ arcs, objects, transform: { scale, translate } }) {
  const lines = arcs.map((steps) => {
    let [x, y] = [0, 0];
    return steps.map(([dx, dy]) => [(x += dx) * scale[0] + translate[0], (y += dy) * scale[1] + translate[1]]);
  });
  const line = (numbers) => numbers.flatMap((n, i) => (n < 0 ? lines[~n].toReversed() : lines[n]).slice(i ? 1 : 0));
  return Object.fromEntries(Object.entries(objects).map(([name, { geometries }]) => [name, geometries.map((one) =>
    ({ properties: one.properties, geometry: { type: one.type, coordinates: one.arcs.map(line) } }))]));
}

function shapeOf(feature) {
  const { type, coordinates } = feature.geometry;
  const lines = { LineString: [coordinates], MultiLineString: coordinates, Polygon: coordinates, MultiPolygon: coordinates.flat?.(1) }[type] || [];
  const rings = lines.map((line) => Float64Array.from(line.flatMap(([lon, lat]) => [unitX(lon), unitY(lat)])));
  const boxes = rings.map(boxOf);
  const box = [Math.min(...boxes.map((b) => b[0])), Math.min(...boxes.map((b) => b[1])), Math.max(...boxes.map((b) => b[2])), Math.max(...boxes.map((b) => b[3]))];
  return { id: feature.properties.gazetteer_id || feature.properties.id, properties: feature.properties, rings, boxes, box };
}

function boxOf(ring) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < ring.length; i += 2) {
    if (ring[i] < box[0]) box[0] = ring[i];
    if (ring[i] > box[2]) box[2] = ring[i];
    if (ring[i + 1] < box[1]) box[1] = ring[i + 1];
    if (ring[i + 1] > box[3]) box[3] = ring[i + 1];
  }
  return box;
}
