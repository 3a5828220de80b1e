// Taking the page along: its picture as a file, on paper, and the link to what it shows. Who draws the picture is fetched
// after everything else.

import { t } from "./phrases.js";

const LATER_MS = 1500;
const NAME = "torkham-map.png";

/** Saves, prints and copies. */
export class Keeping {
  /**
   * @param {any} map @param {import("./notices.js").Notices} notices
   * @param {() => any} about what the picture tells, see picture.js; null while there is nothing
   */
  constructor(map, notices, about) {
    Object.assign(this, { map, notices, about, painter: null });
    setTimeout(() => this._painter(), LATER_MS);
    addEventListener("beforeprint", () => this._paper());
  }

  async picture() {
    const { drawPicture, savePicture } = await this._painter();
    const about = this.about();
    if (!about) return;
    await savePicture(drawPicture(this.map, about), NAME);
    this.notices.say(t("The picture was saved."));
  }

  async print() {
    await this._painter();
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

  async _painter() {
    this.painter ??= await import("./picture.js");
    return this.painter;
  }

  /** On paper the picture stands in the place of the page. */
  _paper() {
    const about = this.painter && this.about();
    if (about) /** @type {any} */ (document.getElementById("paper")).src = this.painter.drawPicture(this.map, about).toDataURL("image/png");
  }
}
