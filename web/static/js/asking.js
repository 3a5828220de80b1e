// Questions to the service whose answers are drawn again and again: the last answer stays until the next is there, and a
// question that nobody waits for any more is called off.

import { fetchJson } from "./fetching.js";

/** The latest answer to a question that changes. */
export class Answer {
  /** @param {() => void} arrived called when there is a newer answer @param {(error: Error, again: () => void) => void} failed */
  constructor(arrived, failed) {
    Object.assign(this, { arrived, failed });
    this.last = null; // whatever it answers
    this.key = "";
    this.isThere = false;
  }

  /**
   * The answer of some addresses, or null as long as it is on its way.
   * @param {string[]} urls @param {(...told: any[]) => any} read makes the answer of what is told
   */
  of(urls, read) {
    const key = urls.join(" ");
    if (key !== this.key) this._ask(key, urls, read);
    return this.isThere ? this.last : null;
  }

  async _ask(key, urls, read) {
    this.key = key;
    this.isThere = false;
    this.question?.abort();
    const question = new AbortController();
    this.question = question;
    try {
      const told = await Promise.all(urls.map((url) => fetchJson(url, { signal: question.signal })));
      if (this.question !== question) return;
      this.last = read(...told);
      this.isThere = true;
      this.arrived();
    } catch (error) {
      if (this.question === question) this.failed(error, () => this._ask(key, urls, read));
    }
  }
}
