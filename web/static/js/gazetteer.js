// The gazetteer's page: a button that copies a place's row. Without script, or where copying is refused, the row is
// text that can be selected.

import { t } from "./phrases.js";

const SAID_MS = 2000;

for (const box of document.querySelectorAll(".csv")) {
  const row = box.querySelector("pre");
  const button = box.querySelector(".copy");
  if (!(row instanceof HTMLElement) || !(button instanceof HTMLButtonElement)) continue;
  button.hidden = false;
  button.addEventListener("click", () => copy(row, button));
}

/** Copy the row, or select it for the reader to copy. @param {HTMLElement} row @param {HTMLButtonElement} button */
async function copy(row, button) {
  const words = button.textContent;
  try {
    await navigator.clipboard.writeText(`${row.textContent}\n`);
    button.textContent = t("Copied");
  } catch {
    getSelection()?.selectAllChildren(row);
    row.focus();
    button.textContent = t("Selected: copy it now");
  }
  setTimeout(() => (button.textContent = words), SAID_MS);
}
