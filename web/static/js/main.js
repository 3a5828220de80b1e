// Starts the page: the map that Folium made, the events, and the parts around it. A change of the state flows from the
// address to the filter and from there to every part; no part talks to another.

import { Basemap } from "./basemap.js";
import { Camera } from "./camera.js";
import { Card } from "./card.js";
import { filterChips, filtersInWords } from "./chips.js";
import { unpacked } from "./columns.js";
import { Events } from "./data.js";
import { h, icon, put } from "./dom.js";
import { early } from "./early.js";
import { Facets } from "./facets.js";
import { fetchJson } from "./fetching.js";
import { Ground } from "./ground.js";
import { Keeping } from "./keeping.js";
import { rememberLanguage } from "./language.js";
import { List, sizeWords } from "./list.js";
import { hintOf, isInView, listed, titleOf } from "./listing.js";
import { Notices } from "./notices.js";
import { Overlay } from "./overlay.js";
import { Panel } from "./panel.js";
import { Refresh } from "./refresh.js";
import { Search } from "./search.js";
import { Shades } from "./shades.js";
import { Sheet } from "./sheet.js";
import { Store, formatAddress, selectsSame } from "./state.js";
import { Switches } from "./switches.js";
import { familiesOf } from "./symbols.js";
import { Table } from "./table.js";
import { themeSwitch } from "./theme.js";
import { Time } from "./time.js";
import { Export, credits, drawer, subtitle, zoomTools } from "./tools.js";
import { Tray } from "./tray.js";
import { learnAreas } from "./names.js";
import { isMirrored, number, t, tn } from "./phrases.js";

const SMALL_NAMES_ZOOM = 7; // from here on names of small places are written
const URLS = { events: "/api/events", all_events: "/api/events", labels: "/api/labels?rank=3", all_labels: "/api/labels", places: "/api/places", matches: "/api/matches", version: "/api/version", export: "/export/events", event_page: "/events/", article_page: "/articles/" };
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
    this.config = { layers: [], attribution: [], sources: [], grounds: [], forms: [], ...config };
    this.urls = { ...URLS, ...config.urls };
    this.store = new Store(familiesOf(config));
    this.told = early(this.urls.all_events);
    this.told.catch(() => {});
    this.events = null;
    this.title = document.title;
    this._frame();
    this.store.listen((state, before, byHistory) => this._changed(state, before, byHistory));
    this._linkWhole(this.store.state);
  }

  /** In a frame of another site a link leads to the whole page, as it is now. */
  _linkWhole(state) {
    byId("whole")?.setAttribute("href", `/${formatAddress(state, this.store.families)}`);
  }

  /** Fetch names and events, then draw them. */
  async load() {
    this.camera.view(this.store.state, false);
    this.list.waiting();
    this._names(this.urls.labels).then((labels) => this.tray.fillNames(labels || [])).then(() => this.events && this._refresh());
    try {
      this._fill(unpacked(await this.told));
    } catch (error) {
      put(this.list.rows);
      this.notices.tell(t("The events could not be fetched. %(reason)s", { reason: error.message }), () => {
        this.told = fetchJson(this.urls.all_events);
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
      this.shades.fillPeople(labels);
      learnAreas(labels);
      return labels;
    } catch (error) {
      this.notices.tell(t("Names for the map could not be fetched. %(reason)s", { reason: error.message }));
      return null;
    }
  }

  _frame() {
    const { map, store } = this;
    tune(map);
    this.notices = new Notices(byId("notice"), byId("live"));
    const change = (patch, how) => store.change(patch, how);
    const say = (text) => this.notices.say(text);
    const open = (id) => store.change({ event: id });
    const filter = (patch) => this._filter(patch);
    const href = (id) => formatAddress({ ...store.state, event: id, view: "" }, store.families);
    this.countryName = (code) => this.tray.countryName(code, this.events);
    this.basemap = new Basemap(map, this.urls.basemap || {}, { changed: () => this.overlay?.redraw(), failed: (error) => this.notices.tell(t("A part of the map could not be fetched. %(reason)s", { reason: error.message })) });
    this.overlay = new Overlay(map, this.basemap, byId("tip"), { open: (target) => this._target(target), say });
    this.ground = new Ground(map, this.config.grounds);
    this.tray = new Tray(byId("tray"), (at) => this._at(store.state.at === at ? "" : at));
    this.shades = new Shades(this.basemap, change);
    byId("stage").append(h("div", { class: "legends" }, this.overlay.hexes.legend, this.shades.legend));
    this.time = new Time(byId("time"), change, () => this._tell());
    this.list = new List(byId("events"), { open, change, point: (index) => this.overlay.point(index), href });
    this.card = new Card(byId("events"), this.urls, { close: () => this._close(), open, filter, say, countryName: this.countryName });
    this.search = new Search(byId("search"), this.urls.places, { open, filter, say, go: (place) => this._go(place) });
    this.sheet = new Sheet(byId("sheet"), byId("grip"));
    this.camera = new Camera(map, store, this.sheet);
    this.refresh = new Refresh(this.urls.version, this.config.refresh_s || 0, () => this._renew());
    this._tools(change, say, open, href);
    this._listen();
  }

  _tools(change, say, open, href) {
    const tools = byId("tools");
    this.export = new Export(this.urls.export, this.config.forms, new Keeping(this.map, this.notices, () => (this.events ? this._about() : null)));
    this.table = new Table(byId("table"), { open: (id) => change({ event: id }), change, say, href, exportUrl: (form, ids) => this.export.urlOf(form, ids) });
    this.tableButton = h("button", { class: "tool with-text", type: "button", "aria-pressed": "false", "aria-label": t("Table"), title: t("Events as a table"), on: { click: () => change({ view: this.store.state.view ? "" : "table" }) } }, icon("table"), h("span", {}, t("Table")));
    tools.append(drawer(byId("panel"), byId("stage")), this.tableButton, this.export.root);
    rememberLanguage();
    themeSwitch(tools, () => {
      this.basemap.redraw();
      this.overlay.redraw();
      this.time.redraw();
    });
    byId("stage").append(zoomTools(this.map, () => this.camera.home(true)));
    this.credits = credits(byId("credits"), this.config.attribution, this.config.sources);
  }

  _listen() {
    this.map.on("zoomend", () => {
      if (this.map.getZoom() >= SMALL_NAMES_ZOOM) this.allNames ??= this._names(this.urls.all_labels);
    });
    new ResizeObserver(() => {
      this.camera.resized();
      this.basemap.redraw();
      this.overlay.redraw();
    }).observe(byId("stage"));
    document.querySelector(".skip").addEventListener("click", (event) => {
      event.preventDefault();
      if (this.card.isOpen) this.card.root.focus();
      else this.list.focus();
    });
    const container = this.map.getContainer();
    container.setAttribute("role", "application");
    container.setAttribute("aria-label", t("Map. Arrow keys move it, plus and minus zoom, N and P step through what it shows, Enter opens."));
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.card.isOpen && !event.defaultPrevented && event.target.tagName !== "INPUT") this._close();
    });
  }

  _fill(told) {
    const isFirst = this.events === null;
    this.events = new Events(told.events, familiesOf(this.config), this.config.region || null);
    this.store.families = this.events.families;
    this.facets = new Facets(this.events, this.store, this.countryName);
    this.switches = new Switches(this.store, [this.shades.control], this.config.grounds);
    this.panel = new Panel(byId("panel"), this.config.layers, this.events, this.store, [this.facets.root, this.switches.root]);
    this.time.fill(this.events);
    this.search.fill(this.events);
    this.notices.tell("");
    subtitle(byId("subtitle"), this.events, told.news_until);
    this._refresh();
    this.refresh.begin(told.version);
    if (isFirst) this._first();
    if (told.count > told.events.length) this.notices.tell(t("The map holds the latest %(part)s of %(all)s events. Narrow the export to get the rest.", { part: number(told.events.length), all: number(told.count) }));
  }

  /** What the address asked for besides filters. */
  _first() {
    const { state } = this.store;
    if (state.at) this.sheet.show("events", "half");
    if (state.event) this._card(state, { fly: state.ll === null && this.events.byId.has(state.event) });
  }

  /** Take newer data over, and tell politely what is new. */
  async _renew() {
    try {
      const known = new Set(this.events.byId.keys());
      this._fill(unpacked(await fetchJson(this.urls.all_events)));
      const fresh = this.events.list.filter((event) => !known.has(event.id)).length;
      const words = fresh ? tn("%(num)s new event read just now.", "%(num)s new events read just now.", fresh) : t("The events were read anew.");
      this.notices.tell(words, () => {}, t("Close"));
      this.notices.say(words);
      if (this.store.state.event && this.card.isOpen) this.card.again(this.events, this.events.byId.get(this.store.state.event));
    } catch {
      // the page goes on with what it has; the next change asks again
    }
  }

  _changed(state, before, byHistory) {
    const moved = String(state.ll) !== String(before.ll) || state.z !== before.z;
    if (byHistory && moved) this.camera.view(state, false);
    this._linkWhole(state);
    if (!this.events) return;
    if (byHistory) this.time.stop();
    if (formatAddress(state, this.store.families) !== formatAddress(before, this.store.families)) this.notices.clear();
    if (!selectsSame(state, before)) this._refresh(true);
    else this._touched(state, before, moved);
    if (state.event !== before.event) this._card(state, { fly: !byHistory });
  }

  /** A change that leaves the selection as it is: only the parts that it concerns are made anew. */
  _touched(state, before, moved) {
    const differs = (...words) => words.some((word) => String(state[word]) !== String(before[word]));
    const drawn = String([...state.hide]) !== String([...before.hide]) || differs("density");
    if (differs("at", "inview", "sort", "view") || (state.inview && moved)) this._listed();
    if (differs("inview") || (state.inview && moved)) this.time.narrow(this._within(state));
    if (differs("axis")) this.time.update(state, this._within(state));
    if (differs("shade")) this._shade(state);
    if (drawn) this.overlay.switch(state);
    if (drawn || differs("ground", "at")) this._switched(state);
    if (differs("at")) this.tray.update(this.events, state.at);
  }

  _refresh(spoken = false) {
    const { state } = this.store;
    this.events.filter(state);
    this.events.search(state.q, this.urls.matches).then((found) => found && this.store.state.q === state.q && this._refresh(true)).catch(() => {}); // what the page holds is searched meanwhile
    this.basemap.band(state.near);
    this.overlay.update(this.events, state);
    this.panel.update(state);
    this.facets.update(state);
    this._switched(state);
    this._shade(state);
    this.tray.update(this.events, state.at);
    this.time.update(state, this._within(state));
    this.search.update(state);
    this.export.update(state, this.events, this.store.families);
    this._listed();
    if (spoken && !this.time.playing) this._tell();
  }

  _switched(state) {
    this.switches.update(state, this.overlay.arcs.listed());
    const whose = this.ground.show(state.ground);
    this.basemap.tiles(Boolean(whose));
    byId("ground-credit").textContent = whose;
  }

  _shade(state) {
    if (state.shade.endsWith("rate")) this.allNames ??= this._names(this.urls.all_labels);
    this.shades.update(this.events, state);
  }

  _tell() {
    this.notices.say(t("%(events)s shown.", { events: sizeWords(this.events.visible().length, this.events.size) }));
  }

  /** What the histogram counts besides the filters. */
  _within(state) {
    return state.inview ? (i) => isInView(this.map, this.events, i) : null;
  }

  _listed() {
    const { state } = this.store;
    const { events } = this;
    const indices = listed(this.map, events, state);
    const change = (patch) => this.store.change(patch);
    const filters = filterChips(state, events, change, this.countryName);
    const isTable = state.view === "table"; // then the chips stand above the table: the list makes room for it
    this.list.update(events, indices, { title: titleOf(state.at, events, this.tray), state, filters: isTable ? [] : filters, hint: hintOf(events, state, change) });
    this.sheet.count(indices.length);
    document.body.classList.toggle("shows-table", isTable);
    this.tableButton.setAttribute("aria-pressed", String(isTable));
    byId("table").hidden = !isTable;
    if (isTable) this.table.update(events, listed(this.map, events, { ...state, sort: "" }), { chosen: state.event, filters });
    const open = events.byId.get(state.event);
    if (open !== undefined) this.list.reveal(open);
  }

  _card(state, { fly }) {
    const { events } = this;
    const index = events.byId.get(state.event);
    byId("events").classList.toggle("has-card", Boolean(state.event));
    document.title = index === undefined ? this.title : `${events.list[index].title} · ${t("Torkham")}`;
    if (!state.event) this.card.hide();
    this.overlay.select(index ?? -1);
    this.list.choose(index === undefined ? null : state.event);
    if (!state.event) return;
    if (index === undefined) {
      this._unknown(state.event);
      return;
    }
    this.card.show(events, index, { focus: fly });
    this.sheet.show("events", "half");
    if (fly && !state.view) this.camera.flyTo(events, index);
  }

  /** An id that is not in the list may be one that was merged into another: the service knows. */
  async _unknown(id) {
    try {
      const event = await fetchJson(`${this.urls.events}/${encodeURIComponent(id)}`);
      if (this.store.state.event === id && event.id !== id && this.events.byId.has(event.id)) this.store.change({ event: event.id }, { quiet: true });
    } catch (error) {
      this.store.change({ event: null }, { quiet: true });
      this.notices.tell(t("There is no event %(id)s. It may have been read anew under another id; search for it above.", { id }));
    }
  }

  _close() {
    const was = this.events?.byId.get(this.store.state.event);
    this.store.change({ event: null });
    if (was === undefined) return;
    this.list.reveal(was);
    if (!this.sheet.isPhone) this.list.focus();
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
    if (place.events) this._at(`place:${place.id}`);
    this.camera.goTo(place);
  }

  /** Something on the map was clicked. */
  _target(target) {
    if (target.ids.length === 1) return this.store.change({ event: this.events.list[target.ids[0]].id });
    if (target.kind === "arc") return this._at(target.id);
    if (target.place || target.sites.length === 1) return this._at(`place:${(target.place || target.sites[0].place).id}`);
    return this.camera.fit(target.sites.map((site) => [site.place.lat, site.place.lon]));
  }

  /** What a picture of the page tells. */
  _about() {
    const filters = filtersInWords(this.store.state, this.events, this.countryName).map(({ words }) => words);
    return { title: this.title, filters, events: this.events, credits: this.credits,
      address: location.href, hexes: this.overlay.hexes.legend, shades: this.shades.legend };
  }
}

function tune(map) {
  Object.assign(map.options, { zoomSnap: 0.25, zoomDelta: 1, wheelPxPerZoomLevel: 110, wheelDebounceTime: 30, keyboardPanDelta: 90 });
  map.zoomControl?.remove();
  map.attributionControl?.remove();
  L.control.scale({ position: isMirrored ? "bottomright" : "bottomleft", maxWidth: 110, imperial: false }).addTo(map);
}
