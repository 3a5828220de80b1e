// What stands on the map, in words: its name for a screen reader, and the tip beside the pointer.

import { h } from "./dom.js";
import { symbol } from "./symbols.js";
import { countWords, plural, whenWords } from "./words.js";

const ROWS = 4;
const MANY = 6; // from so many events on a tip tells the mix of types, not single events

/** The name of a target. @param {any} target @param {import("./data.js").Events} events */
export function nameOf(target, events) {
  const n = plural(target.ids.length, "event");
  if (target.kind === "arc") return `${wayOf(target)}, ${n}`;
  if (target.kind === "hex" || target.kind === "cluster") return `${n} at ${plural(target.sites.length, "place")} around ${target.sites[0].place.name}`;
  if (target.kind === "mark") return `${events.list[target.ids[0]].title}, ${target.sites[0].place.name}`;
  return `${n} ${target.kind === "area" ? "somewhere in" : "at"} ${(target.place || target.sites[0].place).name}`;
}

/** The tip of a target. @param {any} target @param {import("./data.js").Events} events */
export function tipOf(target, events) {
  const many = target.ids.length >= MANY;
  const rows = many ? mixRows(target, events) : target.ids.slice(-ROWS).reverse().map((i) => eventRow(i, events));
  const more = many ? 0 : target.ids.length - rows.length;
  const vague = (target.sites || []).filter((site) => site.isArea).reduce((sum, site) => sum + site.ids.length, 0);
  return [
    h("p", { class: "tip-title" }, h("bdi", {}, titleOf(target)), target.ids.length > 1 ? h("span", { class: "tip-count" }, target.ids.length.toLocaleString("en")) : null),
    h("ul", { class: "tip-rows" }, rows),
    h("p", { class: "tip-more" }, more > 0 ? `and ${more} more · ` : "", vague ? `${vague} known to a district only · ` : "", doesOf(target)),
  ];
}

function titleOf(target) {
  if (target.kind === "arc") return wayOf(target);
  if (target.kind === "area") return `Somewhere in ${target.place.name}`;
  const names = [...new Set([...target.sites].sort((a, b) => b.ids.length - a.ids.length).map((site) => site.place.name))];
  return names.slice(0, 3).join(", ") + (names.length > 3 ? ` and ${names.length - 3} more` : "");
}

function wayOf({ from, to, others }) {
  return `${from.name} → ${to.name}${others ? ` and ${plural(others, "other")}` : ""}`;
}

function doesOf(target) {
  if (target.kind === "cluster" || (target.kind === "hex" && target.sites.length > 1)) return "Click to zoom in";
  return target.ids.length > 1 ? "Click for the list" : "Click to read";
}

function mixRows({ ids }, events) {
  const counts = new Map();
  for (const i of ids) counts.set(events.family[i], (counts.get(events.family[i]) || 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  const rest = sorted.slice(ROWS).reduce((sum, [, n]) => sum + n, 0);
  const rows = sorted.slice(0, ROWS).map(([index, n]) => h("li", {}, symbol(events.families[index]), h("span", { class: "tip-mix" }, events.families[index].label), h("b", {}, n.toLocaleString("en"))));
  return rest ? [...rows, h("li", { class: "tip-rest" }, h("span", { class: "tip-mix" }, "others"), h("b", {}, rest.toLocaleString("en")))] : rows;
}

function eventRow(i, events) {
  const event = events.list[i];
  const killed = countWords(event.fatalities);
  return h("li", {}, symbol(events.familyOf(i), events.isHollow(i)),
    h("span", {}, h("bdi", { class: "tip-text" }, event.title), h("small", {}, whenWords(event, true), killed && killed !== "0" ? ` · ${killed} killed` : "")));
}
