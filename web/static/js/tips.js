// What stands on the map, in words: its name for a screen reader, and the tip beside the pointer.

import { english, h } from "./dom.js";
import { placeName, wayWords } from "./names.js";
import { number, t, tn } from "./phrases.js";
import { symbol } from "./symbols.js";
import { countWords, eventsWords, whenWords } from "./words.js";

const ROWS = 4;
const MANY = 6; // from so many events on a tip tells the mix of types, not single events

/** The name of a target. @param {any} target @param {import("./data.js").Events} events */
export function nameOf(target, events) {
  const values = { events: eventsWords(target.ids.length), place: target.kind === "arc" ? "" : placeName(target.place || target.sites[0].place) };
  if (target.kind === "arc") return [wayOf(target), values.events].join(t(", "));
  if (target.kind === "hex" || target.kind === "cluster") return tn("%(events)s at %(num)s place around %(place)s", "%(events)s at %(num)s places around %(place)s", target.sites.length, values);
  if (target.kind === "mark") return [events.list[target.ids[0]].title, values.place].join(t(", "));
  return target.kind === "area" ? t("%(events)s somewhere in %(place)s", values) : t("%(events)s at %(place)s", values);
}

/** The tip of a target. @param {any} target @param {import("./data.js").Events} events */
export function tipOf(target, events) {
  const many = target.ids.length >= MANY;
  const rows = many ? mixRows(target, events) : target.ids.slice(-ROWS).reverse().map((i) => eventRow(i, events));
  const more = many ? 0 : target.ids.length - rows.length;
  const vague = (target.sites || []).filter((site) => site.isArea).reduce((sum, site) => sum + site.ids.length, 0);
  return [
    h("p", { class: "tip-title" }, h("bdi", {}, titleOf(target)), target.ids.length > 1 ? h("span", { class: "tip-count" }, number(target.ids.length)) : null),
    h("ul", { class: "tip-rows" }, rows),
    h("p", { class: "tip-more" }, [more > 0 ? moreWords(more) : "", vague ? tn("%(num)s known to a district only", "%(num)s known to a district only", vague) : "", doesOf(target)].filter(Boolean).join(" · ")),
  ];
}

function titleOf(target) {
  if (target.kind === "arc") return wayOf(target);
  if (target.kind === "area") return t("Somewhere in %(place)s", { place: placeName(target.place) });
  const names = [...new Set([...target.sites].sort((a, b) => b.ids.length - a.ids.length).map((site) => placeName(site.place)))];
  return [names.slice(0, 3).join(t(", ")), names.length > 3 ? moreWords(names.length - 3) : ""].filter(Boolean).join(" ");
}

function wayOf(arc) {
  return [wayWords(arc), arc.others ? moreWords(arc.others) : ""].filter(Boolean).join(" ");
}

function moreWords(n) {
  return tn("and %(num)s more", "and %(num)s more", n);
}

function doesOf(target) {
  if (target.kind === "cluster" || (target.kind === "hex" && target.sites.length > 1)) return t("Click to zoom in");
  return target.ids.length > 1 ? t("Click for the list") : t("Click to read");
}

function mixRows({ ids }, events) {
  const counts = new Map();
  for (const i of ids) counts.set(events.family[i], (counts.get(events.family[i]) || 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
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
