// The alphabet of the map: one shape, colour and inner mark for each family of events, drawn alike on canvas and in the legend.
// Shapes are paths in a box from -1 to 1, y down. Colours are CSS custom properties of tokens.css; tests/test_palette.py
// holds them apart for normal and for colour-blind eyes.

import { s } from "./dom.js";
import { color } from "./theme.js";

/** @typedef {{code: string, label: string, group: string, layer: string, shape: string, token: string, glyph: string, explanation: string, index: number, subs: {code: string, label: string, explanation: string}[], leaves: string[]}} Family */

const SHAPES = {
  circle: "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z",
  square: "M-.62-.86H.62Q.86-.86.86-.62V.62Q.86.86.62.86H-.62Q-.86.86-.86.62V-.62Q-.86-.86-.62-.86Z",
  diamond: "M0-1.12L1.12 0 0 1.12-1.12 0Z",
  triangle: "M0-1.08L1.08.82H-1.08Z",
  wedge: "M0 1.08L1.08-.82H-1.08Z",
  pentagon: polygon(5, 1.08),
  hexagon: polygon(6, 1.06),
  star: star(5, 1.2, 0.56),
  burst: star(8, 1.18, 0.72),
  cross: "M-.36-1.05H.36V-.36H1.05V.36H.36V1.05H-.36V.36H-1.05V-.36H-.36Z",
};
const TURNED = { cross: Math.PI / 4 };
const GLYPHS = {
  dot: "M.3 0A.3.3 0 1 1-.3 0A.3.3 0 1 1 .3 0Z",
  bar: "M-.42-.13H.42V.13H-.42Z",
  plus: "M-.12-.42H.12V-.12H.42V.12H.12V.42H-.12V.12H-.42V-.12H-.12Z",
  ring: "M.46 0A.46.46 0 1 1-.46 0A.46.46 0 1 1 .46 0ZM.22 0A.22.22 0 1 0-.22 0A.22.22 0 1 0 .22 0Z",
  pair: "M-.4-.4H-.12V.4H-.4ZM.12-.4H.4V.4H.12Z",
};
const INNER = {
  AGREE: "pair", CONSULT: "dot", SUPPORT: "plus", CONCEDE: "bar",
  COOPERATE: "pair", AID: "plus", RETREAT: "bar",
  REQUEST: "ring", ACCUSE: "dot", REJECT: "bar", THREATEN: "plus",
  SANCTION: "bar", MOBILIZE: "plus", COERCE: "dot",
};
/** @type {Map<string, Path2D>} */
const paths = new Map();

/** The families of the map in the order of the legend. @param {any} config @returns {Family[]} */
export function familiesOf(config) {
  const found = [];
  for (const layer of config.layers || []) {
    for (const one of layer.families) {
      found.push(family(one.code, layer.layer, found.length, one));
    }
  }
  return found;
}

/** A family, with stand-ins for what nobody told. @returns {Family} */
export function family(code, layer, index, told = {}) {
  return {
    code, layer, index,
    label: told.label || code,
    group: told.group || "",
    shape: SHAPES[told.shape] ? told.shape : "circle",
    token: told.color_token || "strategic",
    glyph: INNER[code] || "",
    explanation: told.explanation || "",
    subs: told.subs || [],
    leaves: (told.subs || []).map((one) => one.code),
  };
}

/**
 * Draw a family's symbol.
 * @param {CanvasRenderingContext2D} ctx
 * @param {number} x @param {number} y @param {number} size half the width in pixels
 * @param {Family} family
 * @param {{color: string, rim: string, ground: string, hollow?: boolean, ring?: string|null}} look
 */
export function drawSymbol(ctx, x, y, size, family, look) {
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(size, size);
  ctx.rotate(TURNED[family.shape] || 0);
  const path = path2d(family.shape, SHAPES);
  ctx.lineJoin = "round";
  ctx.strokeStyle = look.rim;
  ctx.lineWidth = 4.4 / size;
  ctx.stroke(path);
  if (look.ring) {
    ctx.strokeStyle = look.ring;
    ctx.lineWidth = 8 / size;
    ctx.stroke(path);
    ctx.strokeStyle = look.rim;
    ctx.lineWidth = 4 / size;
    ctx.stroke(path);
  }
  ctx.fillStyle = look.hollow ? look.ground : look.color;
  ctx.fill(path);
  if (look.hollow) {
    ctx.strokeStyle = look.color;
    ctx.lineWidth = 2 / size;
    ctx.setLineDash([3 / size, 2 / size]);
    ctx.stroke(path);
  }
  ctx.rotate(-(TURNED[family.shape] || 0));
  if (family.glyph) {
    ctx.fillStyle = look.hollow ? look.color : color("--rim");
    ctx.fill(path2d(family.glyph, GLYPHS));
  }
  ctx.restore();
}

/** A family's symbol for the legend, lists and cards. @param {Family} family @param {boolean} [hollow] */
export function symbol(family, hollow = false) {
  const turn = TURNED[family.shape] ? { transform: "rotate(45)" } : {};
  const color = `var(--${family.token})`;
  const body = s("path", { d: SHAPES[family.shape], class: hollow ? "symbol-hollow" : "symbol-body", vars: { "--symbol": color }, ...turn });
  const inner = family.glyph ? s("path", { d: GLYPHS[family.glyph], class: hollow ? "symbol-body" : "symbol-glyph", vars: { "--symbol": color } }) : null;
  return s("svg", { class: "symbol", viewBox: "-1.4 -1.4 2.8 2.8", "aria-hidden": "true", focusable: "false" }, body, inner);
}

function path2d(name, table) {
  if (!paths.has(name)) paths.set(name, new Path2D(table[name]));
  return paths.get(name);
}

function polygon(n, r) {
  return corners(n, () => r);
}

function star(n, outer, inner) {
  return corners(2 * n, (i) => (i % 2 ? inner : outer));
}

function corners(n, radius) {
  const points = Array.from({ length: n }, (_, i) => {
    const angle = -Math.PI / 2 + (2 * Math.PI * i) / n;
    return `${(radius(i) * Math.cos(angle)).toFixed(3)} ${(radius(i) * Math.sin(angle)).toFixed(3)}`;
  });
  return `M${points.join("L")}Z`;
}
