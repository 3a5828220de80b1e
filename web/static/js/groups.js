// The layers of events as groups of the Leaflet map, so that a layer control, or a line of script, switches them too: who
// takes a group off the map hides its events, and the legend moves the group.

import { leavesOf } from "./state.js";

/** Keeps groups and the types that are shown in step. */
export class Groups {
  /** @param {Record<string, any>} groups by layer @param {import("./state.js").Store} store */
  constructor(groups, store) {
    Object.assign(this, { groups: Object.entries(groups), store });
    for (const [layer, group] of this.groups) {
      this.map ??= group._map;
      group.on("add", () => this._set(layer, true));
      group.on("remove", () => this._set(layer, false));
    }
    store.listen((state) => this._follow(state));
    this._follow(store.state);
  }

  _codes(layer) {
    return this.store.families.filter((one) => !layer || one.layer === layer).flatMap(leavesOf);
  }

  _isOn(layer, { types }) {
    return !types || this._codes(layer).some((code) => types.has(code));
  }

  _set(layer, on) {
    if (this._isOn(layer, this.store.state) === on) return;
    const types = new Set(this.store.state.types || this._codes(""));
    for (const code of this._codes(layer)) {
      if (on) types.add(code);
      else types.delete(code);
    }
    this.store.change({ types: types.size === this._codes("").length ? null : types });
  }

  _follow(state) {
    for (const [layer, group] of this.groups) {
      const on = this._isOn(layer, state);
      if (on !== this.map.hasLayer(group)) (on ? this.map.addLayer(group) : this.map.removeLayer(group));
    }
  }
}
