// Where the map looks: the first view, flights to an event or a place, and the state's centre and zoom. Knows what the
// sheet of a phone covers.

import { isStill } from "./canvas.js";
import { inSight } from "./overlay.js";

const CORE = [61.5, 28.2, 74.6, 36.6]; // west, south, east, north of the borderlands, which the first view holds
const NARROW_CORE = [65.2, 29.4, 73.6, 35.6]; // the same on a phone
const CLOSE_ZOOM = 9;
const ZOOM_OF = { country: 6, province: 7.5, district: 9, region: 7.5 };

/** Moves the map. */
export class Camera {
  /**
   * @param {any} map @param {import("./state.js").Store} store @param {import("./sheet.js").Sheet} sheet
   */
  constructor(map, store, sheet) {
    Object.assign(this, { map, store, sheet });
    map.on("moveend", () => this._moved());
  }

  /** Show what a state says. @param {import("./state.js").State} state @param {boolean} animate */
  view(state, animate) {
    if (state.ll && state.z !== null) this.map.setView(state.ll, state.z, { animate });
    else this.home(animate);
  }

  /** Show the whole region. @param {boolean} animate */
  home(animate) {
    const [west, south, east, north] = this.sheet.isPhone ? NARROW_CORE : CORE;
    const bounds = L.latLngBounds([[south, west], [north, east]]);
    const under = this.sheet.isPhone ? 66 : 0;
    const padding = { paddingTopLeft: [0, this.sheet.isPhone ? 0 : 30], paddingBottomRight: [0, under] };
    this.map.once("moveend", () => {
      const { lat, lng } = this.map.getCenter();
      this.atHome = { lat, lng, z: this.map.getZoom() };
      this._moved();
    });
    if (animate && !isStill()) this.map.flyToBounds(bounds, { ...padding, duration: 0.7 });
    else this.map.fitBounds(bounds, { ...padding, animate: false });
  }

  /** Bring an event into sight. @param {import("./data.js").Events} events @param {number} index */
  flyTo(events, index) {
    const { place, arc } = events.list[index];
    const drawn = events.drawn[index];
    if (drawn === "mark" || drawn === "area") this._center(place, Math.max(drawn === "area" ? 6.5 : 7, this.map.getZoom()));
    else if (arc && !(inSight(this.map, arc.from) && inSight(this.map, arc.to))) this.fit([[arc.from.lat, arc.from.lon], [arc.to.lat, arc.to.lon]]);
  }

  /** Look at a place that a search found. @param {any} place */
  goTo(place) {
    this._fly([place.lat, place.lon], ZOOM_OF[place.kind] || Math.max(CLOSE_ZOOM, this.map.getZoom()));
  }

  /** Hold all of some points in sight. @param {[number, number][]} points latitude, longitude */
  fit(points) {
    const how = { paddingBottomRight: [0, this.sheet.covered()], maxZoom: 12 };
    const bounds = L.latLngBounds(points).pad(0.15);
    const zoom = Math.min(12, this.map.getBoundsZoom(bounds));
    if (zoom <= this.map.getZoom()) this._fly(bounds.getCenter(), Math.min(12, this.map.getZoom() + 1.5)); // a press always leads on
    else if (isStill()) this.map.fitBounds(bounds, { ...how, animate: false });
    else this.map.flyToBounds(bounds, { ...how, duration: 0.7 });
  }

  /** The map's own size has changed: the first view fits itself anew, any other keeps its centre. */
  resized() {
    this.resizing = true;
    this.map.invalidateSize({ animate: false, pan: this.store.state.ll !== null });
    this.resizing = false;
    if (this.store.state.ll === null) this.home(false);
  }

  /** Move so that a place stands free, if it does not yet. */
  _center(place, zoom) {
    const covered = this.sheet.covered();
    const size = this.map.getSize();
    const now = this.map.latLngToContainerPoint([place.lat, place.lon]);
    const free = now.x > 50 && now.x < size.x - 50 && now.y > 60 && now.y < size.y - covered - 40;
    if (free && Math.abs(this.map.getZoom() - zoom) < 0.1) return;
    const point = this.map.project([place.lat, place.lon], zoom).add([0, covered / 2]);
    this._fly(this.map.unproject(point, zoom), zoom);
  }

  _fly(center, zoom) {
    if (isStill()) this.map.setView(center, zoom, { animate: false });
    else this.map.flyTo(center, zoom, { duration: 0.7 });
  }

  _moved() {
    if (this.resizing) return;
    const { lat, lng } = this.map.getCenter();
    const z = this.map.getZoom();
    const home = this.atHome && this.atHome.lat === lat && this.atHome.lng === lng && this.atHome.z === z;
    this.store.change(home ? { ll: null, z: null } : { ll: [lat, lng], z }, { quiet: true });
  }
}
