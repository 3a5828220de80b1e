// The map beneath: our own, or tiles of others that whoever runs the service has allowed. Off unless chosen; the address
// of the tiles comes from the service's settings alone.

/** The tile layers that may be chosen. */
export class Ground {
  /** @param {any} map @param {{name: string, url: string, attribution: string}[]} grounds */
  constructor(map, grounds) {
    Object.assign(this, { map, grounds });
    this.shown = "";
    this.layer = null;
  }

  /** Show a ground by its name; "" or an unknown one is our own. @param {string} name @returns {string} whose map it is */
  show(name) {
    const ground = this.grounds.find((one) => one.name === name);
    if (name !== this.shown) {
      this.layer?.remove();
      this.layer = ground ? L.tileLayer(ground.url, { pane: "tilePane", maxZoom: 19, crossOrigin: "anonymous" }).addTo(this.map) : null;
      this.shown = name;
    }
    return ground?.attribution || "";
  }
}
