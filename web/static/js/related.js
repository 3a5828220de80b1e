// Beside an event: what else happened near it, and what else its actors did.

import { english, h } from "./dom.js";
import { placeName } from "./names.js";
import { t } from "./phrases.js";
import { symbol } from "./symbols.js";
import { kmWords, whenWords } from "./words.js";

const NEAR_KM = 25;
const MOST = 5;
const EARTH_KM = 6371;

/** The events near an event, and those of the same actors, as a part of its card. */
export class RelatedEvents {
  /** @param {import("./data.js").Events} events @param {number} index @param {(id: string) => void} open */
  constructor(events, index, open) {
    Object.assign(this, { events, index, open });
    const near = this._near().map(({ i, km }) => [i, t("%(km)s away", { km: kmWords(km) })]);
    const same = this._sameActors().map((i) => [i, this._shared(i)]);
    this.root = h("div", { class: "related" }, this._section(t("Events nearby"), near), this._section(t("Events of the same actors"), same));
  }

  /** Events within NEAR_KM whose places are as exactly known, the nearest first. */
  _near() {
    const { place } = this.events.list[this.index];
    if (!place || place.geo_precision > 2) return [];
    const found = [];
    this.events.list.forEach((event, i) => {
      if (i === this.index || !event.place || event.place.geo_precision > 2 || event.is_aggregate || event.place.id === place.id) return;
      const km = distance(place, event.place);
      if (km <= NEAR_KM) found.push({ i, km });
    });
    return found.sort((a, b) => a.km - b.km || this.events.rank[a.i] - this.events.rank[b.i]).slice(0, MOST);
  }

  /** Events that share an actor, those closest in time first. */
  _sameActors() {
    const { list, start } = this.events;
    const names = new Set(list[this.index].actors.map((actor) => actor.name));
    const away = (i) => Math.abs(start[i] - start[this.index]);
    return list.map((_, i) => i).filter((i) => i !== this.index && list[i].actors.some((actor) => names.has(actor.name)))
      .sort((a, b) => away(a) - away(b) || a - b).slice(0, MOST);
  }

  _shared(i) {
    const names = new Set(this.events.list[this.index].actors.map((actor) => actor.name));
    return this.events.list[i].actors.find((actor) => names.has(actor.name)).name;
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

/** Great-circle distance in km; good to half a percent, which is enough to say what lies near. */
function distance(a, b) {
  const rad = Math.PI / 180;
  const [dp, dl] = [(b.lat - a.lat) * rad, (b.lon - a.lon) * rad];
  const q = Math.sin(dp / 2) ** 2 + Math.cos(a.lat * rad) * Math.cos(b.lat * rad) * Math.sin(dl / 2) ** 2;
  return 2 * EARTH_KM * Math.asin(Math.sqrt(q));
}
