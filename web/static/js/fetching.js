// Fetches JSON from the service: a failed try is repeated, a refusal is told in the service's own words.

import { isAlone, kept } from "./kept.js";
import { t } from "./phrases.js";

const RETRY_MS = [600, 2000];
const ACCEPT = "application/json, application/problem+json";

/**
 * Fetch JSON; a failed try is repeated twice. Raises Error with words for a person.
 * @param {string} url @param {{retry?: boolean, signal?: AbortSignal}} [how] a signal calls it off
 */
export async function fetchJson(url, { retry = true, signal = undefined } = {}) {
  if (isAlone) return carried(url);
  for (let attempt = 0; ; attempt += 1) {
    try {
      const response = await fetch(url, { headers: { Accept: ACCEPT }, signal });
      if (response.ok) return await response.json();
      throw await refusal(response);
    } catch (error) {
      if (error.final || !retry || signal?.aborted || attempt >= RETRY_MS.length) throw error;
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS[attempt]));
    }
  }
}

async function carried(url) {
  const answer = await kept(url);
  if (answer === undefined) throw Object.assign(new Error(t("This page is a file; it holds no more than what was written into it.")), { final: true });
  return answer;
}

/**
 * Ask again for what is known by its hash. Null is the answer that nothing has changed.
 * @param {string} url @param {string} tag its ETag, or "" if none is known
 * @returns {Promise<{told: any, tag: string}|null>}
 */
export async function fetchNewer(url, tag) {
  const headers = tag ? { Accept: ACCEPT, "If-None-Match": tag } : { Accept: ACCEPT };
  const response = await fetch(url, { headers, cache: "no-store" });
  if (response.status === 304) return null;
  if (!response.ok) throw await refusal(response);
  return { told: await response.json(), tag: response.headers.get("ETag") || "" };
}

async function refusal(response) {
  const problem = await response.json().catch(() => ({}));
  const error = new Error(problem.detail || problem.title || t("The server answered %(status)s.", { status: response.status }));
  return response.status < 500 ? Object.assign(error, { final: true, status: response.status }) : error;
}
