// Starts the page: the map that Folium made, the events, and the parts around it. A change of the state flows from the
// address to the filter and from there to every part; no part talks to another.

import { Basemap } from "./basemap.js";
import { Card } from "./card.js";
import { isStill } from "./canvas.js";
import { CLEAR, filterChips } from "./chips.js";
import { Events, fetchJson } from "./data.js";
import { h, put } from "./dom.js";
import { early } from "./early.js";
import { Facets } from "./facets.js";
import { List, sizeWords } from "./list.js";
import { Overlay, inSight } from "./overlay.js";
import { Panel } from "./panel.js";
import { Search } from "./search.js";
import { Shades } from "./shades.js";
import { Sheet } from "./sheet.js";
import { Store, formatAddress, isFiltered } from "./state.js";
import { familiesOf } from "./symbols.js";
import { themeSwitch } from "./theme.js";
import { Time } from "./time.js";
import { Export, credits, drawer, subtitle, zoomTools } from "./tools.js";
import { Tray } from "./tray.js";

const CORE = [61.5, 28.2, 74.6, 36.6]; // west, south, east, north of the borderlands, which the first view holds
const NARROW_CORE = [65.2, 29.4, 73.6, 35.6]; // the same on a phone
const CLOSE_ZOOM = 9;
const SMALL_NAMES_ZOOM = 7; // from here on names of small places are written
const FILTERS = /^(q|types|statuses|from|to|actor|source|place|country|admin1|near)$/;
const byId = (id) => /** @type {any} */ (document.getElementById(id));

/**
 * Start the page.
 * @param {any} map Leaflet map, made by the page's script
 * @param {any} config addresses, layers, attribution and region, as the service hands them over
 */
export function start(map, config) {
  new Page(map, config).load();
}

class Page {
  constructor(map, config) {
    this.map = map;
    this.config = config;
    this.urls = { events: "/api/events", labels: "/api/labels?rank=3", all_labels: "/api/labels", places: "/api/places", export: "/export/events", event_page: "/events/", article_page: "/articles/", ...config.urls };
    this.store = new Store(familiesOf(config));
    this.told = early(this.urls.events);
    this.told.catch(() => {});
    this.events = null;
    this.title = document.title;
    this._frame();
    this.store.listen((state, before, byHistory) => this._changed(state, before, byHistory));
  }

  /** Fetch names and events, then draw them. */
  async load() {
    this._view(this.store.state, false);
    this.list.waiting();
    this._names(this.urls.labels).then((labels) => this.tray.fillNames(labels || [])).then(() => this.events && this._refresh());
    try {
      this._fill(await this.told);
    } catch (error) {
      put(this.list.rows);
      this._notice(`The events could not be fetched. ${error.message}`, () => {
        this.told = fetchJson(this.urls.events);
        this.load();
      });
    }
  }

  /** Fetch names for the map; those of small places only once they are near. */
  async _names(url) {
    try {
      const labels = await early(url);
      if (labels.length > (this.nameCount || 0)) this.overlay.fillLabels(labels); // the shorter list may come last
      this.nameCount = Math.max(labels.length, this.nameCount || 0);
      return labels;
    } catch (error) {
      this._notice(`Names for the map could not be fetched. ${error.message}`);
      return null;
    }
  }

  _frame() {
    const { map, store } = this;
    tune(map);
    const change = (patch, how) => store.change(patch, how);
    const say = (text) => this._say(text);
    const open = (id) => this._open(id);
    const filter = (patch) => this._filter(patch);
    this.basemap = new Basemap(map, this.urls.basemap || {}, { changed: () => this.overlay?.redraw(), failed: (error) => this._notice(`A part of the map could not be fetched. ${error.message}`) });
    this.overlay = new Overlay(map, this.basemap, byId("tip"), { open: (target) => this._target(target), say });
    this.tray = new Tray(byId("tray"), (at) => this._at(store.state.at === at ? "" : at));
    this.shades = new Shades(this.basemap, change);
    byId("stage").append(this.shades.legend);
    this.time = new Time(byId("time"), change, () => this._tell());
    this.list = new List(byId("events"), { open, change, point: (index) => this.overlay.point(index), href: (id) => formatAddress({ ...store.state, event: id }, store.families) });
    this.card = new Card(byId("events"), this.urls, { close: () => this._close(), open, filter, say, countryName: (code) => this.tray.countryName(code, this.events) });
    this.search = new Search(byId("search"), this.urls.places, { open, filter, say, go: (place) => this._go(place) });
    this.sheet = new Sheet(byId("sheet"), byId("grip"));
    this._tools();
    credits(byId("credits"), this.config.attribution || []);
    map.on("moveend", () => this._moved());
    map.on("zoomend", () => {
      if (map.getZoom() >= SMALL_NAMES_ZOOM) this.allNames ??= this._names(this.urls.all_labels);
    });
    new ResizeObserver(() => this._resized()).observe(byId("stage"));
    document.querySelector(".skip").addEventListener("click", (event) => {
      event.preventDefault();
      if (this.card.isOpen) this.card.root.focus();
      else this.list.focus();
    });
    const container = map.getContainer();
    container.setAttribute("role", "application");
    container.setAttribute("aria-label", "Map. Arrow keys move it, plus and minus zoom, N and P step through what it shows, Enter opens.");
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.card.isOpen && !event.defaultPrevented && event.target.tagName !== "INPUT") this._close();
    });
  }

  _tools() {
    const tools = byId("tools");
    this.export = new Export(this.urls.export);
    tools.append(drawer(byId("panel"), byId("stage")), this.export.root);
    themeSwitch(tools, () => {
      this.basemap.redraw();
      this.overlay.redraw();
      this.time.redraw();
    });
    byId("stage").append(zoomTools(this.map, () => this._home(true)));
  }

  _fill(told) {
    const families = this.store.families;
    this.events = new Events(told.events, families, this.config.region || null);
    this.facets = new Facets(this.events, this.store, (code) => this.tray.countryName(code, this.events));
    this.panel = new Panel(byId("panel"), this.config.layers || [], this.events, this.store, [this.facets.root, this.shades.control]);
    this.time.fill(this.events);
    this.search.fill(this.events);
    this._notice("");
    subtitle(byId("subtitle"), this.events, told.news_until);
    this._refresh();
    const index = this.events.byId.get(this.store.state.event);
    if (this.store.state.at) this.sheet.show("events", "half");
    if (this.store.state.event) this._card(this.store.state, { fly: this.store.state.ll === null && index !== undefined });
    if (told.count > told.events.length) this._notice(`The map holds the latest ${told.events.length.toLocaleString("en")} of ${told.count.toLocaleString("en")} events. Narrow the export to get the rest.`);
  }

  _changed(state, before, byHistory) {
    if (byHistory && (String(state.ll) !== String(before.ll) || state.z !== before.z)) this._view(state, false);
    if (!this.events) return;
    if (byHistory) this.time.stop();
    if (this.passing && formatAddress(state, this.store.families) !== formatAddress(before, this.store.families)) this._notice("");
    const filtered = Object.keys(state).some((key) => FILTERS.test(key) && String(value(state[key])) !== String(value(before[key])));
    const listed = ["at", "inview", "oldest"].some((key) => state[key] !== before[key]);
    const moved = state.inview && (String(state.ll) !== String(before.ll) || state.z !== before.z);
    if (filtered) this._refresh(true);
    else if (listed || moved) this._listed();
    if (!filtered && (moved || state.inview !== before.inview)) this.time.narrow(this._within(state));
    if (!filtered && state.shade !== before.shade) this.shades.update(this.events, state);
    if (state.at !== before.at && !filtered) this.tray.update(this.events, state.at);
    if (state.event !== before.event) this._card(state, { fly: !byHistory });
  }

  _refresh(spoken = false) {
    const { state } = this.store;
    this.events.filter(state);
    this.overlay.update(this.events);
    this.panel.update(state);
    this.facets.update(state);
    this.shades.update(this.events, state);
    this.tray.update(this.events, state.at);
    this.time.update(state, this._within(state));
    this.search.update(state);
    this.export.update(state, this.events, this.store.families);
    this._listed();
    if (spoken && !this.time.playing) this._tell();
  }

  _tell() {
    this._say(`${sizeWords(this.events.visible().length, this.events.size)} shown.`);
  }

  /** What the histogram counts besides the filters. */
  _within(state) {
    return state.inview ? (i) => this._inView(i) : null;
  }

  _listed() {
    const { state } = this.store;
    const { events } = this;
    let indices = events.visible();
    const shown = indices.length;
    if (state.at) indices = indices.filter((i) => events.isAt(i, state.at));
    if (state.inview && !state.at) indices = indices.filter((i) => this._inView(i));
    if (state.oldest) indices = indices.toReversed();
    const title = state.at ? this._atName(state.at) : "Events";
    this.list.update(events, indices, { title, state, filters: filterChips(state, events, (patch) => this.store.change(patch), (code) => this.tray.countryName(code, events)), hint: this._hint(state, shown) });
    this.sheet.count(indices.length);
    const open = events.byId.get(state.event);
    if (open !== undefined) this.list.reveal(open);
  }

  _inView(i) {
    const { place, arc } = this.events.list[i];
    const drawn = this.events.drawn[i];
    if ((drawn === "mark" || drawn === "area") && inSight(this.map, place)) return true;
    return Boolean(arc && drawn !== "totals" && (inSight(this.map, arc.from) || inSight(this.map, arc.to)));
  }

  _atName(at) {
    const first = this.events.list.find((_, i) => this.events.isAt(i, at));
    if (at.startsWith("arc:")) return first ? `${first.arc.from.name} → ${first.arc.to.name}` : "This arc";
    if (at.startsWith("place:")) return first ? first.place.name : "This place";
    return this.tray.nameOf(at, this.events);
  }

  _hint(state, shown) {
    const button = (text, patch) => h("button", { class: "button", type: "button", on: { click: () => this.store.change(patch) } }, text);
    if (!this.events.size) return h("div", {}, h("h3", {}, "No events yet"), h("p", {}, "Feed some articles to the service: ", h("code", {}, "torkham ingest FILE…"), ". They appear here after a reload."));
    if (shown && state.at) return h("div", {}, h("h3", {}, "Nothing here passes the filters"), button("Show all events", { at: "", inview: false }));
    if (shown && state.inview) return h("div", {}, h("h3", {}, "No event in this part of the map"), h("p", {}, "Zoom out, or list events from everywhere."), button("List all", { inview: false }));
    return h("div", {}, h("h3", {}, "No event passes the filters"), h("p", {}, "Take one away above, or start anew."), isFiltered(state) ? button("Clear all filters", CLEAR) : null);
  }

  _card(state, { fly }) {
    const index = this.events.byId.get(state.event);
    byId("events").classList.toggle("has-card", Boolean(state.event));
    document.title = index === undefined ? this.title : `${this.events.list[index].title} · Torkham`;
    if (!state.event) {
      this.card.hide();
      this.overlay.select(-1);
      for (const row of this.list.made.values()) row.classList.remove("is-chosen");
      this.list.selected = null;
      this.list._render();
      return;
    }
    if (index === undefined) {
      this._unknown(state.event);
      return;
    }
    const place = this.events.list[index].place;
    const here = place ? this.events.visible().filter((i) => this.events.list[i].place?.id === place.id && this.events.drawn[i] === this.events.drawn[index]).toReversed() : [];
    this.card.show(this.events, index, { here, focus: fly });
    this.overlay.select(index);
    this.list.selected = state.event;
    this.list._render();
    this.sheet.show("events", "half");
    if (fly) this._flyTo(index);
  }

  /** An id that is not in the list may be one that was merged into another: the service knows. */
  async _unknown(id) {
    try {
      const event = await fetchJson(`${this.urls.events}/${encodeURIComponent(id)}`);
      if (this.store.state.event === id && event.id !== id && this.events.byId.has(event.id)) this.store.change({ event: event.id }, { quiet: true });
    } catch (error) {
      this.store.change({ event: null }, { quiet: true });
      this._notice(`There is no event ${id}. It may have been read anew under another id; search for it above.`);
    }
  }

  _flyTo(index) {
    const { place, arc } = this.events.list[index];
    const drawn = this.events.drawn[index];
    if (drawn === "mark" || drawn === "area") this._center(place, drawn === "area" ? Math.max(6.5, this.map.getZoom()) : Math.max(7, this.map.getZoom()));
    else if (arc && !(inSight(this.map, arc.from) && inSight(this.map, arc.to))) this._fit([[arc.from.lat, arc.from.lon], [arc.to.lat, arc.to.lon]]);
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

  _fit(points) {
    const bounds = L.latLngBounds(points).pad(0.15);
    const covered = this.sheet.covered();
    if (isStill()) this.map.fitBounds(bounds, { animate: false, paddingBottomRight: [0, covered], maxZoom: 12 });
    else this.map.flyToBounds(bounds, { duration: 0.7, paddingBottomRight: [0, covered], maxZoom: 12 });
  }

  _open(id) {
    this.store.change({ event: id });
  }

  _close() {
    const was = this.events?.byId.get(this.store.state.event);
    this.store.change({ event: null });
    if (was !== undefined) {
      this.list.reveal(was);
      if (!this.sheet.isPhone) this.list.focus();
    }
  }

  _at(at) {
    this.store.change({ at, event: null });
    if (!at) return;
    this.sheet.show("events", "half");
    if (document.activeElement === this.map.getContainer()) this.list.focus();
  }

  _filter(patch) {
    const inCard = this.card.root.contains(document.activeElement);
    this.store.change({ ...patch, event: null, at: "" });
    this.sheet.show("events", "half");
    if (inCard) this.list.focus();
  }

  _go(place) {
    const zoom = { country: 6, province: 7.5, district: 9, region: 7.5 }[place.kind] || Math.max(CLOSE_ZOOM, this.map.getZoom());
    if (place.events) this._at(`place:${place.id}`);
    this._fly([place.lat, place.lon], zoom);
  }

  /** Something on the map was clicked. */
  _target(target) {
    if (target.ids.length === 1) return this._open(this.events.list[target.ids[0]].id);
    if (target.kind === "arc") return this._at(target.id);
    if (target.kind !== "cluster") return this._at(`place:${(target.place || target.sites[0].place).id}`);
    return this._fit(target.sites.map((site) => [site.place.lat, site.place.lon]));
  }

  _moved() {
    if (this.resizing) return undefined;
    const { lat, lng } = this.map.getCenter();
    const z = this.map.getZoom();
    const home = this.atHome && this.atHome.lat === lat && this.atHome.lng === lng && this.atHome.z === z;
    return this.store.change(home ? { ll: null, z: null } : { ll: [lat, lng], z }, { quiet: true });
  }

  /** The map's own size has changed: the first view fits itself anew, any other keeps its centre. */
  _resized() {
    this.resizing = true;
    this.map.invalidateSize({ animate: false, pan: this.store.state.ll !== null });
    this.resizing = false;
    if (this.store.state.ll === null) this._home(false);
    this.basemap.redraw();
    this.overlay.redraw();
  }

  _view(state, animate) {
    if (state.ll && state.z !== null) this.map.setView(state.ll, state.z, { animate });
    else this._home(animate);
  }

  _home(animate) {
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

  _say(text) {
    const live = byId("live");
    clearTimeout(this.saying);
    this.saying = setTimeout(() => put(live, text), 60);
  }

  /** Tell a fault; without a retry it goes away with the next step. */
  _notice(text, retry) {
    this.passing = Boolean(text && !retry);
    const button = text && h("button", { class: "button", type: "button", on: { click: () => {
      put(byId("notice"));
      retry?.();
    } } }, retry ? "Try again" : "Close");
    put(byId("notice"), text ? h("p", {}, text) : null, button || null);
  }
}

function value(one) {
  return one instanceof Set ? `set:${[...one].sort()}` : one;
}

function tune(map) {
  Object.assign(map.options, { zoomSnap: 0.25, zoomDelta: 1, wheelPxPerZoomLevel: 110, wheelDebounceTime: 30, keyboardPanDelta: 90 });
  map.zoomControl?.remove();
  map.attributionControl?.remove();
  L.control.scale({ position: "bottomleft", maxWidth: 110, imperial: false }).addTo(map);
}
