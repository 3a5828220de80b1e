// The switch between languages: links that the service writes (`?lang=…`), whose choice is remembered here, so that every
// page after it speaks the same. A `lang` in an address goes before what is remembered.

import { LANGUAGE } from "./phrases.js";

const KEY = "torkham-lang"; // a cookie, because the service writes the pages
const YEAR_S = 31_536_000;

/** Let the links to other languages be remembered. */
export function rememberLanguage() {
  for (const link of document.querySelectorAll("a[data-language]")) link.addEventListener("click", (event) => take(event, /** @type {HTMLElement} */ (link).dataset.language));
  addEventListener("pageshow", (event) => {
    if (event.persisted && remembered() && remembered() !== LANGUAGE && !wordOf(location.href)) location.reload(); // a page kept from before the switch
  });
}

function take(event, language) {
  document.cookie = `${KEY}=${language}; path=/; max-age=${YEAR_S}; samesite=lax`;
  if (remembered() !== language) return; // cookies are refused: the link itself holds for one page
  event.preventDefault();
  if (wordOf(location.href)) location.assign(withoutWord(location.href));
  else location.reload();
}

function remembered() {
  return document.cookie.split("; ").find((one) => one.startsWith(`${KEY}=`))?.slice(KEY.length + 1) || "";
}

function wordOf(address) {
  return new URL(address).searchParams.get("lang");
}

function withoutWord(address) {
  const url = new URL(address);
  url.searchParams.delete("lang");
  return url.href;
}
