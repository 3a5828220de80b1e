// The card of one event: what, when, where, who, how many, how sure, and every report's sentence with its source.

import { UNNAMED } from "./data.js";
import { fetchJson } from "./fetching.js";
import { h, icon, put, safeUrl } from "./dom.js";
import { symbol } from "./symbols.js";
import { RelatedEvents } from "./related.js";
import { confidenceWords, coordinateWords, countWords, dateNote, dayOf, dayWords, kindWords, kmWords, plural, precisionWords, whenWords } from "./words.js";
import { isAlone } from "./kept.js";

const STATUS_WORDS = {
  ongoing: "Under way", planned: "Planned: it has not happened", alleged: "Alleged: a side says so", denied: "Denied by a side", cancelled: "Called off",
};
const MARKS = { trigger: "decides the type", place: "the place", actor: "who", date: "when" };
const ROLES = { initiator: "by", target: "against", party: "a side:" };

/** The card beside the list. */
export class Card {
  /**
   * @param {Element} parent @param {{events: string, event_page: string, article_page: string}} urls
   * @param {{close: () => void, open: (id: string) => void, filter: (patch: any) => void, say: (text: string) => void, countryName: (code: string) => string}} calls
   */
  constructor(parent, urls, calls) {
    Object.assign(this, { urls, calls });
    this.root = h("article", { class: "card", hidden: true, tabindex: "-1", "aria-label": "Event" });
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
    const related = new RelatedEvents(events, index, this.calls.open);
    put(this.root, this._bar(events, index, eventsHere(events, index)), h("div", { class: "card-body" }, this._head(events, index), this._facts(event, events.drawn[index]), this.evidence, this.reasons, related.root, this._foot(event)));
    this.root.hidden = false;
    this.root.querySelector(".card-body").scrollTop = 0;
    if (focus) this.root.focus({ preventScroll: true });
    this._load(event);
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
    put(this.evidence, h("p", { class: "loading" }, "Fetching the reports …"));
    try {
      const details = await fetchJson(`${this.urls.events}/${encodeURIComponent(event.id)}`);
      this.known.set(event.id, details);
      if (this.id === event.id) this._details(details);
    } catch (error) {
      if (this.id !== event.id) return;
      put(this.evidence, h("p", { class: "failed" }, `The reports could not be fetched. ${error.message} `),
        h("button", { class: "button", type: "button", on: { click: () => this._load(event) } }, "Try again"));
    }
  }

  _bar(events, index, here) {
    const at = here.indexOf(index);
    const step = (to, name, label) => h("button", { class: "tool", type: "button", "aria-label": label, title: label, disabled: here[to] === undefined,
      on: { click: () => this.calls.open(events.list[here[to]].id) } }, icon(name));
    const stepper = here.length > 1 ? h("div", { class: "stepper", role: "group", "aria-label": "Events at this place" },
      step(at - 1, "back", "Earlier event here"), h("span", {}, `${at + 1} of ${here.length} here`), step(at + 1, "forward", "Later event here")) : h("span", { class: "stepper" });
    return h("header", { class: "card-bar" },
      h("button", { class: "quiet with-icon", type: "button", on: { click: () => this.calls.close() } }, icon("back"), "List"),
      stepper,
      h("button", { class: "tool", type: "button", "aria-label": "Copy the link to this event", title: "Copy link", on: { click: (event) => this._copy(event.currentTarget) } }, icon("link")),
      h("button", { class: "tool", type: "button", "aria-label": "Close the card", title: "Close (Escape)", on: { click: () => this.calls.close() } }, icon("close")));
  }

  _head(events, index) {
    const event = events.list[index];
    const family = events.familyOf(index);
    const sub = family.subs.find((one) => one.code === event.sub_type);
    const standard = [event.layer === "incident" ? "ACLED" : "PLOVER", [event.type, event.sub_type].filter((code, at, all) => code && all.indexOf(code) === at).join(" › ")].join(": ");
    const notes = [
      event.status === "happened" ? null : STATUS_WORDS[event.status] || event.status,
      event.is_aggregate ? "A total over a period, not a single event" : null,
    ].filter(Boolean);
    return h("div", { class: "card-head" },
      h("p", { class: "card-type" }, symbol(family, events.isHollow(index)), h("span", {}, sub?.label || family.label)),
      (this.meaning = h("p", { class: "note" }, sub?.explanation || family.explanation)),
      h("p", { class: "note standard" }, standard),
      h("h2", {}, h("bdi", {}, event.title)),
      notes.map((note) => h("p", { class: "pill" }, note)),
      this._toll(event));
  }

  _toll(event) {
    const parts = [["killed", event.fatalities], ["injured", event.injuries]].map(([name, count]) => [name, countWords(count)]).filter(([, words]) => words !== null);
    if (!parts.length) return null;
    return h("ul", { class: "toll" }, parts.map(([name, words]) => h("li", { data: { kind: name } }, h("b", {}, words), " ", name)));
  }

  _facts(event, drawn) {
    const { place } = event;
    const rows = [
      ["When", [h("time", { datetime: event.date_start }, whenWords(event)), small(dateNote(event))]],
      ["Where", place ? this._where(place, drawn) : ["No place in the text", small("so it has no mark on the map")]],
      event.arc ? ["From – to", [h("bdi", {}, event.arc.from.name), " → ", h("bdi", {}, event.arc.to.name)]] : null,
      event.actors.length ? ["Who", h("ul", { class: "actors" }, event.actors.map((actor) => this._actor(actor)))] : null,
    ];
    return h("dl", { class: "facts" }, rows.filter(Boolean).map(([term, value]) => h("div", {}, h("dt", {}, term), h("dd", {}, value))));
  }

  _where(place, drawn) {
    const around = [place.kind === "district" || place.kind === "province" || place.kind === "country" ? null : kindWords(place.kind),
      place.admin2 && place.kind !== "district" ? place.admin2 : null, place.admin1 && place.kind !== "province" ? place.admin1 : null,
      place.kind === "country" ? null : this.calls.countryName(place.country)].filter(Boolean);
    const border = place.border_km !== null && place.border_km !== undefined && place.geo_precision < 3 ? `${kmWords(place.border_km)} from the frontier` : null;
    return [
      this._pick(place.name, { place: place.id }, `Only events at ${place.name}`), place.native ? h("bdi", { class: "native" }, ` ${place.native}`) : null,
      small(h("bdi", {}, around.join(", "))),
      small(precisionWords(place)),
      drawn === "mark" ? small(h("span", { class: "coordinates" }, coordinateWords(place.lat, place.lon)), border ? ` · ${border}` : "") : border ? small(border) : null,
    ];
  }

  _actor(actor) {
    return h("li", {}, h("span", { class: "role" }, ROLES[actor.role] || actor.role), " ", this._pick(actor.name, { actor: actor.name }, `Only events with ${actor.name}`),
      actor.country ? h("small", {}, ` ${actor.country}`) : null);
  }

  _pick(text, patch, says) {
    return h("button", { class: "pick", type: "button", title: says, on: { click: () => this.calls.filter(patch) } }, h("bdi", {}, text));
  }

  _details(details) {
    const reports = Array.isArray(details.reports) ? details.reports : [];
    if (details.standing) put(this.meaning, `${details.standing}.`); // a data set may code less than the type says
    put(this.evidence, h("h3", {}, reports.length === 1 ? (reports[0].is_dataset ? "The row" : "The report") : plural(reports.length, "report")), reports.map((report) => this._report(report)));
    put(this.reasons, this._confidence(details), (details.places || []).map((place) => this._doubt(place)));
  }

  _report(report) {
    const url = safeUrl(report.url);
    const page = `${this.urls.article_page}${encodeURIComponent(report.article_id).replaceAll("%2F", "/")}`;
    const counts = [["killed", report.fatalities], ["injured", report.injuries]].map(([name, count]) => [countWords(count), name]).filter(([words]) => words);
    const day = dayOf(report.published);
    return h("figure", { class: "report" },
      h("blockquote", { dir: "auto" }, marked(report.text, report.marks || [])),
      h("figcaption", {},
        h("span", { class: "report-source" }, this._pick(report.publisher || UNNAMED, { source: report.publisher || UNNAMED }, report.publisher ? `Only events told by ${report.publisher}` : "Only events of articles whose publisher is not named"),
          Number.isNaN(day) ? null : `, ${dayWords(day)}${report.published_basis === "inferred" ? " (inferred)" : ""}`),
        report.title ? h("bdi", { class: "report-title" }, report.title) : null,
        report.is_dataset ? h("span", {}, `Row ${report.record} of a data set`, report.licence ? `, licence ${report.licence}` : "") : null,
        counts.length ? h("span", {}, `This report: ${counts.map(([words, name]) => `${words} ${name}`).join(", ")}`) : null,
        h("span", { class: "report-links" }, isAlone ? null : h("a", { href: page }, report.is_dataset ? "The data set" : "In the text"), url ? h("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, "Original", icon("out")) : null)));
  }

  _confidence(details) {
    const score = Math.round((details.confidence ?? 0) * 100);
    return h("section", { class: "sure" },
      h("h3", {}, "How sure"),
      h("p", { class: "meter-line" }, h("span", { class: "meter", vars: { "--score": `${score}%` } }), h("span", {}, `${confidenceWords(details.confidence)} (${score} of 100)`)),
      (details.why || []).length ? h("ul", { class: "why" }, details.why.map((reason) => h("li", {}, h("bdi", {}, reason)))) : null);
  }

  _doubt(place) {
    const others = (place.candidates || []).filter((one) => one.place !== place.id);
    if (!others.length && !(place.why || []).length) return null;
    return h("details", { class: "doubt" },
      h("summary", {}, "Why ", h("bdi", {}, place.name), place.mention?.text && place.mention.text !== place.name ? h("bdi", { class: "said" }, ` (“${place.mention.text}”)`) : ""),
      (place.why || []).length ? h("ul", { class: "why" }, place.why.map((reason) => h("li", {}, h("bdi", {}, reason)))) : null,
      others.length ? h("p", {}, "It could also mean:") : null,
      h("ul", { class: "others" }, others.slice(0, 6).map((one) => h("li", {}, h("bdi", {}, one.name || one.place), h("span", {}, ` ${Math.round(one.score * 100)} of 100`)))));
  }

  _foot(event) {
    if (isAlone) return null;
    return h("p", { class: "card-foot" }, h("a", { href: `${this.urls.event_page}${encodeURIComponent(event.id)}` }, "Page of this event"));
  }

  async _copy(button) {
    const url = `${location.href.split(/[?#]/)[0]}?event=${encodeURIComponent(this.id)}`;
    try {
      await navigator.clipboard.writeText(url);
      put(button, icon("check"));
      button.addEventListener("blur", () => put(button, icon("link")), { once: true });
      this.calls.say("Link copied.");
    } catch {
      this.calls.say(`The link is ${url}`);
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

/** The events shown at the same place, oldest first. @param {import("./data.js").Events} events @param {number} index */
function eventsHere(events, index) {
  const { place } = events.list[index];
  return place ? events.visible().filter((i) => events.list[i].place?.id === place.id && events.drawn[i] === events.drawn[index]).toReversed() : [];
}

function small(...children) {
  return children.some(Boolean) ? h("small", { class: "note" }, children) : null;
}
