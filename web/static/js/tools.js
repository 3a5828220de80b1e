// The small things around the map: export, the drawer's button, zoom, the line under the title, the credits.

import { english, h, icon, put } from "./dom.js";
import { sizeWords } from "./list.js";
import { t, tn } from "./phrases.js";
import { filterAddress, isFiltered } from "./state.js";
import { dayOf, dayWords, eventsWords, monthWords } from "./words.js";
import { isAlone } from "./kept.js";

const PAGES = [["/sources", t("Sources")], ["/gazetteer", t("Gazetteer")]];

/** Links to exactly the events that are shown, as files. */
export class Export {
  /**
   * @param {string} url without its ending @param {{form: string, name: string, about: string}[]} forms as the service can write them
   * @param {{picture: () => void, print: () => void, copy: () => void}} calls
   */
  constructor(url, forms, calls) {
    this.url = url;
    this.links = forms.map(({ form, name, about }) => h("a", { href: `${url}.${form}`, download: true, data: { form } }, name, h("small", {}, ` ${about}`)));
    this.note = h("p", { class: "menu-note" });
    const act = (name, symbolName, call) => h("button", { class: "menu-item", type: "button", on: { click: call } }, icon(symbolName), name);
    const acts = [act(t("Save picture"), "picture", () => calls.picture()), act(t("Print"), "print", () => calls.print()), act(t("Copy link to this view"), "link", () => calls.copy())].slice(0, location.protocol === "about:" ? 2 : 3); // a notebook has no such link
    const pages = (isAlone ? [] : PAGES).map(([href, name]) => h("a", { href, class: "only-narrow" }, name));
    const service = isAlone ? null : h("a", { href: "/ogc/" }, "OGC API", h("small", {}, " ", t("for QGIS, GDAL and other GIS")));
    const languages = [...document.querySelectorAll(".tools a[data-language]")].map((link) => Object.assign(link.cloneNode(true), { className: "only-phone" }));
    this.root = menu(t("Export"), "down", this.note, this.links, service, isAlone ? null : h("hr", {}), acts, pages, languages);
  }

  /** The address of some events as a file. @param {string} form @param {string[]} ids */
  urlOf(form, ids) {
    return `${this.url}.${form}?id=${ids.map(encodeURIComponent).join(",")}`;
  }

  /** @param {import("./state.js").State} state @param {import("./data.js").Events} events @param {any[]} families */
  update(state, events, families) {
    const words = filterAddress(state, families);
    const { shown } = events;
    for (const link of this.links) link.href = `${this.url}.${link.dataset.form}${shown ? words : ""}`;
    put(this.note, isFiltered(state) && shown ? t("%(events)s, as filtered", { events: sizeWords(shown, events.size) }) : tn("All %(num)s event", "All %(num)s events", events.size));
  }
}

/** The button that opens the layers where they do not stand beside the map. @param {HTMLElement} panel @param {HTMLElement} stage */
export function drawer(panel, stage) {
  const set = (open) => {
    document.body.classList.toggle("show-panel", open);
    button.setAttribute("aria-expanded", String(open));
  };
  const isOpen = () => document.body.classList.contains("show-panel");
  const button = h("button", { class: "tool only-medium", type: "button", "aria-expanded": "false", "aria-controls": "panel", "aria-label": t("Layers"), title: t("Layers"),
    on: { click: () => set(!isOpen()) } }, icon("layers"));
  stage.addEventListener("pointerdown", () => set(false));
  panel.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isOpen()) return;
    event.preventDefault();
    set(false);
    button.focus();
  });
  return button;
}

/** Buttons to zoom and to see the whole region. @param {any} map @param {() => void} home */
export function zoomTools(map, home) {
  const button = (name, label, act) => h("button", { class: "tool", type: "button", "aria-label": label, title: label, on: { click: act } }, icon(name));
  return h("div", { class: "map-tools", role: "group", "aria-label": t("Zoom") },
    button("plus", t("Zoom in"), () => map.zoomIn(1)), button("minus", t("Zoom out"), () => map.zoomOut(1)), button("home", t("Show the whole region"), home));
}

/**
 * Say how many events of which time the page holds.
 * @param {HTMLElement} root @param {import("./data.js").Events} events @param {string|null|undefined} newsUntil ISO day of the latest article
 */
export function subtitle(root, events, newsUntil) {
  const [articles, sets] = [Number(root.dataset.articles), Number(root.dataset.sets)];
  const sources = [articles ? tn("%(num)s article", "%(num)s articles", articles) : "", sets ? setsWords(sets) : ""].filter(Boolean).join(t(" and "));
  const parts = [sources ? t("%(events)s from %(sources)s", { events: eventsWords(events.size), sources }) : eventsWords(events.size)];
  if (events.span) parts.push(t("%(from)s – %(to)s", { from: monthWords(events.span[0], true), to: monthWords(events.span[1], true) }));
  const day = dayOf(newsUntil);
  if (!Number.isNaN(day)) parts.push(t("news up to %(day)s", { day: dayWords(day) }));
  put(root, parts.map((part, i) => [i ? h("span", { class: "dot", "aria-hidden": "true" }, " · ") : null, h("span", {}, part)]));
}

/**
 * Where the map's data comes from, also the data sets imported, and what its lines do not say: the names in one line, all
 * of it when opened. Returns all lines.
 * @param {any} root @param {string[]} told by the service @param {string[]} names of the sources
 */
export function credits(root, told, names) {
  const sets = JSON.parse(root.dataset.sets || "[]");
  const note = t("Lines do not imply endorsement of any claim; dashed lines are disputed.");
  const short = h("summary", {}, h("b", {}, t("Map data")), h("span", { class: "credits-short" }, " ", english([...names].join(", ")), sets.length ? [t(", "), setsWords(sets.length)] : "", " · ", note));
  const lines = [...told, ...sets];
  put(root, h("details", {}, short, h("p", { class: "credits-lines" }, lines.map((line) => [english(line), " · "]), note)));
  return [...lines, note];
}

function setsWords(n) {
  return tn("%(num)s data set", "%(num)s data sets", n);
}

/** A button that opens a small list of links. */
function menu(name, symbolName, ...items) {
  const list = h("div", { class: "menu", hidden: true }, items);
  const button = h("button", { class: "tool with-text", type: "button", "aria-label": name, "aria-expanded": "false", on: { click: () => show(list.hidden) } }, icon(symbolName), h("span", {}, name));
  const show = (on) => {
    list.hidden = !on;
    button.setAttribute("aria-expanded", String(on));
    if (on) list.querySelector("a, button").focus();
  };
  const box = h("div", { class: "menu-box", on: {
    keydown: (event) => {
      if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        show(false);
        button.focus();
      }
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const links = [...list.querySelectorAll("a, button")].filter((link) => link.checkVisibility());
        event.preventDefault();
        links[(links.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : links.length - 1)) % links.length].focus();
      }
    },
    click: (event) => {
      if (list.contains(event.target)) show(false);
    },
    focusout: (event) => {
      if (!box.contains(event.relatedTarget)) show(false);
    },
  } }, button, list);
  return box;
}
