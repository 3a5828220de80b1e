// Which events the list holds, under which title, and what it says when it holds none.

import { CLEAR, isFiltered } from "./state.js";
import { h } from "./dom.js";
import { placeName, wayWords } from "./names.js";
import { t } from "./phrases.js";
import { inSight } from "./overlay.js";
import { sorted } from "./sorting.js";

/** Is any part of an event within the map's sight? @param {any} map @param {import("./data.js").Events} events @param {number} i */
export function isInView(map, events, i) {
  const { place, arc } = events.list[i];
  const drawn = events.drawn[i];
  if ((drawn === "mark" || drawn === "area") && inSight(map, place)) return true;
  return Boolean(arc && drawn !== "totals" && (inSight(map, arc.from) || inSight(map, arc.to)));
}

/** The events of the list, in its order. @param {any} map @param {import("./data.js").Events} events @param {import("./state.js").State} state */
export function listed(map, events, state) {
  let indices = events.visible();
  if (state.at) indices = indices.filter((i) => events.isAt(i, state.at));
  else if (state.inview) indices = indices.filter((i) => isInView(map, events, i));
  return sorted(indices, state.sort, events);
}

/** What a narrowing of the list is called. @param {string} at @param {import("./data.js").Events} events @param {import("./tray.js").Tray} tray */
export function titleOf(at, events, tray) {
  if (!at) return t("Events");
  const first = events.list[at.startsWith("arc") || at.startsWith("place:") ? events.list.findIndex((_, i) => events.isAt(i, at)) : -1];
  if (at.startsWith("arc")) return first ? wayWords(first.arc) : t("This arc");
  if (at.startsWith("place:")) return first ? placeName(first.place) : t("This place");
  return tray.nameOf(at, events);
}

/**
 * What to do about an empty list.
 * @param {import("./data.js").Events} events @param {import("./state.js").State} state @param {(patch: any) => void} change
 */
export function hintOf(events, state, change) {
  const button = (text, patch) => h("button", { class: "button", type: "button", on: { click: () => change(patch) } }, text);
  const { shown } = events;
  if (!events.size) return h("div", {}, h("h3", {}, t("No events yet")), h("p", {}, t("Feed some articles to the service; they appear here by themselves:"), " ", h("code", { dir: "ltr" }, "torkham ingest FILE…")));
  if (shown && state.at) return h("div", {}, h("h3", {}, t("Nothing here passes the filters")), button(t("Show all events"), { at: "", inview: false }));
  if (shown && state.inview) return h("div", {}, h("h3", {}, t("No event in this part of the map")), h("p", {}, t("Zoom out, or list events from everywhere.")), button(t("List all"), { inview: false }));
  return h("div", {}, h("h3", {}, t("No event passes the filters")), h("p", {}, t("Take one away above, or start anew.")), isFiltered(state) ? button(t("Clear all filters"), CLEAR) : null);
}
