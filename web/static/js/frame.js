// The parts of the page, made and put into their places before there are events.

import { Basemap } from "./basemap.js";
import { Camera } from "./camera.js";
import { Card } from "./card.js";
import { h, icon } from "./dom.js";
import { Ground } from "./ground.js";
import { Keeping } from "./keeping.js";
import { rememberLanguage } from "./language.js";
import { List } from "./list.js";
import { Notices } from "./notices.js";
import { Overlay } from "./overlay.js";
import { isMirrored, t } from "./phrases.js";
import { Refresh } from "./refresh.js";
import { Search } from "./search.js";
import { Shades } from "./shades.js";
import { Sheet } from "./sheet.js";
import { formatAddress } from "./state.js";
import { Table } from "./table.js";
import { themeSwitch } from "./theme.js";
import { Time } from "./time.js";
import { Export, credits, drawer, zoomTools } from "./tools.js";
import { Tray } from "./tray.js";

const SMALL_NAMES_ZOOM = 7; // from here on names of small places are written

/** An element of the page by its id. @param {string} id @returns {any} */
export const byId = (id) => document.getElementById(id);

/** Make the parts of a page. @param {any} page see main.js */
export function frame(page) {
  tune(page.map);
  page.notices = new Notices(byId("notice"), byId("live"));
  const calls = callsOf(page);
  makeMap(page, calls);
  makeSides(page, calls);
  makeTools(page, calls);
  listen(page);
}

/** What parts may ask of the page. */
function callsOf({ store, notices, opening }) {
  return {
    change: (patch, how) => store.change(patch, how),
    say: (text) => notices.say(text),
    open: (id) => store.change({ event: id }),
    filter: (patch) => opening.filter(patch),
    href: (id) => formatAddress({ ...store.state, event: id, view: "" }, store.families),
  };
}

function makeMap(page, { change, say }) {
  const { map, store, opening } = page;
  page.basemap = new Basemap(map, page.urls.basemap || {}, { changed: () => page.overlay?.redraw(), failed: (error) => page.notices.tell(t("A part of the map could not be fetched. %(reason)s", { reason: error.message })) });
  page.overlay = new Overlay(map, page.basemap, byId("tip"), { open: (target) => opening.target(target), say });
  page.ground = new Ground(map, page.config.grounds);
  page.tray = new Tray(byId("tray"), (at) => opening.at(store.state.at === at ? "" : at));
  page.countryName = (code) => page.tray.countryName(code, page.events);
  page.shades = new Shades(page.basemap, change);
  byId("stage").append(h("div", { class: "legends" }, page.overlay.hexes.legend, page.shades.legend));
  page.time = new Time(byId("time"), change, () => page.tell());
}

function makeSides(page, { change, say, open, filter, href }) {
  const { map, store, opening } = page;
  page.list = new List(byId("events"), { open, change, point: (index) => page.overlay.point(index), href });
  page.card = new Card(byId("events"), page.urls, { close: () => opening.close(), open, filter, say, countryName: page.countryName });
  page.search = new Search(byId("search"), page.urls.places, { open, filter, say, go: (place) => opening.go(place) });
  page.sheet = new Sheet(byId("sheet"), byId("grip"));
  page.camera = new Camera(map, store, page.sheet);
  page.refresh = new Refresh(page.urls.version, page.config.refresh_s || 0, () => page.renew());
}

function makeTools(page, { change, say, open, href }) {
  const tools = byId("tools");
  page.export = new Export(page.urls.export, page.config.forms, new Keeping(page.map, page.notices, () => page.about()));
  page.table = new Table(byId("table"), { open, change, say, href, exportUrl: (form, ids) => page.export.urlOf(form, ids) });
  page.tableButton = h("button", { class: "tool with-text", type: "button", "aria-pressed": "false", "aria-label": t("Table"), title: t("Events as a table"), on: { click: () => change({ view: page.store.state.view ? "" : "table" }) } }, icon("table"), h("span", {}, t("Table")));
  tools.append(drawer(byId("panel"), byId("stage")), page.tableButton, page.export.root);
  rememberLanguage();
  themeSwitch(tools, () => {
    page.basemap.redraw();
    page.overlay.redraw();
    page.time.redraw();
  });
  byId("stage").append(zoomTools(page.map, () => page.camera.home(true)));
  page.credits = credits(byId("credits"), page.config.attribution, page.config.sources);
}

function listen(page) {
  const { map, card, opening } = page;
  map.on("zoomend", () => {
    if (map.getZoom() >= SMALL_NAMES_ZOOM) page.fetchAllNames();
  });
  new ResizeObserver(() => {
    page.camera.resized();
    page.basemap.redraw();
    page.overlay.redraw();
  }).observe(byId("stage"));
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    if (card.isOpen) card.root.focus();
    else page.list.focus();
  });
  const container = map.getContainer();
  container.setAttribute("role", "application");
  container.setAttribute("aria-label", t("Map. Arrow keys move it, plus and minus zoom, N and P step through what it shows, Enter opens."));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && card.isOpen && !event.defaultPrevented && event.target.tagName !== "INPUT") opening.close();
  });
}

function tune(map) {
  Object.assign(map.options, { zoomSnap: 0.25, zoomDelta: 1, wheelPxPerZoomLevel: 110, wheelDebounceTime: 30, keyboardPanDelta: 90 });
  map.zoomControl?.remove();
  map.attributionControl?.remove();
  L.control.scale({ position: isMirrored ? "bottomright" : "bottomleft", maxWidth: 110, imperial: false }).addTo(map);
}
