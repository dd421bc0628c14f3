// Editing in the page. Only the dev server has this; a save changes one file of the content.
import { controls } from "./controls.js";
import { isOpen } from "./dialog.js";
import { newest } from "./drafts.js";
import { addToGlossary } from "./glossary.js";
import { annotate, editNote } from "./notes.js";
import { button, host, make, root, state } from "./parts.js";
import { inSight, isSelected, remember, selection } from "./selection.js";
import { addToTopic, editPassage } from "./topics.js";

// What is selected, or nothing but the paragraph in sight: words may be written by hand too.
const about = () => {
  const place = inSight();
  return { first: place, last: place, quote: "", start: -1, ...selection(), briefing: state.own.briefing };
};
const forms = { note: annotate, edit: editNote, topic: addToTopic, passage: editPassage, name: addToGlossary };
const begin = {
  KeyA: () => {
    const given = about();
    annotate(given.quote ? given : { ...given, first: "" });
  },
  KeyT: () => addToTopic(about()),
  KeyG: () => {
    const { quote, ...given } = about();
    addToGlossary({ ...given, words: quote, first: quote ? given.first : undefined });
  },
};

const tool = (words, key, title) => button(words, begin[key], {
  title: `${title} (Alt+${key.at(-1)})`, "aria-keyshortcuts": `Alt+${key.at(-1)}`, onpointerdown: (event) => { remember(); event.preventDefault(); },
});
const drafts = button("Unsaved words", () => {
  const [, draft] = newest();
  forms[draft.opener]({ ...draft.given, base: draft.base });
}, { class: "unsaved" });
const bar = make("div", { role: "toolbar", "aria-label": "Editing", class: "bar" },
  tool("Annotate", "KeyA", "Say something about the selected words"),
  tool("Topic", "KeyT", "Add the selected paragraphs to a topic"),
  tool("Glossary", "KeyG", "Add the selected name to the glossary"),
  drafts);
root.append(bar);

const update = () => {
  drafts.hidden = !newest();
  bar.hidden = !state.own.briefing;
  bar.classList.toggle("selected", isSelected());
};
update();
for (const name of ["selectionchange", "glossator:drafts", "glossator:swapped"]) document.addEventListener(name, update);

document.addEventListener("keydown", (event) => {
  const isOurs = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && begin[event.code];
  if (!isOurs || isOpen() || !state.own.briefing) return;
  event.preventDefault();
  begin[event.code]();
});

// From the list of mistakes: words that could be several entries.
document.addEventListener("glossator:choose", ({ detail }) => {
  if (!isOpen()) addToGlossary({ ...detail, way: "name" });
});

document.documentElement.append(host);
controls();
