// How far studies have come: a table of each with the score of every run, a row per setting and a column per seed.
import { element } from "./api.js";
import { rounded, whole } from "./runs.js";

const MOST_SEEDS = 20; // columns

export class Studies {
  #section = document.querySelector("#studies");
  #list = document.querySelector("#study-list");
  #studies = new Map(); // by id
  #select;

  /** @param select shows a run's curves, given its id */
  constructor(select) {
    this.#select = select;
  }

  /** Draws the studies that changed; a button keeps the keyboard's focus. */
  update(studies) {
    this.#section.hidden = studies.length === 0;
    const known = new Set(studies.map((study) => study.id));
    for (const [id, drawn] of this.#studies) {
      if (!known.has(id)) {
        drawn.element.remove();
        this.#studies.delete(id);
      }
    }
    studies.forEach((study, i) => {
      let drawn = this.#studies.get(study.id);
      if (!drawn) {
        drawn = { element: element("details", { class: "study", open: "" }), text: "", cells: new Map() };
        this.#studies.set(study.id, drawn);
      }
      const text = JSON.stringify(study);
      if (drawn.text !== text) {
        drawn.text = text;
        this.#draw(drawn, study);
      }
      if (this.#list.children[i] !== drawn.element) this.#list.insertBefore(drawn.element, this.#list.children[i] ?? null);
    });
  }

  #draw(drawn, study) {
    const focused = document.activeElement?.dataset?.run;
    const within = drawn.element.contains(document.activeElement);
    const runs = study.settings.flatMap((setting) => setting.runs);
    const count = (state) => runs.filter((run) => run.state === state).length;
    const [done, failed, running, waiting] = [count("done"), count("failed"), count("running"), count("waiting")];
    const parts = [`${done + failed} of ${runs.length} runs done`];
    if (failed) parts.push(`${failed} of them failed`);
    if (running) parts.push(`${running} running`);
    if (waiting) parts.push(`${waiting} remaining`);
    if (waiting && study.state === "unfinished") parts.push("interrupted: the same command continues it");
    const progress = element("progress", { max: 1, value: share(runs), "aria-label": "progress of " + study.id });
    const seeds = [...new Set(runs.map((run) => run.seed))];
    const shown = seeds.slice(0, MOST_SEEDS);
    const head = ["Setting", ...shown.map((seed) => "Seed " + seed), ...(shown.length < seeds.length ? ["…"] : []), "IQM"];
    const table = element("table", {},
      element("caption", { class: "hidden" }, "Scores of the runs of " + study.id),
      element("thead", {}, element("tr", {}, ...head.map((text, i) => element("th", i ? { scope: "col", class: "number" } : { scope: "col" }, text)))),
      element("tbody", {}, ...study.settings.map((setting) => this.#row(setting, shown, seeds.length))));
    drawn.element.replaceChildren(
      element("summary", {}, `${study.id === "." ? study.name : study.id}: ${study.algorithm} on ${study.env}, ${study.state}`),
      element("p", { class: "controls" }, progress, element("span", {}, parts.join(", "))),
      element("div", { class: "scroll" }, table));
    if (within && focused) drawn.element.querySelector(`button[data-run="${CSS.escape(focused)}"]`)?.focus();
  }

  #row(setting, shown, seeds) {
    const bySeed = new Map(setting.runs.map((run) => [run.seed, run]));
    const cells = shown.map((seed) => element("td", { class: "number" }, this.#cell(setting, bySeed.get(seed))));
    if (shown.length < seeds) cells.push(element("td", { class: "number" }, "…"));
    return element("tr", {}, element("th", { scope: "row" }, setting.name), ...cells, element("td", { class: "number" }, rounded(setting.iqm)));
  }

  #cell(setting, run) {
    if (!run || (run.state === "waiting" && run.steps == null)) return "–";
    const percent = whole(Math.min(100, (100 * (run.steps ?? 0)) / run.total)) + " %";
    const text = run.state === "done" ? rounded(run.score) : run.state === "failed" ? "failed" : percent;
    const button = element("button", {
      type: "button", class: run.state, "data-run": run.id, title: run.failure || "Show its curves",
      "aria-label": `${setting.name}, seed ${run.seed}: ${run.state === "done" ? "score " + text : run.state === "failed" ? text : run.state + ", " + text}. Show its curves`,
    }, text);
    button.addEventListener("click", () => this.#select(run.id));
    return button;
  }
}

/** The share of all steps that was taken. */
function share(runs) {
  const total = runs.reduce((sum, run) => sum + run.total, 0);
  const taken = runs.reduce((sum, run) => sum + (run.state === "done" || run.state === "failed" ? run.total : Math.min(run.total, run.steps ?? 0)), 0);
  return total > 0 ? taken / total : 1;
}
