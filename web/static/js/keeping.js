// Taking the page along: its picture as a file, on paper, and the link to what it shows.

import { t } from "./phrases.js";
import { drawPicture, savePicture } from "./picture.js";

const NAME = "torkham-map.png";

/** Saves, prints and copies. */
export class Keeping {
  /**
   * @param {any} map @param {import("./notices.js").Notices} notices
   * @param {() => any} about what the picture tells, see picture.js; null while there is nothing
   */
  constructor(map, notices, about) {
    Object.assign(this, { map, notices, about });
    addEventListener("beforeprint", () => this._paper());
  }

  async picture() {
    const about = this.about();
    if (!about) return;
    await savePicture(drawPicture(this.map, about), NAME);
    this.notices.say(t("The picture was saved."));
  }

  print() {
    print();
  }

  async copy() {
    try {
      await navigator.clipboard.writeText(location.href);
      this.notices.say(t("Link copied."));
    } catch {
      this.notices.tell(t("The link is %(url)s", { url: location.href }));
    }
  }

  /** On paper the picture stands in the place of the page. */
  _paper() {
    const about = this.about();
    if (about) /** @type {any} */ (document.getElementById("paper")).src = drawPicture(this.map, about).toDataURL("image/png");
  }
}
