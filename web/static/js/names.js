// What places are called: in the reader's own script first, where the gazetteer knows such a name.

import { isMirrored, t } from "./phrases.js";

/** @type {Map<string, string>} names of provinces and districts by their English ones */
const areas = new Map();

/** Learn what areas are called. @param {any[]} labels as /api/labels tells */
export function learnAreas(labels) {
  for (const one of labels) if (one.kind === "province" || one.kind === "district") areas.set(one.name.replace(/ (province|district)$/i, ""), placeName(one));
}

/** A province or district. @param {string|null|undefined} name in English @returns {string} */
export function areaName(name) {
  return (isMirrored && areas.get(name || "")) || name || "";
}

/** What a place is called first. @param {{name: string, native?: string|null, urdu?: string}} place @returns {string} */
export function placeName(place) {
  return (isMirrored && (place.urdu || place.native)) || place.name;
}

/** "Kabul → Islamabad". @param {{from: {name: string}, to: {name: string}}} arc */
export function wayWords({ from, to }) {
  return t("%(from)s → %(to)s", { from: placeName(from), to: placeName(to) });
}

/** What a place is called in the other script, or null. @param {{name: string, native?: string|null}} place @returns {string|null} */
export function otherName(place) {
  return isMirrored && place.native ? place.name : isMirrored ? null : place.native || null;
}
