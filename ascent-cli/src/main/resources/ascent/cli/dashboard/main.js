import { query } from "./api.js";
import { Curves } from "./curves.js";
import { PolicyPlayer } from "./policy.js";
import { RunTable } from "./runs.js";
import { SettingsTable } from "./settings.js";
import { StartForm } from "./start.js";
import { Studies } from "./studies.js";

const connection = document.querySelector("#connection");
const curves = new Curves();
const settings = new SettingsTable();
const policy = new PolicyPlayer();
const runs = new RunTable((selected) => {
  settings.show(selected);
  policy.offer(selected);
  follow();
});
const studies = new Studies((id) => runs.select(id));
new StartForm((id) => runs.select(id));
let events;

/** Listens to the server. A tab in the background does not: browsers allow six connections to a server in all. */
function follow() {
  events?.close();
  if (document.hidden) {
    connection.textContent = "paused in the background";
    return;
  }
  curves.reset(runs.slots());
  events = new EventSource("/api/events" + query({ run: runs.selected() }));
  events.addEventListener("open", () => {
    curves.reset(runs.slots()); // a stream begins with all rows
    connection.textContent = "live";
  });
  const stream = events;
  stream.addEventListener("error", () => {
    connection.textContent = "no connection to the server; trying again …";
    // A browser tries again by itself only where the connection broke, not where it was refused.
    if (stream.readyState === EventSource.CLOSED) setTimeout(() => stream === events && follow(), 2000);
  });
  events.addEventListener("runs", (event) => runs.update(JSON.parse(event.data)));
  events.addEventListener("studies", (event) => studies.update(JSON.parse(event.data)));
  events.addEventListener("rows", (event) => curves.add(JSON.parse(event.data)));
}

document.addEventListener("visibilitychange", follow);
follow();
