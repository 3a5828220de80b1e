// Beside an event: what else happened near it, and what else its actors did.

import { english, h } from "./dom.js";
import { placeName } from "./names.js";
import { t } from "./phrases.js";
import { symbol } from "./symbols.js";
import { kmWords, whenWords } from "./words.js";

const NEAR_KM = 25;
const MOST = 5;
const EARTH_KM = 6371;
const KM_PER_DEGREE = 111;

/** The events near an event, and those of the same actors, as a part of its card. */
export class RelatedEvents {
  /**
   * @param {import("./data.js").Events} events @param {number} index
   * @param {{near: {i: number, km: number}[], same: {i: number, name: string}[]}} found @param {(id: string) => void} open
   */
  constructor(events, index, found, open) {
    Object.assign(this, { events, open });
    this.root = h("div", { class: "related" }, this._section(t("Events nearby"), found.near.map(({ i, km }) => [i, t("%(km)s away", { km: kmWords(km) })])),
      this._section(t("Events of the same actors"), found.same.map(({ i, name }) => [i, name])));
  }

  _section(title, rows) {
    if (!rows.length) return null;
    return h("section", { "aria-label": title }, h("h3", {}, title), h("ul", { class: "related-rows" }, rows.map(([i, words]) => this._row(i, words))));
  }

  _row(i, words) {
    const event = this.events.list[i];
    return h("li", {}, h("button", { class: "related-row", type: "button", on: { click: () => this.open(event.id) } }, symbol(this.events.familyOf(i), this.events.isHollow(i)),
      h("span", {}, english(event.title), h("small", {}, whenWords(event, true), event.place ? [" · ", h("bdi", {}, placeName(event.place))] : null, " · ", h("bdi", {}, words)))));
  }
}

/** How far around an event others are near it, in degrees: west, south, east, north. @param {any} place */
export function boxAround({ lon, lat }) {
  const dy = NEAR_KM / KM_PER_DEGREE;
  const dx = dy / Math.max(0.1, Math.cos((lat * Math.PI) / 180));
  return [lon - dx, lat - dy, lon + dx, lat + dy];
}

/**
 * Events within NEAR_KM of an event whose places are as exactly known, the nearest first.
 * @param {import("./data.js").Events} events @param {number} index @param {number[]} among rows, the latest first or all
 */
export function nearby(events, index, among) {
  const { place } = events.list[index];
  if (!place || place.geo_precision > 2) return [];
  const found = [];
  for (const i of among) {
    const event = events.list[i];
    if (i === index || !event.place || event.place.geo_precision > 2 || event.is_aggregate || event.place.id === place.id) continue;
    const km = distance(place, event.place);
    if (km <= NEAR_KM) found.push({ i, km });
  }
  return found.sort((a, b) => a.km - b.km || events.end[b.i] - events.end[a.i] || a.i - b.i).slice(0, MOST);
}

/** Events that share an actor, those closest in time first. @param {import("./data.js").Events} events @param {number} index @param {number[]} among rows */
export function ofSameActors(events, index, among) {
  const { list, start } = events;
  const names = new Set(list[index].actors.map((actor) => actor.name));
  const shared = (i) => list[i].actors.find((actor) => names.has(actor.name))?.name;
  const away = (i) => Math.abs(start[i] - start[index]);
  return among.filter((i) => i !== index && shared(i)).sort((a, b) => away(a) - away(b) || a - b).slice(0, MOST).map((i) => ({ i, name: shared(i) }));
}

/** Great-circle distance in km; good to half a percent, which is enough to say what lies near. */
function distance(a, b) {
  const rad = Math.PI / 180;
  const [dp, dl] = [(b.lat - a.lat) * rad, (b.lon - a.lon) * rad];
  const q = Math.sin(dp / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dl / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(q));
}
