// A picture of the map as it stands, to keep or to print: title, filters in words, the map, its legend, scale, whose data
// it is and the day. Drawn on a canvas of its own, so that paper and file are the same.

import { h } from "./dom.js";
import { sizeWords } from "./list.js";
import { getFont } from "./marks.js";
import { drawSymbol } from "./symbols.js";
import { color } from "./theme.js";
import { number, t, tn } from "./phrases.js";
import { dayWords, kmWords } from "./words.js";

const MARGIN = 28;
const LEGEND = 230; // pixels beside the map
const LINE = 17;
const DAY_MS = 86_400_000;

/**
 * Draw the picture.
 * @param {any} map Leaflet map
 * @param {{title: string, filters: string[], events: import("./data.js").Events, types: Set<string>|null, credits: string[], address: string, hexes: any, shades: any}} about
 * @returns {HTMLCanvasElement}
 */
export function drawPicture(map, about) {
  const size = map.getSize();
  const ratio = Math.max(2, window.devicePixelRatio || 1);
  const sheet = new Sheet(size, ratio);
  const top = sheet.head(about);
  sheet.map(map, top);
  sheet.scale(map, top);
  sheet.legend(about, top);
  sheet.foot(about, top + size.y + 20);
  return sheet.done();
}

/** Save a canvas as a PNG file. @param {HTMLCanvasElement} canvas @param {string} name */
export async function savePicture(canvas, name) {
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  const url = URL.createObjectURL(blob);
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** A sheet of paper that grows to what is drawn on it. */
class Sheet {
  constructor(size, ratio) {
    this.size = size;
    this.width = size.x + LEGEND + 3 * MARGIN;
    this.canvas = h("canvas", { width: Math.round(this.width * ratio), height: Math.round((size.y + 420) * ratio) });
    this.ctx = this.canvas.getContext("2d");
    this.ctx.scale(ratio, ratio);
    this.ratio = ratio;
    this.ctx.fillStyle = color("--surface");
    this.ctx.fillRect(0, 0, this.width, this.canvas.height);
    this.bottom = 0;
  }

  head({ title, filters, events }) {
    this._text(title, MARGIN, MARGIN + 18, 700, 22, "--ink");
    const { shown, size } = events;
    const words = (shown === size ? tn("All %(num)s event", "All %(num)s events", shown) : sizeWords(shown, size)) + (filters.length ? `: ${filters.join(" · ")}` : "");
    return this._wrapped(words, MARGIN, MARGIN + 42, this.width - 2 * MARGIN, 13, "--ink-soft") + 6;
  }

  /** The canvases of the map, as they lie over each other. */
  map(map, top) {
    const { ctx, size } = this;
    const frame = map.getContainer().getBoundingClientRect();
    ctx.save();
    ctx.beginPath();
    ctx.rect(MARGIN, top, size.x, size.y);
    ctx.clip();
    ctx.fillStyle = color("--map-water");
    ctx.fillRect(MARGIN, top, size.x, size.y);
    for (const canvas of map.getContainer().querySelectorAll("canvas.map-canvas")) {
      const box = canvas.getBoundingClientRect();
      ctx.drawImage(canvas, MARGIN + box.x - frame.x, top + box.y - frame.y, box.width, box.height);
    }
    ctx.restore();
    ctx.strokeStyle = color("--line-strong");
    ctx.strokeRect(MARGIN + 0.5, top + 0.5, size.x - 1, size.y - 1);
  }

  scale(map, top) {
    const { ctx, size } = this;
    const y = size.y / 2;
    const metres = map.distance(map.containerPointToLatLng([0, y]), map.containerPointToLatLng([100, y]));
    const km = [1, 2, 5, 10, 20, 50, 100, 200, 500].findLast((step) => step * 1000 <= metres * 1.3) || 1;
    const length = (km * 1000 * 100) / metres;
    const [x, foot] = [MARGIN + 14, top + size.y - 14];
    ctx.strokeStyle = color("--ink");
    ctx.lineWidth = 1.5;
    ctx.beginPath();
    for (const [dx, dy] of [[0, -6], [0, 0], [length, 0], [length, -6]]) ctx.lineTo(x + dx, foot + dy);
    ctx.stroke();
    this._text(kmWords(km), x + 6, foot - 5, 600, 11, "--ink");
  }

  legend({ events, types, hexes, shades }, top) {
    const x = MARGIN * 2 + this.size.x;
    let y = top + 12;
    const counts = events.shownByFamily(types);
    for (const [layer, name] of [["incident", t("Incidents")], ["diplomacy", t("Diplomacy")]]) {
      const families = events.families.filter((one) => one.layer === layer && counts.get(one.code));
      if (!families.length) continue;
      this._text(name, x, y, 700, 13, "--ink");
      y += LINE + 4;
      for (const one of families) y = this._family(one, counts.get(one.code), x, y);
      y += 8;
    }
    for (const legend of [hexes, shades]) if (!legend.hidden) y = this._copied(legend, x, y + 6);
    this.bottom = Math.max(this.bottom, y);
  }

  _family(family, count, x, y) {
    drawSymbol(this.ctx, x + 8, y - 4, 6.5, family, { color: color(`--${family.token}`), rim: color("--surface"), ground: color("--surface") });
    this._text(number(count), x + LEGEND - 34, y, 500, 12, "--ink-soft");
    return this._wrapped(family.label, x + 24, y, LEGEND - 64, 12.5, "--ink") + 3;
  }

  /** A legend of the page: its title, its colours and their words. */
  _copied(legend, x, y) {
    this._text(legend.querySelector("h2").textContent, x, y, 700, 13, "--ink");
    let line = y + LINE + 4;
    for (const row of legend.querySelectorAll("li")) {
      this.ctx.fillStyle = getComputedStyle(row.querySelector(".swatch")).backgroundColor;
      this.ctx.fillRect(x, line - 10, 22, 12);
      this._text(row.textContent, x + 32, line, 400, 12.5, "--ink");
      line += LINE + 1;
    }
    return line + 4;
  }

  foot({ credits, address }, y) {
    const day = dayWords(Math.floor(Date.now() / DAY_MS));
    let line = this._wrapped(t("Made on %(day)s from %(address)s", { day, address }), MARGIN, Math.max(y, this.bottom) + 4, this.width - 2 * MARGIN, 11, "--ink");
    line = this._wrapped(credits.join(" · "), MARGIN, line + 2, this.width - 2 * MARGIN, 10.5, "--ink-soft");
    this.bottom = line + MARGIN - 12;
  }

  /** The sheet, cut to what was drawn. */
  done() {
    const height = Math.min(this.canvas.height, Math.round(this.bottom * this.ratio));
    const cut = h("canvas", { width: this.canvas.width, height });
    cut.getContext("2d").drawImage(this.canvas, 0, 0);
    return cut;
  }

  _text(text, x, y, weight, size, token) {
    this.ctx.font = `${weight} ${size}px ${getFont()}`;
    this.ctx.textAlign = "left";
    this.ctx.textBaseline = "alphabetic";
    this.ctx.fillStyle = color(token);
    this.ctx.fillText(text, x, y);
  }

  /** Write words in lines of some width; return where the next line stands. */
  _wrapped(text, x, y, width, size, token) {
    this.ctx.font = `400 ${size}px ${getFont()}`;
    let [line, at] = ["", y];
    for (const word of text.split(" ")) {
      const longer = line ? `${line} ${word}` : word;
      if (line && this.ctx.measureText(longer).width > width) {
        this._text(line, x, at, 400, size, token);
        at += size * 1.4;
        line = word;
      } else line = longer;
    }
    this._text(line, x, at, 400, size, token);
    return at + size * 1.4;
  }
}
