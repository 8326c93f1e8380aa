// An episode of a run's policy: pictures, and what its actions are drawn from.
import { element, get } from "./api.js";
import { rounded, whole } from "./runs.js";

export class PolicyPlayer {
  #run = document.querySelector("#policy-run");
  #model = document.querySelector("#policy-model");
  #message = document.querySelector("#policy-message");
  #stage = document.querySelector("#policy-stage");
  #picture = document.querySelector("#policy-picture");
  #pause = document.querySelector("#policy-pause");
  #step = document.querySelector("#policy-step");
  #episode;
  #timer;

  constructor() {
    document.querySelector("#policy-load").addEventListener("click", () => this.#load());
    this.#pause.addEventListener("click", () => (this.#timer ? this.#stop() : this.#play()));
    this.#step.addEventListener("input", () => {
      this.#stop();
      this.#show();
    });
  }

  offer(ids) {
    const now = this.#run.value;
    this.#run.replaceChildren(...ids.map((id) => element("option", {}, id)));
    if (ids.includes(now)) this.#run.value = now;
  }

  async #load() {
    this.#message.textContent = "playing …";
    try {
      const [run, model] = [this.#run.value, this.#model.value];
      if (!run) throw new Error("Tick a run first.");
      this.#episode = await get("/api/episode", { run, model });
      const { note, steps, shots, complete } = this.#episode;
      this.#message.textContent =
        `${run} after ${whole(steps)} steps: an episode of ${shots.length - 1} steps${complete ? "" : ", not shown to its end"}, ` +
        `return ${rounded(shots.at(-1).total)}. ${note}`;
      this.#stage.hidden = false;
      this.#stop();
      this.#step.max = shots.length - 1;
      this.#step.value = 0;
      this.#show();
      if (!matchMedia("(prefers-reduced-motion: reduce)").matches) this.#play();
    } catch (e) {
      this.#message.textContent = e.message;
    }
  }

  #play() {
    this.#stop();
    if (Number(this.#step.value) === this.#episode.shots.length - 1) this.#step.value = 0;
    this.#pause.textContent = "Pause";
    this.#timer = setInterval(() => {
      this.#step.value = Number(this.#step.value) + 1;
      this.#show();
      if (Number(this.#step.value) === this.#episode.shots.length - 1) this.#stop();
    }, 1000 / Math.min(60, this.#episode.framesPerSecond));
  }

  #stop() {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#pause.textContent = "Play";
  }

  #show() {
    const shot = this.#episode.shots[Number(this.#step.value)];
    if (shot.png) {
      this.#picture.src = shot.png;
      this.#picture.alt = `the environment after step ${shot.step}`;
    } else {
      this.#picture.removeAttribute("src");
    }
    document.querySelector("#policy-moment").textContent =
      `Step ${shot.step}, return ${rounded(shot.total)}` + (shot.action === "" ? "" : `, last action ${shot.action}, reward ${rounded(shot.reward)}`);
    this.#distribution(shot.distribution);
  }

  /** Probabilities as bars; other distributions as a table of their parameters. */
  #distribution(distribution) {
    const table = document.querySelector("#policy-distribution");
    const { probabilities } = distribution;
    const rows = probabilities ? bars(probabilities) : parameters(distribution.gaussian ?? distribution.parameters ?? distribution);
    table.tHead.replaceChildren(element("tr", {}, ...rows.head.map((text) => element("th", { scope: "col" }, text))));
    table.tBodies[0].replaceChildren(...rows.cells.map((cells) => element("tr", {}, ...cells.map((cell) => element("td", {}, cell)))));
  }
}

function bars(probabilities) {
  const several = Array.isArray(probabilities[0]);
  const all = several
    ? probabilities.flatMap((choice, k) => choice.map((p, i) => [`${k}: ${i}`, p]))
    : probabilities.map((p, i) => [String(i), p]);
  const cells = all.map(([name, p]) => [name, p.toFixed(3), element("meter", { min: 0, max: 1, value: p, "aria-label": "probability of " + name })]);
  return { head: ["action", "probability", ""], cells };
}

function parameters(columns) {
  const names = Object.keys(columns);
  const cells = (columns[names[0]] ?? []).map((_, i) => [String(i), ...names.map((name) => rounded(columns[name][i]))]);
  return { head: ["action", ...names], cells };
}
