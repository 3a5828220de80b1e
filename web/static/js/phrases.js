// The words of the page in its reader's language. English stands in the modules; other languages come from the catalogue
// in web/translations, fetched once, before anything is made. A phrase is marked with t, one that goes with a number with tn.

import { isAlone, kept } from "./kept.js";

const page = document.documentElement;
/** The language of the page, as BCP 47 writes it. */
export const LANGUAGE = page.lang || "en";
/** Do lines run from right to left, and names in Arabic script come first? */
export const isMirrored = page.dir === "rtl";
const told = await catalogue(page.dataset.phrases);
const rules = new Intl.PluralRules(LANGUAGE);
const numbers = new Intl.NumberFormat(LANGUAGE);

/** A phrase; `%(name)s` in it stands for a value. @param {string} text in English @param {Record<string, any>} [values] @returns {string} */
export function t(text, values) {
  return filled(told.phrases[text] ?? text, values);
}

/**
 * A phrase that goes with a number, which is `%(num)s` in it.
 * @param {string} one @param {string} many in English @param {number} n @param {Record<string, any>} [values] @returns {string}
 */
export function tn(one, many, n, values) {
  const forms = told.phrases[one];
  return filled(Array.isArray(forms) ? forms[told.plural[rules.select(n)]] : n === 1 ? one : many, { num: number(n), ...values });
}

/** A number as the reader writes it: "2,310". @param {number} n */
export function number(n) {
  return numbers.format(n);
}

function filled(text, values) {
  return values ? text.replace(/%\((\w+)\)s/g, (_, name) => String(values[name])) : text;
}

/** What the catalogue tells; without it the page speaks English. @param {string|undefined} url */
async function catalogue(url) {
  const none = { plural: {}, phrases: {} };
  if (!url) return none;
  try {
    return (await (isAlone ? kept(url) : fetch(url).then((response) => response.json()))) || none;
  } catch {
    return none;
  }
}
