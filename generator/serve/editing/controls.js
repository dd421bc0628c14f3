// Buttons on the page itself: at every annotation, and at every passage that a topic gathers. They go
// before a page is exchanged for a newer one, which is compared with what the server sent.
import { editNote } from "./notes.js";
import { button, make, state } from "./parts.js";
import { editPassage } from "./topics.js";

const SHEET = "/.glossator/editing/editing.css";
const WAIT = 3000; // ms for the page that has what was saved
let wanted = "";

const control = (key, ...inside) => {
  const host = make("glossator-control", { "data-apparatus": true, "data-key": key });
  host.attachShadow({ mode: "open" }).append(make("link", { rel: "stylesheet", href: SHEET }), ...inside);
  return host;
};

const noteControl = ({ id, kind, quote }) => control(`note:${id}`, button(
  "Edit", () => editNote({ id, briefing: state.own.briefing }),
  { class: "small", "aria-label": `Edit the annotation (${kind})${quote ? ` of “${quote}”` : ""}` },
));

const passageControl = (passage) => control(
  `passage:${passage.number}`,
  make("span", { class: "passage" }, make("b", {}, passage.name), ` ¶ ${passage.paragraphs}`),
  button("Edit", () => editPassage({ ...passage, briefing: state.own.briefing }), {
    class: "small", "aria-label": `Edit the passage of ${passage.name}, paragraphs ${passage.paragraphs}`,
  }),
);

const place = () => {
  for (const note of state.own.notes ?? []) {
    const shown = document.getElementById(`n-${note.id}`);
    (shown?.querySelector(".note-head") ?? shown)?.prepend(noteControl(note));
  }
  for (const passage of state.own.passages ?? []) {
    document.querySelector(`#transcript [data-paragraph="${passage.first}"]`)?.append(passageControl(passage));
  }
  if (wanted) focusNow(wanted);
};

const remove = () => {
  const focused = document.activeElement?.closest?.("glossator-control");
  if (focused) wanted = focused.dataset.key;
  document.querySelectorAll("glossator-control").forEach((each) => each.remove());
};

const focusNow = (key) => {
  const found = document.querySelector(`glossator-control[data-key="${CSS.escape(key)}"]`);
  if (!found) return false;
  for (let box = found.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  found.shadowRoot.querySelector("button").focus();
  wanted = "";
  return true;
};

// Go to the button of what was written, now or when the page has it; else to a paragraph.
export const focusControl = (key, paragraph) => {
  if (key && focusNow(key)) return;
  wanted = key;
  setTimeout(() => { if (wanted === key) wanted = ""; }, WAIT);
  const text = document.querySelector(`#transcript [data-paragraph="${Number(paragraph) || 0}"]`);
  if (!text) return;
  text.tabIndex = -1;
  text.focus({ preventScroll: true });
};

export const controls = () => {
  place();
  document.addEventListener("glossator:state", remove);
  document.addEventListener("glossator:swapped", () => { remove(); place(); });
};
