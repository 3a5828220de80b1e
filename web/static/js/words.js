// Puts dates, places and numbers into words, in the language of the page.

import { LANGUAGE, number, t, tn } from "./phrases.js";

const DAY_MS = 86_400_000;
const [MONTHS, SHORT_MONTHS] = ["long", "short"].map((month) => Array.from({ length: 12 }, (_, k) => new Intl.DateTimeFormat(LANGUAGE, { month: /** @type {any} */ (month), timeZone: "UTC" }).format(Date.UTC(2023, k, 15))));

/** Days since 1970-01-01 of an ISO date, or NaN. @param {string|null|undefined} iso */
export function dayOf(iso) {
  return iso && /^\d{4}-\d\d-\d\d/.test(iso) ? Math.round(Date.parse(`${iso.slice(0, 10)}T00:00:00Z`) / DAY_MS) : NaN;
}

/** The ISO date of a day number. @param {number} day */
export function isoOf(day) {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** Year, month (0 to 11) and day of the month. @param {number} day */
export function partsOf(day) {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate() };
}

/** The day number of a year, month (0 to 11, may run over) and day. @param {number} year @param {number} month @param {number} [day] */
export function dayFrom(year, month, day = 1) {
  return Math.round(Date.UTC(year, month, day) / DAY_MS);
}

/** "18 March 2024", or "18 Mar 2024" if short. @param {number} day @param {boolean} [short] */
export function dayWords(day, short = false) {
  const { year, month, day: date } = partsOf(day);
  return t("%(day)s %(month)s %(year)s", { day: date, month: monthName(month, short), year });
}

/** "March 2024". @param {number} day @param {boolean} [short] */
export function monthWords(day, short = false) {
  const { year, month } = partsOf(day);
  return t("%(month)s %(year)s", { month: monthName(month, short), year });
}

/** "March", or "Mar" if short. @param {number} month 0 to 11 @param {boolean} [short] */
export function monthName(month, short = false) {
  return (short ? SHORT_MONTHS : MONTHS)[month];
}

/** A span of days as short as it can be told: "3–9 May 2024", "2 Jan – 5 Feb 2024". @param {number} from @param {number} to */
export function spanWords(from, to) {
  if (from === to) return dayWords(from, true);
  const a = partsOf(from);
  const b = partsOf(to);
  if (a.year === b.year && a.month === b.month) return range(a.day, dayWords(to, true));
  if (a.year === b.year) return span(t("%(day)s %(month)s", { day: a.day, month: monthName(a.month, true) }), dayWords(to, true));
  return span(dayWords(from, true), dayWords(to, true));
}

/** "3–9", of numbers. */
function range(from, to) {
  return t("%(from)s–%(to)s", { from, to });
}

/** "2 Jan – 5 Feb", of words. */
function span(from, to) {
  return t("%(from)s – %(to)s", { from, to });
}

/**
 * When an event took place, in words, as exactly as it is known and no more.
 * @param {{date_start: string|null, date_end: string|null, date_precision: string}} event
 * @param {boolean} [short]
 */
export function whenWords(event, short = false) {
  const from = dayOf(event.date_start);
  const to = dayOf(event.date_end || event.date_start);
  if (Number.isNaN(from)) return Number.isNaN(to) ? t("no date") : t("by %(day)s", { day: dayWords(to, short) });
  const a = partsOf(from);
  const b = partsOf(to);
  const wholeMonths = a.day === 1 && partsOf(to + 1).day === 1;
  if (event.date_precision === "year" && a.year === b.year) return `${a.year}`;
  if (event.date_precision === "year") return range(a.year, b.year);
  if (wholeMonths && a.month === 0 && b.month === 11) return a.year === b.year ? `${a.year}` : range(a.year, b.year);
  if (wholeMonths && a.year === b.year && a.month === b.month) return monthWords(from, short);
  if (wholeMonths) return span(monthWords(from, short), monthWords(to, short));
  return from === to ? dayWords(from, short) : spanWords(from, to);
}

const PRECISION = { day: t("to the day"), week: t("within a week"), month: t("to the month"), year: t("to the year"), unknown: t("not known") };
const DATE_BASIS = {
  explicit: t("the source gives the date"),
  relative: t("worked out from the text and its date of publication"),
  publication: t("taken from the date of publication"),
};

/** How well the date is known and why. @param {{date_precision: string, date_basis: string}} event */
export function dateNote(event) {
  return [PRECISION[event.date_precision], DATE_BASIS[event.date_basis]].filter(Boolean).join(t("; "));
}

const KINDS = {
  country: t("country"), province: t("province"), district: t("district"), city: t("city"), town: t("town"), village: t("village"), border_crossing: t("border crossing"),
  region: t("region"), tehsil: t("tehsil"), neighbourhood: t("neighbourhood"), site: t("site"), pass: t("pass"), river: t("river"), military_base: t("military base"), camp: t("camp"),
};

/** A gazetteer kind as a word. @param {string} kind */
export function kindWords(kind) {
  return KINDS[kind] || kind;
}

const PLACE_BASIS = {
  named: t("named in the sentence"),
  carried: t("named earlier in the text"),
  seat: t("the seat of the government that speaks"),
  given: t("given by the row of the data set"),
};

const REGIONS = new Intl.DisplayNames(LANGUAGE, { type: "region", fallback: "code" });

/** The name of a country by its ISO 3166-1 code. @param {string} code */
export function countryWords(code) {
  return /^[A-Z]{2}$/.test(code) ? REGIONS.of(code) : code;
}

/** What became of an event, as a tag. @type {Record<string, string>} */
export const STATUS_TAGS = { happened: t("happened"), ongoing: t("ongoing"), planned: t("planned"), alleged: t("alleged"), denied: t("denied"), cancelled: t("cancelled") };

/** How exactly the place is known, in words. @param {{geo_precision: number, kind: string, radius_km: number, basis?: string}} place */
export function precisionWords(place) {
  const exact = {
    1: place.kind === "city" && place.radius_km > 5 ? t("known to the city") : t("exact place"),
    2: place.kind === "district" ? t("known to the district") : t("known to the area"),
    3: place.kind === "province" ? t("known to the province") : t("known to the wider region"),
    4: t("known to the country only"),
  };
  const radius = place.geo_precision > 1 && place.geo_precision < 4 ? ` (${t("about %(km)s around", { km: kmWords(place.radius_km) })})` : "";
  return [exact[place.geo_precision] + radius, PLACE_BASIS[place.basis]].filter(Boolean).join(t("; "));
}

/** "3 km", "0.4 km". @param {number} km */
export function kmWords(km) {
  return t("%(num)s km", { num: number(km >= 10 ? Math.round(km) : Number(km.toFixed(1))) });
}

/** Killed or injured as a range: "8", "at least 100", "100–160", "up to 12". @param {{low: number|null, best: number|null, high: number|null}|null|undefined} count */
export function countWords(count) {
  if (!count) return null;
  const { low, best, high } = count;
  if (low !== null && low === high) return number(low);
  if (low !== null && high !== null) return range(number(low), number(high));
  if (low !== null) return t("at least %(num)s", { num: number(low) });
  if (high !== null) return t("up to %(num)s", { num: number(high) });
  return best === null || best === undefined ? null : t("about %(num)s", { num: number(best) });
}

/** "1 event", "2,310 events". @param {number} n */
export function eventsWords(n) {
  return tn("%(num)s event", "%(num)s events", n);
}

/** "high", "fair" or "low". @param {number} score 0 to 1 */
export function confidenceWords(score) {
  return score >= 0.75 ? t("high") : score >= 0.5 ? t("fair") : t("low");
}

/** "34.1187, 71.0894": latitude first, as people write it. @param {number} lat @param {number} lon */
export function coordinateWords(lat, lon) {
  return `${lat.toFixed(4)}, ${lon.toFixed(4)}`;
}

/** Fold for search: no case, no accents, Arabic letter variants as one. @param {string} text */
export function fold(text) {
  return text.normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u065f\u0670]/g, "").toLowerCase()
    .replace(/[يىېئۍ]/g, "ی").replace(/[كګ]/g, "ک").replace(/[ہةۀە]/g, "ه").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

/** The key of a name as the service makes it: what else than quotes, full stops and hyphens stands in it stays. @param {string} name */
export function nameKey(name) {
  return name.normalize("NFKD").replace(/[\p{M}\p{Cf}'’‘ʼʻ`´ʿʾ"“”.\u0640]/gu, "").toLowerCase()
    .replace(/[يىېئۍے]/g, "ی").replace(/[كڪ]/g, "ک").replace(/[ہةۀەھ]/g, "ه").replace(/[-‐‑‒–—―_/\s]+/g, " ").trim();
}
