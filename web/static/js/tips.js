// What stands on the map, in words: its name for a screen reader, and the tip beside the pointer.

import { english, h } from "./dom.js";
import { mixOf } from "./marks.js";
import { placeName, wayWords } from "./names.js";
import { number, t, tn } from "./phrases.js";
import { symbol } from "./symbols.js";
import { countWords, eventsWords, whenWords } from "./words.js";

const ROWS = 4;
const MANY = 6; // from so many events on a tip tells the mix of types, not single events

/** The name of a target. @param {any} target @param {import("./data.js").Events} events */
export function nameOf(target, events) {
  const values = { events: eventsWords(target.n), place: target.kind === "arc" ? "" : placeName(target.place || target.sites[0].place) };
  if (target.kind === "arc") return [wayOf(target), values.events].join(t(", "));
  if (target.kind === "hex" || target.kind === "cluster") return tn("%(events)s at %(num)s place around %(place)s", "%(events)s at %(num)s places around %(place)s", target.places, values);
  if (target.kind === "mark" && rowsOf(target).length) return [events.list[rowsOf(target)[0]].title, values.place].join(t(", "));
  return target.kind === "area" ? t("%(events)s somewhere in %(place)s", values) : t("%(events)s at %(place)s", values);
}

/** The tip of a target. @param {any} target @param {import("./data.js").Events} events */
export function tipOf(target, events) {
  const held = target.n < MANY ? newestFirst(rowsOf(target), events) : [];
  const rows = held.length ? held.slice(0, ROWS).map((i) => eventRow(i, events)) : mixRows(target, events);
  const more = held.length ? target.n - rows.length : 0;
  const vague = (target.sites || []).filter((site) => site.isArea).reduce((sum, site) => sum + site.n, 0);
  return [
    h("p", { class: "tip-title" }, h("bdi", {}, titleOf(target)), target.n > 1 ? h("span", { class: "tip-count" }, number(target.n)) : null),
    h("ul", { class: "tip-rows" }, rows),
    h("p", { class: "tip-more" }, [more > 0 ? moreWords(more) : "", vague ? tn("%(num)s known to a district only", "%(num)s known to a district only", vague) : "", doesOf(target)].filter(Boolean).join(" · ")),
  ];
}

/** The events of a target, as far as the page holds them. */
function rowsOf(target) {
  return target.ids || target.sites.flatMap((site) => site.ids || []);
}

function newestFirst(rows, events) {
  return [...rows].sort((a, b) => events.end[b] - events.end[a] || events.start[b] - events.start[a] || (events.list[a].id < events.list[b].id ? -1 : 1));
}

function titleOf(target) {
  if (target.kind === "arc") return wayOf(target);
  if (target.kind === "area") return t("Somewhere in %(place)s", { place: placeName(target.place) });
  const names = [...new Set([...target.sites].sort((a, b) => b.n - a.n).map((site) => placeName(site.place)))].slice(0, 3);
  return [names.join(t(", ")), target.places > names.length ? moreWords(target.places - names.length) : ""].filter(Boolean).join(" ");
}

function wayOf(arc) {
  return [wayWords(arc), arc.others ? moreWords(arc.others) : ""].filter(Boolean).join(" ");
}

function moreWords(n) {
  return tn("and %(num)s more", "and %(num)s more", n);
}

function doesOf(target) {
  if (target.kind === "cluster" || (target.kind === "hex" && target.places > 1)) return t("Click to zoom in");
  return target.n > 1 ? t("Click for the list") : t("Click to read");
}

function mixRows({ ids, sites }, events) {
  const mix = ids ? [...ids.reduce((counts, i) => counts.set(events.family[i], (counts.get(events.family[i]) || 0) + 1), new Map())] : mixOf(sites);
  const sorted = [...mix].sort((a, b) => b[1] - a[1]);
  const rest = sorted.slice(ROWS).reduce((sum, [, n]) => sum + n, 0);
  const rows = sorted.slice(0, ROWS).map(([index, n]) => h("li", {}, symbol(events.families[index]), h("span", { class: "tip-mix" }, events.families[index].label), h("b", {}, number(n))));
  return rest ? [...rows, h("li", { class: "tip-rest" }, h("span", { class: "tip-mix" }, t("others")), h("b", {}, number(rest)))] : rows;
}

function eventRow(i, events) {
  const event = events.list[i];
  const killed = countWords(event.fatalities);
  return h("li", {}, symbol(events.familyOf(i), events.isHollow(i)),
    h("span", {}, english(event.title, { class: "tip-text" }), h("small", {}, whenWords(event, true), killed && killed !== "0" ? ` · ${t("%(count)s killed", { count: killed })}` : "")));
}
