// The settings of the selected runs: those that differ, or all.
import { element, get, shown } from "./api.js";

export class SettingsTable {
  #table = document.querySelector("#settings");
  #all = document.querySelector("#all-settings");
  #settings = {};

  constructor() {
    this.#all.addEventListener("change", () => this.#draw());
  }

  async show(ids) {
    const settings = ids.length ? await shown(() => get("/api/settings", { run: ids })) : {};
    if (settings) {
      this.#settings = settings;
      this.#draw();
    }
  }

  #draw() {
    const runs = Object.keys(this.#settings);
    const names = [...new Set(runs.flatMap((run) => Object.keys(this.#settings[run])))];
    const differs = (name) => new Set(runs.map((run) => this.#settings[run][name])).size > 1;
    const rows = names.filter((name) => this.#all.checked || runs.length === 1 || differs(name));
    this.#table.tHead.replaceChildren(
      element("tr", {}, ...["Setting", ...runs].map((text) => element("th", { scope: "col" }, text))));
    this.#table.tBodies[0].replaceChildren(...rows.map((name) => element("tr", {},
      element("th", { scope: "row" }, name),
      ...runs.map((run) => element("td", { class: "wrap" }, this.#settings[run][name] ?? "–")))));
  }
}
