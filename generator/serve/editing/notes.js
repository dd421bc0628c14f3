// The form of an annotation: a new one of selected words, or one that is there.
import { linking } from "./choosing.js";
import { focusControl } from "./controls.js";
import { openForm } from "./dialog.js";
import { field, select, text } from "./fields.js";
import { announce, make, question, state } from "./parts.js";
import { preview } from "./preview.js";
import { sources } from "./sources.js";

const ABOUT = [
  { id: "words", name: "these words" },
  { id: "turn", name: "the speaker’s whole turn" },
  { id: "briefing", name: "the whole briefing" },
];

// The fields that every annotation has; `more` stands beside its kind.
const noteFields = (given, dated, ...more) => {
  const area = make("textarea", { rows: 7, autofocus: true, spellcheck: "true" });
  const kind = select(state.own.kinds.map((name) => ({ id: name, name })));
  const [author, date] = [text(), text({ placeholder: dated })];
  const look = preview(() => read(), given, (name) => ({ text: area, kind, author, date }[name] ?? sourceField(name)));
  const cited = sources(() => { area.dispatchEvent(new Event("input", { bubbles: true })); });
  const sourceField = (name) => {
    const [, place, key] = /^sources\.(\d+)(?:\.(\w+))?/u.exec(name) ?? [];
    return place === undefined ? undefined : cited.field(Number(place), key);
  };
  const read = () => ({ kind: kind.value, text: area.value, author: author.value.trim(), date: date.value.trim(), sources: cited.read() });
  const write = (note) => {
    [area.value, kind.value, author.value, date.value] = [note.text, note.kind, note.author ?? "", note.date ?? ""];
    cited.write(note.sources ?? []);
    look.update();
  };
  const row = make("div", { class: "row" }, field("Kind", kind), ...more, field("Author", author), field("Date", date));
  const element = [
    field("What you say about it", area, "Markdown; [[ proposes what can be linked, [[id|words]] links with your words."),
    look.element, row, cited.element,
  ];
  linking(area);
  return { element, read, write, look, watch: (form) => form.addEventListener("input", look.later) };
};

const missing = ({ note }) => (note.text.trim() ? "" : "there is no text yet: say something");

const quoted = (words) => make("blockquote", { lang: state.own.language }, words);

// A new annotation of selected words, or of words that are written here by hand.
export const annotate = (given) => {
  const { briefing } = given;
  const quote = make("textarea", { rows: 2, lang: state.own.language });
  const paragraph = text({ inputmode: "numeric" });
  const words = given.quote ? quoted(given.quote) : field("Words, as they stand in the text", quote);
  const number = field("Paragraph (may stay empty)", paragraph);
  const about = select(ABOUT, "words");
  const onAbout = () => {
    words.hidden = about.value !== "words";
    number.hidden = about.value === "briefing" || Boolean(given.quote);
    fields.look.later();
  };
  about.addEventListener("change", onAbout);
  const fields = noteFields(
    () => ({ briefing, about: about.value, quote: about.value === "words" ? quote.value.trim() : "" }),
    "today", field("About", about),
  );
  const initial = {
    about: "words", quote: given.quote, paragraph: String(given.first ?? ""), start: given.start,
    note: { kind: state.own.kinds[0], text: "", author: state.own.author, date: "", sources: [] },
  };
  const read = () => ({ about: about.value, quote: quote.value, paragraph: paragraph.value, start: given.start, note: fields.read() });
  openForm({
    missing,
    key: "note", opener: "note", given, heading: "Annotate", base: state.base, initial,
    inside: [words, number, ...fields.element],
    read,
    write: (values) => {
      about.value = values.about;
      quote.value = given.quote || values.quote;
      paragraph.value = given.quote ? String(given.first) : values.paragraph;
      fields.write(values.note);
      onAbout();
    },
    ask: (values, base) => ({
      do: "add-note", briefing, base, note: values.note, about: values.about,
      quote: values.about === "words" ? values.quote : "",
      paragraph: values.about === "briefing" ? 0 : Number.parseInt(values.paragraph, 10) || 0,
      start: values.quote === given.quote ? values.start : -1,
    }),
    done: (answer) => focusControl(answer ? `note:${answer.name}` : "", given.first),
  });
  fields.watch(words.closest("form"));
};

// The annotation as its file has it, for its form.
const asValues = (note) => ({
  kind: note.kind, text: (note.text ?? "").replace(/\n$/u, ""), author: note.author ?? "", date: note.date ?? "",
  sources: (note.sources ?? []).map((said, was) => ({ was, said })),
});

// An annotation that is there; its quote is the transcript's and stays.
export const editNote = async ({ id, briefing, values, base }) => {
  const found = values ? { values, base } : await readNote(briefing, id);
  if (!found) return;
  const known = state.own.notes?.find((each) => each.id === id);
  const quote = known?.quote ?? "";
  const about = known?.about ?? "words";
  const fields = noteFields(() => ({ briefing, quote, about }), "");
  openForm({
    missing: (values) => missing({ note: values }),
    key: `note:${id}`, opener: "edit", given: { id, briefing, ...found },
    heading: "Edit the annotation", base: found.base, initial: found.values,
    inside: [quoted(quote || `About the whole ${about}`), ...fields.element],
    read: fields.read, write: fields.write,
    ask: (note, current) => ({ do: "change-note", briefing, base: current, id, note }),
    removal: (current) => ({ do: "remove-note", briefing, base: current, id }),
    stale: async (show) => {
      const now = await readNote(briefing, id);
      if (now) show(make("details", { open: true }, make("summary", {}, "What the file says now"), make("pre", {}, now.values.text)));
    },
    done: () => focusControl(`note:${id}`),
  });
  fields.watch(fields.look.element.closest("form"));
};

const readNote = async (briefing, id) => {
  const answer = await question({ do: "read-note", briefing, id });
  if (answer.status !== 200) { announce(answer.reason); return null; }
  return { values: asValues(answer.note), base: answer.base };
};
