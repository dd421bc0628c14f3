// The form of a name: a new entry, another name of an entry, or what words mean in this briefing.
import { choosingId } from "./choosing.js";
import { focusControl } from "./controls.js";
import { openForm } from "./dialog.js";
import { choice, field, select, text } from "./fields.js";
import { make, question, state } from "./parts.js";

const WAYS = [
  { value: "entry", label: "a new entry" },
  { value: "alias", label: "another name of an entry" },
  { value: "name", label: "what they mean in this briefing" },
];
const OTHER = "other";
const NOTHING = "nothing";

// A new entry: its id is proposed from its name until somebody writes another.
const entryPart = (given) => {
  const kind = select(state.own.entries);
  const [name, id, summary] = [text(), text({ spellcheck: "false" }), make("textarea", { rows: 2 })];
  const status = choice("State", [{ value: "published", label: "published" }, { value: "draft", label: "a draft, not published yet" }], "published");
  const taken = make("p", { class: "hint", role: "status" });
  let isOwn = false;
  let turn = 0;
  const propose = async () => {
    const mine = (turn += 1);
    const answer = await question({ do: "propose-id", name: isOwn ? id.value : name.value });
    if (mine !== turn || answer.id === undefined) return;
    if (!isOwn) id.value = answer.id;
    taken.textContent = answer.taken.length && answer.id === id.value ? `There is ${answer.taken.join(" and ")} already.` : "";
  };
  name.addEventListener("input", propose);
  id.addEventListener("input", () => { isOwn = Boolean(id.value); propose(); });
  const element = make("div", {}, field("Kind", kind), field("Name", name, "Its full name; the selected words become another form of it."),
    field("Id", id, "The file's name and address; it stays."), taken, field("Summary (may stay empty)", summary, "One sentence for lists and previews."), status.element);
  return {
    element,
    read: () => ({ kind: kind.value, name: name.value, id: isOwn ? id.value : "", summary: summary.value, status: status.read() }),
    write: (values) => {
      [kind.value, name.value, id.value, summary.value] = [values.kind, values.name, values.id, values.summary];
      status.write(values.status);
      isOwn = Boolean(values.id);
      propose();
    },
    ask: (values, words) => ({
      do: "add-entry", kind: values.kind, id: id.value.trim(), name: values.name, summary: values.summary, status: values.status,
      aliases: words && words !== values.name.trim() ? [words] : [],
    }),
    missing: (values) => (values.name.trim() && id.value.trim() ? "" : "write a name and an id"),
    initial: { kind: state.own.entries[0].id, name: given.words, id: "", summary: "", status: "published" },
  };
};

// Another form of an entry's name; it is written on what was seen of the entry when it was chosen.
const aliasPart = () => {
  const entry = text();
  let base = "";
  const element = make("div", {}, field("Entry", entry, "A part of its name, then choose; its id is written."));
  entry.addEventListener("input", () => { base = ""; });
  choosingId(entry, "entry", (proposal) => { base = proposal.base; });
  // Of an id that was written by hand, and of an entry that was changed since.
  const baseNow = async (id) => {
    const { found = [] } = await question({ do: "complete", among: "entry", typed: id });
    return found.find((each) => each.id === id)?.base ?? "";
  };
  return {
    element,
    read: () => ({ entry: entry.value.trim(), base }),
    write: (values) => { [entry.value, base] = [values.entry, values.base]; },
    ask: async (values, words) => ({ do: "add-alias", entry: values.entry, base: values.base || await baseNow(values.entry), words }),
    forget: () => { base = ""; },
    missing: (values) => (values.entry ? "" : "choose an entry"),
    initial: { entry: "", base: "" },
  };
};

// A line under `names:`; where several are known to be meant, they are to choose from.
const namePart = (given) => {
  const entry = text();
  const other = field("Entry", entry, "A part of its name, then choose; its id is written.");
  const candidates = (given.entries ?? []).map((each) => ({ value: each.id, label: `${each.name} (${each.kind}, ${each.id})` }));
  const chosen = candidates.length ? "" : OTHER; // nobody is chosen who was not meant
  const show = () => { other.hidden = who.read() !== OTHER; };
  const who = choice("They mean", [
    ...candidates, { value: OTHER, label: candidates.length ? "another entry" : "an entry" }, { value: NOTHING, label: "nobody and nothing: not a mention" },
  ], chosen, show);
  const where = choice("Where", [
    { value: "0", label: "everywhere in this briefing" },
    ...(given.paragraphs ?? []).map((number) => ({ value: String(number), label: `only in paragraph ${number}` })),
  ], "0");
  choosingId(entry, "entry");
  show();
  return {
    element: make("div", {}, who.element, other, where.element),
    read: () => ({ who: who.read(), entry: entry.value.trim(), where: where.read() }),
    write: (values) => { who.write(values.who); entry.value = values.entry; where.write(values.where); show(); },
    ask: (values, words, base) => ({
      do: "add-name", briefing: given.briefing, base, words, paragraph: Number(values.where),
      entries: values.who === NOTHING ? [] : [values.who === OTHER ? values.entry : values.who],
    }),
    missing: ({ who: meant, entry: id }) => (meant && (meant !== OTHER || id) ? "" : "choose what they mean"),
    initial: { who: chosen, entry: "", where: "0" },
  };
};

const show = (given) => {
  const words = text({ lang: state.own.language });
  const parts = { entry: entryPart(given), alias: aliasPart(), name: namePart(given) };
  const onWay = () => Object.entries(parts).forEach(([name, part]) => { part.element.hidden = name !== way.read(); });
  const way = choice("These words are", WAYS, given.way, onWay);
  const read = () => ({
    words: words.value.trim(), way: way.read(),
    parts: Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.read()])),
  });
  openForm({
    key: "name", opener: "name", given, heading: "Add to glossary", base: given.base,
    initial: { words: given.words, way: given.way, parts: Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, part.initial])) },
    inside: [field("Words, as they stand in the text", words), way.element, ...Object.values(parts).map((part) => part.element)],
    read,
    write: (values) => {
      words.value = given.words || values.words;
      way.write(values.way);
      Object.entries(parts).forEach(([name, part]) => part.write(values.parts[name]));
      onWay();
    },
    missing: (values) => (values.words ? parts[values.way].missing(values.parts[values.way]) : "write the words"),
    stale: () => parts.alias.forget(),
    ask: (values, base) => parts[values.way].ask(values.parts[values.way], values.words, base),
    done: () => focusControl("", given.first),
  });
};

// Of selected words, of words that are written by hand, or of words that could be several entries.
export const addToGlossary = async (given) => {
  if (given.base) { show(given); return; } // a draft that is taken up again
  const answer = given.words ? await question({ do: "find-words", briefing: given.briefing, words: given.words }) : {};
  const paragraphs = answer.paragraphs?.map(({ number }) => number) ?? [];
  if (given.first && !paragraphs.includes(given.first)) paragraphs.unshift(given.first);
  show({ way: "entry", ...given, paragraphs, base: answer.base ?? state.base });
};
