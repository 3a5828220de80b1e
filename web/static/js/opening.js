// What is opened: the card of an event, the events at a spot, a place that was searched for; and closed again.

import { byId } from "./frame.js";
import { t } from "./phrases.js";

/** Opens and closes. */
export class Opening {
  /** @param {any} page see main.js */
  constructor(page) {
    this.page = page;
    this.title = document.title;
  }

  /** What the address asks for besides filters. */
  first() {
    const { events, sheet, store: { state } } = this.page;
    if (state.at) sheet.show("events", "half");
    if (state.event) this.card(state, { fly: state.ll === null && events.byId.has(state.event) });
  }

  /** Show the card of the event that a state names, or none. @param {import("./state.js").State} state @param {{fly: boolean}} how */
  card(state, { fly }) {
    const { events, card, overlay, list, sheet, camera } = this.page;
    const index = events.byId.get(state.event);
    byId("events").classList.toggle("has-card", Boolean(state.event));
    document.title = index === undefined ? this.title : `${events.list[index].title} · ${t("Torkham")}`;
    if (!state.event) card.hide();
    overlay.select(index ?? -1);
    list.choose(index === undefined ? null : state.event);
    if (!state.event) return;
    if (index === undefined) {
      this._unknown(state.event, { fly });
      return;
    }
    card.show(events, index, { focus: fly });
    sheet.show("events", "half");
    if (fly && !state.view) camera.flyTo(events, index);
  }

  /** Show the open card anew, from newer data. */
  again() {
    const { events, card, store: { state } } = this.page;
    if (!state.event || !card.isOpen) return;
    if (events.isWhole || events.byId.has(state.event)) card.again(events, events.byId.get(state.event));
    else events.know(state.event).then((index) => this.page.events === events && card.again(events, index)).catch(() => {});
  }

  /** The service knows an event that the page does not hold; or one that was merged into another. */
  async _unknown(id, how) {
    const { events, store, notices } = this.page;
    try {
      const found = events.list[await events.know(id)];
      if (store.state.event !== id || !found) return;
      if (found.id === id) this.card(store.state, how);
      else store.change({ event: found.id }, { quiet: true });
    } catch (error) {
      store.change({ event: null }, { quiet: true });
      notices.tell(t("There is no event %(id)s. It may have been read anew under another id; search for it above.", { id }));
    }
  }

  close() {
    const { events, store, list, sheet } = this.page;
    const was = events?.byId.get(store.state.event);
    store.change({ event: null });
    if (was === undefined) return;
    list.reveal(was);
    if (!sheet.isPhone) list.focus();
  }

  /** Narrow the list to a spot. @param {string} at see State.at */
  at(at) {
    const { map, store, list, sheet } = this.page;
    store.change({ at, event: null });
    if (!at) return;
    sheet.show("events", "half");
    if (document.activeElement === map.getContainer()) list.focus();
  }

  /** Filter from a part of the page. @param {Partial<import("./state.js").State>} patch */
  filter(patch) {
    const { card, store, list, sheet } = this.page;
    const inCard = card.root.contains(document.activeElement);
    store.change({ ...patch, event: null, at: "" });
    sheet.show("events", "half");
    if (inCard) list.focus();
  }

  /** Go to a place that was searched for. @param {any} place */
  go(place) {
    if (place.events) this.at(`place:${place.id}`);
    this.page.camera.goTo(place);
  }

  /** Something on the map was clicked. @param {any} target */
  target(target) {
    if (target.n === 1) this._only(target);
    else if (target.kind === "arc") this.at(target.id);
    else if (target.places === 1) this.at(`place:${(target.place || target.sites[0].place).id}`);
    else this.page.camera.fit(target.sites.flatMap(cornersOf));
  }

  async _only(target) {
    const { events, store, notices } = this.page;
    const found = events.only(target);
    try {
      const index = found instanceof Promise ? await found : found;
      if (index !== undefined) store.change({ event: events.list[index].id });
    } catch (error) {
      notices.tell(t("The event could not be fetched. %(reason)s", { reason: error.message }), () => this._only(target));
    }
  }
}

function cornersOf({ place, box }) {
  return box ? [[box[1], box[0]], [box[3], box[2]]] : [[place.lat, place.lon]];
}
