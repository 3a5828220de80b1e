// Starts the page: the map that Folium made, the events, and the parts around it. A change of the state flows from the
// address to the filter and from there to every part; no part talks to another.

import { filterChips, filtersInWords } from "./chips.js";
import { unpacked } from "./columns.js";
import { early } from "./early.js";
import { Facets } from "./facets.js";
import { fetchJson } from "./fetching.js";
import { byId, frame } from "./frame.js";
import { Groups } from "./groups.js";
import { HeldEvents } from "./held.js";
import { sizeWords } from "./list.js";
import { hintOf, titleOf } from "./listing.js";
import { learnAreas } from "./names.js";
import { Opening } from "./opening.js";
import { Panel } from "./panel.js";
import { ServedEvents } from "./served.js";
import { Store, formatAddress, selectsSame } from "./state.js";
import { Switches } from "./switches.js";
import { familiesOf } from "./symbols.js";
import { t, tn } from "./phrases.js";
import { subtitle } from "./tools.js";

const OVERVIEW = "/api/overview"; // what a page is told in place of more events than it could hold
const URLS = { events: "/api/events", all_events: "/api/events", labels: "/api/labels?rank=3", all_labels: "/api/labels", places: "/api/places", matches: "/api/matches", version: "/api/version", export: "/export/events", event_page: "/events/", article_page: "/articles/",
  list: "/api/list", facets: "/api/facets", clusters: "/api/clusters", hexagons: "/api/hexagons", areas: "/api/areas", histogram: "/api/histogram", choropleth: "/api/choropleth" };

/**
 * Start the page.
 * @param {any} map Leaflet map, made by the page's script
 * @param {any} config addresses, layers, attribution and region, as the service hands them over
 * @param {Record<string, any>} [groups] a group of the map for each layer, for what else switches layers
 */
export function start(map, config, groups = {}) {
  const page = new Page(map, config);
  page.load();
  new Groups(groups, page.store);
}

/** The page: its parts (see frame.js) and how a change comes to them. */
export class Page {
  constructor(map, config) {
    this.map = map;
    this.config = { layers: [], attribution: [], sources: [], grounds: [], forms: [], most_listed: 1000, ...config };
    this.urls = { ...URLS, ...config.urls };
    this.store = new Store(familiesOf(config));
    this.told = early(this.urls.all_events);
    this.told.catch(() => {});
    this.events = null;
    this.opening = new Opening(this);
    frame(this);
    this.store.listen((state, before, byHistory) => this._changed(state, before, byHistory));
    this.map.on("moveend", () => this.events?.look(this.map, this.store.state));
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
    this.names(this.urls.labels).then((labels) => this.tray.fillNames(labels || [])).then(() => this.events && this._refresh());
    try {
      this._fill(await this.told);
    } catch (error) {
      this.list.rows.replaceChildren();
      this.notices.tell(t("The events could not be fetched. %(reason)s", { reason: error.message }), () => {
        this.told = fetchJson(this.urls.all_events);
        this.load();
      });
    }
  }

  /** Fetch names for the map; those of small places only once they are near. */
  async names(url) {
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

  _fill(told) {
    const isFirst = this.events === null;
    this.events = this._made(told);
    const { events } = this;
    this.store.families = events.families;
    this.facets = new Facets(events, this.store, this.countryName);
    this.switches = new Switches(this.store, [this.shades.control], this.config.grounds);
    this.panel = new Panel(byId("panel"), this.config.layers, events, this.store, [this.facets.root, this.switches.root]);
    this.time.fill(events);
    this.search.fill(events);
    this.notices.tell("");
    subtitle(byId("subtitle"), events, told.news_until);
    events.look(this.map, this.store.state);
    this._refresh();
    this.refresh.begin(told.version);
    if (isFirst) this.opening.first();
  }

  /** The events, held here or served for each view. */
  _made(told) {
    const [families, region] = [familiesOf(this.config), this.config.region || null];
    const changed = (part) => this._draw(part, this.store.state);
    if (this.urls.all_events !== OVERVIEW) return new HeldEvents(unpacked(told).events, families, region, { urls: this.urls, changed });
    const failed = (error, again) => this.notices.tell(t("What the map asked for could not be fetched. %(reason)s", { reason: error.message }), again);
    return new ServedEvents(told, families, region, { urls: this.urls, most: this.config.most_listed, changed, failed });
  }

  /** Take newer data over, and tell politely what is new. */
  async renew() {
    try {
      const { byId: known, size, isWhole } = this.events;
      this._fill(await fetchJson(this.urls.all_events));
      const fresh = isWhole ? this.events.list.filter((event) => !known.has(event.id)).length : Math.max(0, this.events.size - size);
      const words = fresh ? tn("%(num)s new event read just now.", "%(num)s new events read just now.", fresh) : t("The events were read anew.");
      this.notices.tell(words, () => {}, t("Close"));
      this.notices.say(words);
      this.opening.again();
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
    if (state.event !== before.event) this.opening.card(state, { fly: !byHistory });
  }

  /** A change that leaves the selection as it is: only the parts that it concerns are made anew. */
  _touched(state, before, moved) {
    const differs = (...words) => words.some((word) => String(state[word]) !== String(before[word]));
    const drawn = String([...state.hide]) !== String([...before.hide]) || differs("density");
    if (differs("density")) this.events.look(this.map, state);
    if (differs("at", "inview", "sort", "view") || (state.inview && moved)) this._draw("list", state);
    if (differs("inview") || (state.inview && moved)) this.time.narrow(state.inview ? this.map : null);
    if (differs("axis")) this._draw("bars", state);
    if (differs("shade")) this._draw("shades", state);
    if (drawn) this.overlay.switch(state);
    if (drawn || differs("ground", "at")) this._switched(state);
    if (differs("at")) this.tray.update(this.events, state.at);
  }

  _refresh(spoken = false) {
    const { state } = this.store;
    this.spoken = spoken;
    this.events.select(state);
    this.basemap.band(state.near);
    this.search.update(state);
    this._draw("all", state);
  }

  /** Draw a part anew, or all. @param {string} part marks, counts, shades, bars, list @param {import("./state.js").State} state */
  _draw(part, state) {
    const { events } = this;
    const is = (...parts) => part === "all" || parts.includes(part);
    if (is("marks")) {
      this.overlay.update(events, state);
      this._switched(state);
    }
    if (is("counts")) {
      this.panel.update(state);
      this.facets.update(state);
      this.tray.update(events, state.at);
      this.export.update(state, events, this.store.families);
      this._spoken(part);
    }
    if (is("shades")) this._shade(state);
    if (is("bars")) this.time.update(state, state.inview ? this.map : null);
    if (is("list")) this._listed(state);
  }

  _switched(state) {
    this.switches.update(state, this.overlay.arcs.listed());
    const whose = this.ground.show(state.ground);
    this.basemap.tiles(Boolean(whose));
    byId("ground-credit").textContent = whose;
  }

  _shade(state) {
    if (state.shade.endsWith("rate")) this.fetchAllNames();
    this.shades.update(this.events, state);
  }

  /** Names of all places, fetched once. */
  fetchAllNames() {
    this.allNames ??= this.names(this.urls.all_labels);
  }

  /** Tell how many events a filter has left, once that is known. */
  _spoken(part) {
    if (!this.spoken || this.time.playing || (part === "all" && !this.events.isWhole)) return;
    this.spoken = false;
    this.tell();
  }

  tell() {
    this.notices.say(t("%(events)s shown.", { events: sizeWords(this.events.shown, this.events.size) }));
  }

  _listed(state) {
    const { events } = this;
    const isTable = state.view === "table"; // then the chips stand above the table: the list makes room for it
    const listing = events.listing(isTable ? { ...state, sort: "" } : state, this.map);
    document.body.classList.toggle("shows-table", isTable);
    this.tableButton.setAttribute("aria-pressed", String(isTable));
    byId("table").hidden = !isTable;
    if (!listing) return; // it is on its way
    const change = (patch) => this.store.change(patch);
    const filters = filterChips(state, events, change, this.countryName);
    this.list.update(events, listing, { title: titleOf(state.at, events, this.tray), state, filters: isTable ? [] : filters, hint: hintOf(events, state, change) });
    this.sheet.count(listing.total);
    if (isTable) this.table.update(events, listing, { chosen: state.event, filters });
    const open = events.byId.get(state.event);
    if (open !== undefined) this.list.reveal(open);
  }

  /** What a picture of the page tells. */
  about() {
    if (!this.events) return null;
    const { state } = this.store;
    const filters = filtersInWords(state, this.events, this.countryName).map(({ words }) => words);
    return { title: this.opening.title, filters, events: this.events, types: state.types, credits: this.credits,
      address: location.href, hexes: this.overlay.hexes.legend, shades: this.shades.legend };
  }
}
