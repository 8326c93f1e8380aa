// Learning curves of the selected runs, drawn by uPlot.
import uPlot from "/uplot.js";
import { element } from "./api.js";
import { rounded } from "./runs.js";

const STEPS = "time/total_timesteps";
const FIRST = ["rollout/ep_rew_mean", "eval/mean_reward", "train/approx_kl", "train/explained_variance"];
const DASHES = [[], [], [], [], [6, 4], [6, 4], [6, 4], [6, 4]];
const HEIGHT = 240;

/** A run's rows so far. */
class Rows {
  columns = [];
  rows = [];
  slot; // among the colours

  constructor(slot) {
    this.slot = slot;
  }

  /** A resumed run goes back to its checkpoint: rows from the step of a new one on are void. */
  add({ columns, restarted, rows }) {
    this.columns = columns;
    if (restarted) this.rows = [];
    const step = columns.indexOf(STEPS);
    for (const row of rows) {
      while (this.rows.length && this.rows.at(-1)[step] >= row[step]) this.rows.pop();
      this.rows.push(row);
    }
  }

  /** The points where both metrics have a value. */
  points(x, y) {
    const [i, j] = [this.columns.indexOf(x), this.columns.indexOf(y)];
    return this.rows.filter((row) => row[i] != null && row[j] != null).map((row) => [row[i], row[j]]);
  }
}

export class Curves {
  #runs = new Map(); // Rows by id
  #charts;
  #axis = document.querySelector("#axis");
  #smoothing = document.querySelector("#smoothing");
  #due = false;

  constructor() {
    this.#charts = FIRST.map((metric, i) => new Chart(metric, i, () => this.#draw()));
    document.querySelector("#charts").append(...this.#charts.map((chart) => chart.figure));
    for (const control of [this.#axis, this.#smoothing]) control.addEventListener("input", () => this.#draw());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#draw());
    addEventListener("resize", () => this.#draw());
  }

  /** @param slots the place among the colours of each run, by id */
  reset(slots) {
    this.#runs = new Map([...slots].map(([id, slot]) => [id, new Rows(slot)]));
    this.#draw();
  }

  add(news) {
    this.#runs.get(news.run)?.add(news);
    this.#draw();
  }

  /** Draws at the next frame, once for all that came until then. */
  #draw() {
    if (this.#due) return;
    this.#due = true;
    requestAnimationFrame(() => {
      this.#due = false;
      const runs = [...this.#runs];
      const metrics = [...new Set(runs.flatMap(([, rows]) => rows.columns))];
      const options = { axis: this.#axis.value, label: this.#axis.selectedOptions[0].text, smoothing: Number(this.#smoothing.value) };
      for (const chart of this.#charts) chart.draw(runs, metrics, options);
      this.#table(runs, metrics);
    });
  }

  #table(runs, metrics) {
    const table = document.querySelector("#values");
    table.tHead.replaceChildren(
      element("tr", {}, ...["Metric", ...runs.map(([id]) => id)].map((text) => element("th", { scope: "col" }, text))));
    table.tBodies[0].replaceChildren(...metrics.map((metric) => element("tr", {},
      element("th", { scope: "row" }, metric),
      ...runs.map(([, rows]) => element("td", {}, rounded(rows.points(STEPS, metric).at(-1)?.[1]))))));
  }
}

class Chart {
  #select;
  #place = element("div");
  #plot;
  #key; // what a plot cannot change
  figure;

  constructor(metric, index, changed) {
    this.#select = element("select", { "aria-label": "Metric of chart " + (index + 1) }, element("option", {}, metric));
    this.#select.addEventListener("change", changed);
    this.figure = element("figure", { role: "group", "aria-label": "Chart " + (index + 1) },
      element("figcaption", {}, this.#select), this.#place);
  }

  draw(runs, metrics, { axis, label, smoothing }) {
    this.#offer(metrics);
    const metric = this.#select.value;
    const points = runs.map(([, rows]) => smoothed(rows.points(axis, metric), smoothing));
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const width = this.#place.clientWidth;
    const series = runs.map(([id, rows]) => ({ id, slot: rows.slot }));
    const key = JSON.stringify([series, label, width, dark]);
    this.figure.dataset.points = points.reduce((sum, each) => sum + each.length, 0);
    if (key === this.#key) {
      this.#plot.setData(joined(points));
    } else {
      this.#plot?.destroy();
      this.#plot = new uPlot(options(series, label, width), joined(points), this.#place);
      this.#key = key;
    }
  }

  #offer(metrics) {
    const now = this.#select.value;
    const names = metrics.includes(now) ? metrics : [now, ...metrics];
    if (names.length !== this.#select.options.length) {
      this.#select.replaceChildren(...names.map((name) => element("option", {}, name)));
      this.#select.value = now;
    }
  }
}

/** An exponential moving average that starts at the first value. */
function smoothed(points, weight) {
  let mean = points[0]?.[1];
  return points.map(([x, y]) => [x, (mean = weight * mean + (1 - weight) * y)]);
}

/** uPlot's columns: all x, and a column of y per curve with null where it has no point. */
function joined(curves) {
  const tables = curves.map((points) => [points.map(([x]) => x), points.map(([, y]) => y)]);
  return tables.length === 0 ? [[]] : uPlot.join(tables);
}

function options(runs, label, width) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const lines = { stroke: colour("--faint"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line"), width: 1 } };
  return {
    width: Math.max(200, width),
    height: HEIGHT,
    cursor: { drag: { x: true, y: false } },
    scales: { x: { time: false } },
    axes: [{ ...lines, label, labelSize: 20, size: 34 }, { ...lines, size: 60 }],
    series: [
      { label },
      ...runs.map(({ id, slot }) => ({
        label: id, stroke: colour("--c" + slot), width: 2, dash: DASHES[slot], spanGaps: true, points: { show: false },
      })),
    ],
  };
}
