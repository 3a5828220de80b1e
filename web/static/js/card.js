// The card of one event: what, when, where, who, how many, how sure, and every report's sentence with its source.

import { UNNAMED } from "./data.js";
import { fetchJson } from "./fetching.js";
import { english, h, icon, put, safeUrl } from "./dom.js";
import { areaName, otherName, placeName, wayWords } from "./names.js";
import { isMirrored, number, t, tn } from "./phrases.js";
import { symbol } from "./symbols.js";
import { RelatedEvents } from "./related.js";
import { confidenceWords, coordinateWords, countWords, dateNote, dayOf, dayWords, countryWords, kindWords, kmWords, precisionWords, whenWords } from "./words.js";
import { isAlone } from "./kept.js";

const STATUS_WORDS = {
  ongoing: t("Under way"), planned: t("Planned: it has not happened"), alleged: t("Alleged: a side says so"), denied: t("Denied by a side"), cancelled: t("Called off"),
};
const MARKS = { trigger: t("decides the type"), place: t("the place"), actor: t("who"), date: t("when") };
const ROLES = { initiator: t("by"), target: t("against"), party: t("a side:") };

/** The card beside the list. */
export class Card {
  /**
   * @param {Element} parent @param {{events: string, event_page: string, article_page: string}} urls
   * @param {{close: () => void, open: (id: string) => void, filter: (patch: any) => void, say: (text: string) => void, countryName: (code: string) => string}} calls
   */
  constructor(parent, urls, calls) {
    Object.assign(this, { urls, calls });
    this.root = h("article", { class: "card", hidden: true, tabindex: "-1", "aria-label": t("Event") });
    parent.append(this.root);
    this.known = new Map();
  }

  /** @returns {boolean} */
  get isOpen() {
    return !this.root.hidden;
  }

  hide() {
    this.root.hidden = true;
    this.id = null;
  }

  /**
   * Show an event; its reports follow when they have come.
   * @param {import("./data.js").Events} events @param {number} index @param {{focus: boolean}} how
   */
  show(events, index, { focus }) {
    const event = events.list[index];
    if (this.id === event.id && this.isOpen) return;
    this.id = event.id;
    this.evidence = h("div", { class: "evidence" });
    this.reasons = h("div", { class: "reasons" });
    const related = h("div");
    const stepper = h("span", { class: "stepper" });
    put(this.root, this._bar(stepper), h("div", { class: "card-body" }, this._head(events, index), this._facts(event, events.drawn[index]), this.evidence, this.reasons, related, this._foot(event)));
    this.root.hidden = false;
    this.root.querySelector(".card-body").scrollTop = 0;
    if (focus) this.root.focus({ preventScroll: true });
    this._load(event);
    this._later(event, () => events.here(index), (here) => stepper.replaceWith(this._stepper(events, index, here)));
    this._later(event, () => events.related(index), (found) => related.replaceWith(new RelatedEvents(events, index, found, this.calls.open).root));
  }

  /** Take an answer, at once or when it comes, if the card still shows the same event. What fails is left out. */
  _later(event, ask, take) {
    const found = ask();
    if (!(found instanceof Promise)) take(found);
    else found.then((later) => this.id === event.id && take(later)).catch(() => {});
  }

  /** Show the open event anew, from newer data. @param {import("./data.js").Events} events @param {number|undefined} index */
  again(events, index) {
    this.known.clear();
    if (index === undefined) return;
    this.id = null;
    this.show(events, index, { focus: false });
  }

  async _load(event) {
    if (this.known.has(event.id)) {
      this._details(this.known.get(event.id));
      return;
    }
    put(this.evidence, h("p", { class: "loading" }, t("Fetching the reports …")));
    try {
      const details = await fetchJson(`${this.urls.events}/${encodeURIComponent(event.id)}`);
      this.known.set(event.id, details);
      if (this.id === event.id) this._details(details);
    } catch (error) {
      if (this.id !== event.id) return;
      put(this.evidence, h("p", { class: "failed" }, `${t("The reports could not be fetched. %(reason)s", { reason: error.message })} `),
        h("button", { class: "button", type: "button", on: { click: () => this._load(event) } }, t("Try again")));
    }
  }

  /** The way to earlier and later events at the same place. */
  _stepper(events, index, here) {
    const at = here.indexOf(index);
    const step = (to, name, label) => h("button", { class: "tool", type: "button", "aria-label": label, title: label, disabled: here[to] === undefined,
      on: { click: () => this.calls.open(events.list[here[to]].id) } }, icon(name));
    return here.length > 1 ? h("div", { class: "stepper", role: "group", "aria-label": t("Events at this place") },
      step(at - 1, "back", t("Earlier event here")), h("span", {}, t("%(position)s of %(all)s here", { position: number(at + 1), all: number(here.length) })), step(at + 1, "forward", t("Later event here"))) : h("span", { class: "stepper" });
  }

  _bar(stepper) {
    return h("header", { class: "card-bar" },
      h("button", { class: "quiet with-icon", type: "button", on: { click: () => this.calls.close() } }, icon("back"), t("List")),
      stepper,
      h("button", { class: "tool", type: "button", "aria-label": t("Copy the link to this event"), title: t("Copy link"), on: { click: (event) => this._copy(event.currentTarget) } }, icon("link")),
      h("button", { class: "tool", type: "button", "aria-label": t("Close the card"), title: t("Close (Escape)"), on: { click: () => this.calls.close() } }, icon("close")));
  }

  _head(events, index) {
    const event = events.list[index];
    const family = events.familyOf(index);
    const sub = family.subs.find((one) => one.code === event.sub_type);
    const standard = [event.layer === "incident" ? "ACLED" : "PLOVER", [event.type, event.sub_type].filter((code, at, all) => code && all.indexOf(code) === at).join(" › ")].join(": ");
    const notes = [
      event.status === "happened" ? null : STATUS_WORDS[event.status] || event.status,
      event.is_aggregate ? t("A total over a period, not a single event") : null,
    ].filter(Boolean);
    return h("div", { class: "card-head" },
      h("p", { class: "card-type" }, symbol(family, events.isHollow(index)), h("span", {}, sub?.label || family.label)),
      (this.meaning = h("p", { class: "note" }, sub?.explanation || family.explanation)),
      h("p", { class: "note standard" }, english(standard)),
      h("h2", {}, english(event.title)),
      notes.map((note) => h("p", { class: "pill" }, note)),
      this._toll(event));
  }

  _toll(event) {
    const parts = [["killed", t("killed"), event.fatalities], ["injured", t("injured"), event.injuries]].map(([kind, name, count]) => [kind, name, countWords(count)]).filter(([, , words]) => words !== null);
    if (!parts.length) return null;
    return h("ul", { class: "toll" }, parts.map(([kind, name, words]) => h("li", { data: { kind } }, h("b", {}, words), " ", name)));
  }

  _facts(event, drawn) {
    const { place } = event;
    const rows = [
      [t("When"), [h("time", { datetime: event.date_start }, whenWords(event)), small(dateNote(event))]],
      [t("Where"), place ? this._where(place, drawn) : [t("No place in the text"), small(t("so it has no mark on the map"))]],
      event.arc ? [t("From – to"), h("bdi", {}, wayWords(event.arc))] : null,
      event.actors.length ? [t("Who"), h("ul", { class: "actors" }, event.actors.map((actor) => this._actor(actor)))] : null,
    ];
    return h("dl", { class: "facts" }, rows.filter(Boolean).map(([term, value]) => h("div", {}, h("dt", {}, term), h("dd", {}, value))));
  }

  _where(place, drawn) {
    const around = [place.kind === "district" || place.kind === "province" || place.kind === "country" ? null : kindWords(place.kind),
      place.admin2 && place.kind !== "district" ? areaName(place.admin2) : null, place.admin1 && place.kind !== "province" ? areaName(place.admin1) : null,
      place.kind === "country" ? null : this.calls.countryName(place.country)].filter(Boolean);
    const border = place.border_km !== null && place.border_km !== undefined && place.geo_precision < 3 ? t("%(km)s from the frontier", { km: kmWords(place.border_km) }) : null;
    return [
      this._pick(placeName(place), { place: place.id }, t("Only events at %(place)s", { place: placeName(place) })), otherName(place) ? [" ", h("bdi", { class: isMirrored ? "latin" : "native" }, otherName(place))] : null,
      small(h("bdi", {}, around.join(t(", ")))),
      small(precisionWords(place)),
      drawn === "mark" ? small(h("span", { class: "coordinates" }, coordinateWords(place.lat, place.lon)), border ? ` · ${border}` : "") : border ? small(border) : null,
    ];
  }

  _actor(actor) {
    return h("li", {}, h("span", { class: "role" }, ROLES[actor.role] || actor.role), " ", this._pick(actor.name, { actor: actor.name }, t("Only events with %(actor)s", { actor: actor.name })),
      actor.country ? h("small", {}, ` ${countryWords(actor.country)}`) : null);
  }

  _pick(text, patch, says) {
    return h("button", { class: "pick", type: "button", title: says, on: { click: () => this.calls.filter(patch) } }, h("bdi", {}, text));
  }

  _details(details) {
    const reports = Array.isArray(details.reports) ? details.reports : [];
    if (details.standing) put(this.meaning, english(`${details.standing}.`)); // a data set may code less than the type says
    put(this.evidence, h("h3", {}, reports.length === 1 ? (reports[0].is_dataset ? t("The row") : t("The report")) : tn("%(num)s report", "%(num)s reports", reports.length)), reports.map((report) => this._report(report)));
    put(this.reasons, this._confidence(details), (details.places || []).map((place) => this._doubt(place)));
  }

  _report(report) {
    const url = safeUrl(report.url);
    const page = `${this.urls.article_page}${encodeURIComponent(report.article_id).replaceAll("%2F", "/")}`;
    const counts = [[t("killed"), report.fatalities], [t("injured"), report.injuries]].map(([name, count]) => [countWords(count), name]).filter(([words]) => words);
    const day = dayOf(report.published);
    return h("figure", { class: "report" },
      h("blockquote", { dir: "auto" }, marked(report.text, report.marks || [])),
      h("figcaption", {},
        h("span", { class: "report-source" }, this._pick(report.publisher || t("Publisher not named"), { source: report.publisher || UNNAMED }, report.publisher ? t("Only events told by %(publisher)s", { publisher: report.publisher }) : t("Only events of articles whose publisher is not named")),
          Number.isNaN(day) ? null : `${t(", ")}${dayWords(day)}${report.published_basis === "inferred" ? ` (${t("inferred")})` : ""}`),
        report.title ? h("bdi", { class: "report-title" }, report.title) : null,
        report.is_dataset ? h("span", {}, t("Row %(row)s of a data set", { row: report.record }), report.licence ? [t(", "), t("licence %(licence)s", { licence: report.licence })] : "") : null,
        counts.length ? h("span", {}, t("This report: %(tolls)s", { tolls: counts.map(([words, name]) => `${words} ${name}`).join(t(", ")) })) : null,
        h("span", { class: "report-links" }, isAlone ? null : h("a", { href: page }, report.is_dataset ? t("The data set") : t("In the text")), url ? h("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, t("Original"), icon("out")) : null)));
  }

  _confidence(details) {
    const score = Math.round((details.confidence ?? 0) * 100);
    return h("section", { class: "sure" },
      h("h3", {}, t("How sure")),
      h("p", { class: "meter-line" }, h("span", { class: "meter", vars: { "--score": `${score}%` } }), h("span", {}, `${confidenceWords(details.confidence)} (${t("%(score)s of 100", { score })})`)),
      (details.why || []).length ? h("ul", { class: "why" }, details.why.map((reason) => h("li", {}, english(reason)))) : null);
  }

  _doubt(place) {
    const others = (place.candidates || []).filter((one) => one.place !== place.id);
    if (!others.length && !(place.why || []).length) return null;
    return h("details", { class: "doubt" },
      h("summary", {}, t("Why %(place)s", { place: placeName(place) }), place.mention?.text && place.mention.text !== place.name ? h("bdi", { class: "said" }, ` (“${place.mention.text}”)`) : ""),
      (place.why || []).length ? h("ul", { class: "why" }, place.why.map((reason) => h("li", {}, english(reason)))) : null,
      others.length ? h("p", {}, t("It could also mean:")) : null,
      h("ul", { class: "others" }, others.slice(0, 6).map((one) => h("li", {}, h("bdi", {}, one.name || one.place), h("span", {}, ` ${t("%(score)s of 100", { score: Math.round(one.score * 100) })}`)))));
  }

  _foot(event) {
    if (isAlone) return null;
    return h("p", { class: "card-foot" }, h("a", { href: `${this.urls.event_page}${encodeURIComponent(event.id)}` }, t("Page of this event")));
  }

  async _copy(button) {
    const url = `${location.href.split(/[?#]/)[0]}?event=${encodeURIComponent(this.id)}`;
    try {
      await navigator.clipboard.writeText(url);
      put(button, icon("check"));
      button.addEventListener("blur", () => put(button, icon("link")), { once: true });
      this.calls.say(t("Link copied."));
    } catch {
      this.calls.say(t("The link is %(url)s", { url }));
    }
  }
}

/** A text with its marks. Offsets count code points, so the text is cut as code points. @param {string} text @param {{start: number, end: number, kind: string}[]} marks */
export function marked(text, marks) {
  const points = Array.from(text);
  const pieces = [];
  let done = 0;
  for (const { start, end, kind } of [...marks].sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (start < done || end > points.length) continue;
    pieces.push(points.slice(done, start).join(""), h("mark", { class: `is-${MARKS[kind] ? kind : "place"}`, title: MARKS[kind] || MARKS.place }, points.slice(start, end).join("")));
    done = end;
  }
  return [...pieces, points.slice(done).join("")];
}

function small(...children) {
  return children.some(Boolean) ? h("small", { class: "note" }, children) : null;
}
