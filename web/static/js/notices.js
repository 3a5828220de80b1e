// What the page tells: faults and news in words over the map, and short words for a screen reader.

import { h, put } from "./dom.js";
import { t } from "./phrases.js";

/** The places where the page speaks. */
export class Notices {
  /** @param {Element} box over the map @param {Element} live read aloud, not seen */
  constructor(box, live) {
    Object.assign(this, { box, live });
    this.isPassing = false;
  }

  /** Say something politely to who listens. @param {string} text */
  say(text) {
    clearTimeout(this.saying);
    this.saying = setTimeout(() => put(this.live, text), 60);
  }

  /** Tell a fault; without a retry it goes away with the next step. @param {string} text @param {(() => void)} [retry] @param {string} [name] of the button */
  tell(text, retry, name = t("Try again")) {
    this.isPassing = Boolean(text && !retry);
    const button = text && h("button", { class: "button", type: "button", on: { click: () => {
      put(this.box);
      retry?.();
    } } }, retry ? name : t("Close"));
    put(this.box, text ? h("p", {}, text) : null, button || null);
  }

  /** Take a passing notice away. */
  clear() {
    if (this.isPassing) this.tell("");
  }
}
