// A note as its page will show it, made by the server while it is written; and what is wrong with it.
import { make, newId, question } from "./parts.js";

const WAIT = 250; // ms after the last key
const ALONE = { float: "none", "inline-size": "auto", "max-inline-size": "none", margin: "0" };

// Its own root has the site's stylesheet, so that nothing of the dialog reaches into it.
const frame = () => {
  const made = make("div", { class: "shown" });
  const root = made.attachShadow({ mode: "open" });
  const sheets = [...document.querySelectorAll('head link[rel="stylesheet"]')];
  const inside = make("div");
  const page = getComputedStyle(document.documentElement);
  for (const name of ["font-family", "font-size", "line-height", "color"]) inside.style.setProperty(name, page.getPropertyValue(name));
  root.append(...sheets.map((each) => make("link", { rel: "stylesheet", href: each.href })), inside);
  return [made, inside];
};

const parsed = (html) => {
  const page = new DOMParser().parseFromString(html, "text/html");
  page.querySelectorAll("details").forEach((each) => { each.open = true; });
  page.querySelectorAll(".notes").forEach((each) => {
    each.querySelector("summary").hidden = true;
    // Where there is room, a page lets notes float beside the text; here is no text.
    for (const [name, value] of Object.entries(ALONE)) each.style.setProperty(name, value);
  });
  page.querySelectorAll("a[href]").forEach((each) => { each.target = "_blank"; }); // the dialog stays
  page.querySelectorAll("[id]").forEach((each) => each.removeAttribute("id"));
  return [...page.body.childNodes].map((each) => document.importNode(each, true));
};

const placeWords = ({ field, line, column }) => {
  if (line) return `Line ${line}, column ${column}`;
  const [, source, key] = /^sources\.(\d+)(?:\.(\w+))?/u.exec(field) ?? [];
  return source === undefined ? field : `Source ${Number(source) + 1}${key ? `, ${key}` : ""}`;
};

// `read` gives the note, `given` what it is about, `fieldOf` the field that a fault is about.
export const preview = (read, given, fieldOf) => {
  const [shown, inside] = frame();
  const faults = make("ul", { class: "faults", id: newId(), "aria-live": "polite", "aria-label": "Mistakes" });
  const heading = make("h3", {}, "As it will look");
  const element = make("section", { class: "preview", "aria-label": "Preview" }, heading, shown, faults);
  let timer = 0;
  let asked = new AbortController();
  let marked = [];

  const fault = (each) => {
    const words = `${placeWords(each)}: ${each.message}${each.help ? `; ${each.help}` : ""}`;
    const goTo = () => {
      const field = fieldOf(each.field);
      field?.focus();
      if (!each.line) return;
      const start = field.value.split("\n").slice(0, each.line - 1).join("\n").length + (each.line > 1 ? 1 : 0) +
        [...field.value.split("\n")[each.line - 1]].slice(0, each.column - 1).join("").length;
      field.setSelectionRange(start, start + each.words.length);
    };
    return make("li", {}, make("button", { type: "button", class: "fault", onclick: goTo }, words));
  };

  const tell = (found) => {
    marked.forEach((each) => { each.removeAttribute("aria-invalid"); each.removeAttribute("aria-errormessage"); });
    marked = found.map((each) => fieldOf(each.field)).filter(Boolean);
    marked.forEach((each) => { each.setAttribute("aria-invalid", "true"); each.setAttribute("aria-errormessage", faults.id); });
    faults.replaceChildren(...found.map(fault));
  };

  const update = async () => {
    asked.abort();
    asked = new AbortController();
    const note = read();
    if (!note.text.trim()) {
      inside.replaceChildren();
      tell([]);
      return;
    }
    try {
      const answer = await question({ do: "show-note", note, ...given() }, asked.signal);
      if (answer.html !== undefined) inside.replaceChildren(...parsed(answer.html));
      tell(answer.faults ?? [{ field: "Preview", message: answer.reason }]);
    } catch {
      // a newer question took its place
    }
  };

  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(update, WAIT);
  };
  return { element, later, update };
};
