// Watches for new data while the page is open: asks by the hash of what it has, so that an unchanged answer costs a few
// bytes. Rests while the page is hidden.

import { fetchNewer } from "./fetching.js";

const MOST_WAITS = 8; // times the usual wait, after faults

/** Asks now and then. */
export class Refresh {
  /** @param {string} url that tells the version of the data @param {number} seconds between two questions; 0 never asks @param {() => void} arrived called when there is newer data */
  constructor(url, seconds, arrived) {
    Object.assign(this, { url, seconds, arrived });
    this.tag = "";
    this.faults = 0;
  }

  /** Begin, once the page has its first events. @param {string} version of the data they are from */
  begin(version) {
    this.version = version;
    if (!this.seconds || this.timer) return;
    this._wait();
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this._ask();
    });
  }

  _wait() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this._ask(), this.seconds * 1000 * Math.min(MOST_WAITS, 2 ** this.faults));
  }

  async _ask() {
    if (document.hidden) return;
    try {
      const newer = await fetchNewer(this.url, this.tag);
      this.faults = 0;
      if (newer) this._take(newer);
    } catch {
      this.faults += 1; // the page goes on with what it has, and asks more rarely
    }
    this._wait();
  }

  _take({ told, tag }) {
    this.tag = tag;
    if (told.version === this.version) return;
    this.version = told.version;
    this.arrived();
  }
}
