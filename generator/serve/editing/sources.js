// The sources of a note: each with what is known of it; those of the site are proposed by title.
import { choosing } from "./choosing.js";
import { field, group, text } from "./fields.js";
import { button, make, question } from "./parts.js";

const FIRST = [
  ["title", "Title"], ["publisher", "Publisher"], ["date", "Date (2016, 2016-12 or 2016-12-15)"], ["url", "Web address"],
];
const MORE = [
  ["author", "Author"], ["archived", "Address of an archived copy"], ["retrieved", "Read on (2016-12-15)"],
  ["language", "Language (en, ru)"], ["note", "Note"],
];
const ADDRESSES = new Set(["url", "archived"]);

const find = async (typed) => {
  const { found = [] } = await question({ do: "find-sources", typed });
  return found.map((source) => ({
    id: source.url, name: source.title, kind: [source.publisher, source.date].filter(Boolean).join(", "), source,
  }));
};

export const sources = (changed) => {
  const list = make("div", { class: "sources" });
  const element = make("div", { class: "sources-field" });
  let all = [];

  const rename = () => {
    all.forEach((each, place) => { each.element.querySelector("legend").textContent = `Source ${place + 1}`; });
  };

  const drop = (source) => {
    const place = all.indexOf(source);
    all = all.filter((each) => each !== source);
    source.element.remove();
    rename();
    (all[Math.min(place, all.length - 1)]?.inputs.title ?? more).focus();
    changed();
  };

  const add = ({ was, said }) => {
    const inputs = {};
    const row = ([key, label]) => {
      inputs[key] = text({ inputmode: ADDRESSES.has(key) ? "url" : undefined, spellcheck: ADDRESSES.has(key) ? "false" : undefined });
      inputs[key].value = said[key] ?? "";
      return field(label, inputs[key]);
    };
    const first = FIRST.map(row);
    const hidden = make("details", { open: MORE.some(([key]) => said[key]) }, make("summary", {}, "More about this source"), ...MORE.map(row));
    const source = { was, inputs };
    source.element = group("Source", ...first, hidden, button("Remove this source", () => drop(source)));
    choosing(inputs.title, find, (proposal) => {
      for (const [key, input] of Object.entries(inputs)) input.value = proposal.source[key] ?? "";
      changed();
    });
    all.push(source);
    list.append(source.element);
    rename();
    return source;
  };

  const more = button("Add a source", () => {
    add({ said: {} }).inputs.title.focus();
    changed();
  });
  element.append(list, more);

  const saidOf = ({ inputs }) =>
    Object.fromEntries(Object.entries(inputs).map(([key, input]) => [key, input.value.trim()]).filter(([, value]) => value));

  return {
    element,
    // Each with its place among those that the note has had; what is empty is none.
    read: () => all.map((each) => ({ was: each.was ?? null, said: saidOf(each) })).filter(({ said }) => Object.keys(said).length),
    write: (given) => {
      all = [];
      list.replaceChildren();
      given.forEach(add);
    },
    field: (place, key) => {
      const filled = all.filter((each) => Object.keys(saidOf(each)).length);
      return filled[place]?.inputs[key ?? "title"];
    },
  };
};
