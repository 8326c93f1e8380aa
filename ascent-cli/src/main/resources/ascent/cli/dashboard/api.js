// What the server says, and what goes wrong on the way.

export async function get(path, parameters = {}) {
  return answer(await fetch(path + query(parameters)));
}

export async function post(path, body) {
  return answer(await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }));
}

export function query(parameters) {
  const pairs = Object.entries(parameters).flatMap(([name, values]) => [values].flat().map((value) => [name, value]));
  return pairs.length ? "?" + new URLSearchParams(pairs) : "";
}

async function answer(response) {
  const object = await response.json();
  if (!response.ok) throw new Error(object.error);
  return object;
}

/** Runs something, and shows the sentence that it fails with. */
export async function shown(work) {
  const message = document.querySelector("#message");
  try {
    const result = await work();
    message.textContent = "";
    return result;
  } catch (e) {
    message.textContent = e.message;
    return undefined;
  }
}

/** An element with text or elements in it. Text is never read as HTML. */
export function element(name, attributes = {}, ...content) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...content);
  return made;
}
