// Elements, and what the server is asked. Words become text, never HTML.

// An element with attributes ("onclick" and the like are listeners) and what is in it.
export const make = (name, attributes = {}, ...inside) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...inside.filter((each) => each !== undefined));
  return made;
};

export const button = (words, onclick, attributes = {}) =>
  make("button", { type: "button", onclick, ...attributes }, words);

let last = 0;
export const newId = () => `glossator-${(last += 1)}`;

// What the newest page says of its editing; pages that are exchanged say it anew.
const own = () => JSON.parse(document.querySelector("#glossator-state").textContent).own;
const first = own();

// `base` is newer than the page's for as long as the page does not yet show what was saved.
export const state = { own: first, base: first.base };
document.addEventListener("glossator:state", ({ detail }) => { Object.assign(state, { own: detail.own, base: detail.own.base }); });

const NO_ANSWER = "the server does not answer; what you wrote is still here: try again when it runs";

const send = async (to, ask, signal) => {
  try {
    const answer = await fetch(`/.glossator/${to}`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Glossator-Token": state.own.token },
      body: JSON.stringify({ ask }),
      signal,
    });
    return { status: answer.status, ...(await answer.json()) };
  } catch (error) {
    if (error.name === "AbortError") throw error;
    return { status: 0, reason: NO_ANSWER };
  }
};

// Writes; `reason` says why not, or is "".
export const change = async (ask) => {
  const answer = await send("changes", ask);
  if (answer.status === 200 && ask.briefing === state.own.briefing) state.base = answer.base;
  return answer;
};

// Only reads.
export const question = (ask, signal) => send("questions", ask, signal);

export const host = make("glossator-editing");
export const root = host.attachShadow({ mode: "open" });
const status = make("p", { role: "status", class: "unseen" });
root.append(make("link", { rel: "stylesheet", href: "/.glossator/editing/editing.css" }), status);

// Said to whoever listens to the page instead of looking at it.
export const announce = (words) => { status.textContent = words; };
