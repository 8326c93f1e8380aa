// The table of runs. It is drawn again only where something changed, so that the keyboard's focus stays where it is.
import { element, post, shown } from "./api.js";

const COLOURS = 8;

export class RunTable {
  #body = document.querySelector("#runs tbody");
  #filter = document.querySelector("#filter");
  #runs = [];
  #rows = new Map(); // by id
  #slots = []; // ids of selected runs; the place is the colour
  #first = true;
  #changed;

  constructor(changed) {
    this.#changed = changed;
    this.#filter.addEventListener("input", () => this.#filterRows());
  }

  selected() {
    return this.#slots.filter((id) => id !== undefined);
  }

  /** The place of each selected run among the colours, by id. */
  slots() {
    return new Map(this.selected().map((id) => [id, this.#slot(id)]));
  }

  #slot(id) {
    return this.#slots.indexOf(id);
  }

  get(id) {
    return this.#runs.find((run) => run.id === id);
  }

  update(runs) {
    this.#runs = runs;
    const known = new Set(runs.map((run) => run.id));
    for (const [id, row] of this.#rows) {
      if (!known.has(id)) {
        row.element.remove();
        this.#rows.delete(id);
        this.#deselect(id);
      }
    }
    runs.forEach((run, i) => {
      let row = this.#rows.get(run.id);
      if (!row) {
        row = this.#row(run);
        this.#rows.set(run.id, row);
      }
      this.#fill(row, run);
      if (this.#body.children[i] !== row.element) this.#body.insertBefore(row.element, this.#body.children[i] ?? null);
    });
    document.querySelector("#no-runs").hidden = runs.length > 0;
    this.#mark();
    this.#filterRows();
    if (this.#first && runs.length > 0) {
      this.#first = false;
      this.select(runs[0].id);
    }
  }

  #row(run) {
    const box = element("input", { type: "checkbox", "aria-label": "Show " + run.id });
    box.addEventListener("change", () => (box.checked ? this.select(run.id) : this.#change(() => this.#deselect(run.id))));
    const swatch = element("span", { class: "swatch", hidden: "", "aria-hidden": "true" });
    const cells = ["", "", "", "number", "number", "number", "number", "wrap"].map((c) => element("td", c ? { class: c } : {}));
    const orders = [order("Stop", "stop", run), order("Save a checkpoint", "checkpoint", run)];
    const made = element("tr", {}, element("td", {}, box, " ", swatch), ...cells, element("td", {}, ...orders));
    return { element: made, box, swatch, cells, orders };
  }

  #fill(row, run) {
    const text = [
      run.id === "." ? run.name : run.id, run.algorithm, run.env, run.seed,
      whole(run.steps ?? 0) + " / " + whole(run.total), rounded(run.meanReturn), whole(run.stepsPerSecond), run.failure ? "failed: " + run.failure : run.state,
    ];
    row.cells.forEach((cell, i) => {
      if (cell.textContent !== text[i]) cell.textContent = text[i];
    });
    for (const button of row.orders) button.hidden = !run.owned;
    row.text = text.join(" ").toLowerCase();
  }

  #filterRows() {
    const words = this.#filter.value.toLowerCase().split(/\s+/);
    for (const row of this.#rows.values()) row.element.hidden = !words.every((word) => row.text.includes(word));
  }

  /** Selects a run that is in the list, or will be. */
  select(id) {
    this.#first = false;
    if (this.#slot(id) >= 0) return;
    this.#change(() => {
      let free = this.#slots.indexOf(undefined);
      if (free < 0) free = this.#slots.length;
      if (free >= COLOURS) {
        free = COLOURS - 1; // the last one gives way
      }
      this.#slots[free] = id;
    });
  }

  #deselect(id) {
    const slot = this.#slot(id);
    if (slot >= 0) this.#slots[slot] = undefined;
  }

  #change(work) {
    work();
    this.#mark();
    this.#changed(this.selected());
  }

  /** Shows which runs are selected, and in which colour. */
  #mark() {
    for (const [id, row] of this.#rows) {
      const slot = this.#slot(id);
      row.box.checked = slot >= 0;
      row.swatch.hidden = slot < 0;
      row.swatch.className = "swatch s" + slot;
    }
  }
}

function order(text, path, run) {
  const button = element("button", { type: "button", hidden: "", "aria-label": text + ": " + run.id }, text);
  button.addEventListener("click", () => shown(() => post("/api/" + path, { run: run.id })));
  return button;
}

export function whole(number) {
  return number == null ? "–" : Math.round(number).toLocaleString("en-US");
}

export function rounded(number) {
  return number == null ? "–" : number.toLocaleString("en-US", { maximumSignificantDigits: 5 });
}
