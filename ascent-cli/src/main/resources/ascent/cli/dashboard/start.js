// The form that starts a run, filled from what the server offers.
import { element, get, post, shown } from "./api.js";

const ANY_ENV = "*";

export class StartForm {
  #form = document.querySelector("#start-form");
  #message = document.querySelector("#start-message");
  #rows = document.querySelector("#start-settings");
  #choices;
  #started;

  /** @param started gets the id of a new run */
  constructor(started) {
    this.#started = started;
    document.querySelector("#start").addEventListener("toggle", () => this.#fill(), { once: true });
    document.querySelector("#add-setting").addEventListener("click", () => this.#addSetting());
    this.#field("algorithm").addEventListener("change", () => this.#algorithmChanged());
    this.#field("env").addEventListener("change", () => this.#offerPresets());
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  #field(name) {
    return this.#form.elements.namedItem(name);
  }

  async #fill() {
    this.#choices = await shown(() => get("/api/choices"));
    const { algorithms, envs } = this.#choices ?? { algorithms: [], envs: [] };
    this.#field("algorithm").replaceChildren(
      ...algorithms.map(({ name, description }) => element("option", { value: name, title: description }, name)));
    if (algorithms.some(({ name }) => name === "ppo")) this.#field("algorithm").value = "ppo";
    document.querySelector("#envs").replaceChildren(
      ...envs.map(({ name, description }) => element("option", { value: name }, description)));
    this.#algorithmChanged();
  }

  #algorithmChanged() {
    this.#rows.replaceChildren();
    this.#offerPresets();
  }

  #offerPresets() {
    const env = this.#field("env").value.split("?")[0];
    const fitting = (this.#choices?.presets ?? []).filter(
      (preset) => preset.algorithm === this.#field("algorithm").value && [env, ANY_ENV].includes(preset.env));
    const names = [...new Set(fitting.map(({ name }) => name))];
    this.#field("preset").replaceChildren(
      element("option", { value: "" }, "the best known"), ...names.map((name) => element("option", {}, name)));
  }

  #addSetting() {
    const algorithm = this.#choices?.algorithms.find(({ name }) => name === this.#field("algorithm").value);
    if (!algorithm) return;
    const name = element("select", { "aria-label": "Setting" }, ...algorithm.settings.map((s) => element("option", {}, s.name)));
    const value = element("input", { "aria-label": "Value", size: "14" });
    const help = element("small");
    const remove = element("button", { type: "button" }, "Remove");
    const row = element("p", {}, name, value, remove, help);
    const changed = () => {
      const setting = algorithm.settings[name.selectedIndex];
      value.placeholder = setting.standard;
      help.textContent = setting.help;
    };
    name.addEventListener("change", changed);
    remove.addEventListener("click", () => {
      row.remove();
      document.querySelector("#add-setting").focus();
    });
    changed();
    this.#rows.append(row);
    name.focus();
  }

  async #submit() {
    const form = Object.fromEntries(
      ["algorithm", "env", "preset", "steps", "seed", "envs", "evalEvery"].map((name) => [name, this.#field(name).value]));
    form.set = Object.fromEntries(
      [...this.#rows.children].map((row) => [row.querySelector("select").value, row.querySelector("input").value]));
    try {
      const { run } = await post("/api/start", form);
      this.#message.textContent = "";
      this.#started(run);
    } catch (e) {
      this.#message.textContent = e.message;
    }
  }
}
