// Puts dates, places and numbers into words. Knows no page; runs without a browser.

const DAY_MS = 86_400_000;
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

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
  return `${date} ${short ? MONTHS[month].slice(0, 3) : MONTHS[month]} ${year}`;
}

/** "March 2024". @param {number} day @param {boolean} [short] */
export function monthWords(day, short = false) {
  const { year, month } = partsOf(day);
  return `${short ? MONTHS[month].slice(0, 3) : MONTHS[month]} ${year}`;
}

/** A span of days as short as it can be told: "3–9 May 2024", "2 Jan – 5 Feb 2024". @param {number} from @param {number} to */
export function spanWords(from, to) {
  if (from === to) return dayWords(from, true);
  const a = partsOf(from);
  const b = partsOf(to);
  if (a.year === b.year && a.month === b.month) return `${a.day}–${dayWords(to, true)}`;
  if (a.year === b.year) return `${a.day} ${MONTHS[a.month].slice(0, 3)} – ${dayWords(to, true)}`;
  return `${dayWords(from, true)} – ${dayWords(to, true)}`;
}

/**
 * When an event took place, in words, as exactly as it is known and no more.
 * @param {{date_start: string|null, date_end: string|null, date_precision: string}} event
 * @param {boolean} [short]
 */
export function whenWords(event, short = false) {
  const from = dayOf(event.date_start);
  const to = dayOf(event.date_end || event.date_start);
  if (Number.isNaN(from)) return Number.isNaN(to) ? "no date" : `by ${dayWords(to, short)}`;
  const a = partsOf(from);
  const b = partsOf(to);
  const wholeMonths = a.day === 1 && partsOf(to + 1).day === 1;
  if (event.date_precision === "year" && a.year === b.year) return `${a.year}`;
  if (event.date_precision === "year") return `${a.year}–${b.year}`;
  if (wholeMonths && a.month === 0 && b.month === 11) return a.year === b.year ? `${a.year}` : `${a.year}–${b.year}`;
  if (wholeMonths && a.year === b.year && a.month === b.month) return monthWords(from, short);
  if (wholeMonths) return `${monthWords(from, short)} – ${monthWords(to, short)}`;
  return from === to ? dayWords(from, short) : spanWords(from, to);
}

const PRECISION = { day: "to the day", week: "within a week", month: "to the month", year: "to the year", unknown: "not known" };
const DATE_BASIS = {
  explicit: "the source gives the date",
  relative: "worked out from the text and its date of publication",
  publication: "taken from the date of publication",
};

/** How well the date is known and why. @param {{date_precision: string, date_basis: string}} event */
export function dateNote(event) {
  return [PRECISION[event.date_precision], DATE_BASIS[event.date_basis]].filter(Boolean).join("; ");
}

const KINDS = { border_crossing: "border crossing", military_base: "military base" };

/** A gazetteer kind as a word. @param {string} kind */
export function kindWords(kind) {
  return KINDS[kind] || kind;
}

const PLACE_BASIS = {
  named: "named in the sentence",
  carried: "named earlier in the text",
  seat: "the seat of the government that speaks",
  given: "given by the row of the data set",
};

const REGIONS = new Intl.DisplayNames("en", { type: "region", fallback: "code" });

/** The English name of a country by its ISO 3166-1 code. @param {string} code */
export function countryWords(code) {
  return /^[A-Z]{2}$/.test(code) ? REGIONS.of(code) : code;
}

/** How exactly the place is known, in words. @param {{geo_precision: number, kind: string, radius_km: number, basis?: string}} place */
export function precisionWords(place) {
  const exact = {
    1: place.kind === "city" && place.radius_km > 5 ? "known to the city" : "exact place",
    2: place.kind === "district" ? "known to the district" : "known to the area",
    3: place.kind === "province" ? "known to the province" : "known to the wider region",
    4: "known to the country only",
  };
  const radius = place.geo_precision > 1 && place.geo_precision < 4 ? ` (about ${kmWords(place.radius_km)} around)` : "";
  return [exact[place.geo_precision] + radius, PLACE_BASIS[place.basis]].filter(Boolean).join("; ");
}

/** "3 km", "0.4 km". @param {number} km */
export function kmWords(km) {
  return `${km >= 10 ? Math.round(km).toLocaleString("en") : Number(km.toFixed(1))} km`;
}

/** Killed or injured as a range: "8", "at least 100", "100–160", "up to 12". @param {{low: number|null, best: number|null, high: number|null}|null|undefined} count */
export function countWords(count) {
  if (!count) return null;
  const { low, best, high } = count;
  const say = (n) => n.toLocaleString("en");
  if (low !== null && low === high) return say(low);
  if (low !== null && high !== null) return `${say(low)}–${say(high)}`;
  if (low !== null) return `at least ${say(low)}`;
  if (high !== null) return `up to ${say(high)}`;
  return best === null || best === undefined ? null : `about ${say(best)}`;
}

/** "1 event", "2,310 events". @param {number} n @param {string} one @param {string} [many] */
export function plural(n, one, many = `${one}s`) {
  return `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
}

/** "high", "fair" or "low". @param {number} score 0 to 1 */
export function confidenceWords(score) {
  return score >= 0.75 ? "high" : score >= 0.5 ? "fair" : "low";
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
