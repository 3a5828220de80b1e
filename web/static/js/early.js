// Asks for what the first view shows while the other modules are still on their way: a script of its own on the page, which
// names the addresses as preloads. Whoever needs an answer takes it from here.

import { fetchJson } from "./fetching.js";

const { phrases } = document.documentElement.dataset; // phrases.js takes these itself
const links = [...document.querySelectorAll('link[rel="preload"][as="fetch"]')].map((link) => link.getAttribute("href")).filter((url) => url !== phrases);
const asked = new Map(links.map((url) => [url, fetchJson(url)]));
for (const answer of asked.values()) answer.catch(() => {}); // told by whoever takes it

/** The answer to an early question, once; any other question is asked now. @param {string} url @returns {Promise<any>} */
export function early(url) {
  const answer = asked.get(url) || fetchJson(url);
  asked.delete(url);
  return answer;
}
