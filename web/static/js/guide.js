// How to read the map: its signs and its keys.

import { h, s } from "./dom.js";
import { t } from "./phrases.js";

/** What the signs on the map mean. */
export function guide() {
  const sign = (...parts) => s("svg", { class: "sign", viewBox: "-16 -12 32 24", "aria-hidden": "true", focusable: "false" }, parts);
  const ring = s("circle", { r: 7.5, class: "sign-ring" });
  const rows = [
    [sign(s("circle", { r: 6, class: "sign-mark" })), t("one event at a place")],
    [sign(s("circle", { r: 6, class: "sign-hollow" })), t("planned, alleged, denied or cancelled")],
    [sign(ring, s("text", { y: 3.5, class: "sign-text" }, "4")), t("four events at one place, with their mix of types")],
    [sign(s("circle", { r: 10.5, class: "sign-outer" }), s("circle", { r: 7.5, class: "sign-ring" }), s("text", { y: 3.5, class: "sign-text" }, "9")), t("several places close together")],
    [sign(s("path", { d: "M-5-8.7H5L10 0 5 8.7H-5L-10 0Z", class: "sign-hex" }), s("text", { y: 3.5, class: "sign-text" }, "30")), t("where marks would crowd: events in a hexagon of the ground")],
    [sign(s("path", { d: "M-13 5L-9-8 3-10 13-3 10 8-4 10Z", class: "sign-area" })), t("known to a province, district or area only")],
    [sign(s("path", { d: "M-13 7Q0-13 12 4", class: "sign-arc" }), s("path", { d: "M13.5 6.5L7.4 3.6 12.6-.6Z", class: "sign-tip" })), t("from whom to whom, or across the frontier")],
    [sign(s("path", { d: "M-14 3L-5-2 4 2 14-4", class: "sign-halo" }), s("path", { d: "M-14 3L-5-2 4 2 14-4", class: "sign-frontier" })), t("Durand Line: the de facto border, which Afghanistan does not recognise")],
    [sign(s("path", { d: "M-14 3L-5-2 4 2 14-4", class: "sign-disputed" })), t("other disputed line")],
    [sign(s("rect", { x: -6.5, y: -6.5, width: 13, height: 13, rx: 3.5, class: "sign-gate" }), s("path", { d: "M-3.4 3.6V-1.6L0-4 3.4-1.6V3.6", class: "sign-beam" })), t("border crossing")],
    [sign(s("path", { d: "M-6 9V-9H6V9Z", class: "sign-outer" }), s("path", { d: "M-6-3L0-9M-6 3L6-9M-6 9L6-3M0 9L6 3", class: "sign-outer" })), t("in the histogram: planned")],
  ];
  return h("details", { class: "guide" }, h("summary", {}, t("How to read the map")), h("ul", {}, rows.map(([picture, text]) => h("li", {}, picture, h("span", {}, text)))),
    h("p", { class: "guide-keys" }, t("Keys on the map: arrows move, + and − zoom, N and P step through what it shows, Enter opens, Escape closes the card.")));
}
