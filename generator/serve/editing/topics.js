// The form of a passage: paragraphs of the briefing that a topic gathers.
import { choosingId } from "./choosing.js";
import { focusControl } from "./controls.js";
import { openForm } from "./dialog.js";
import { field, text } from "./fields.js";
import { make, state } from "./parts.js";

const form = (passage, more) => {
  const topic = text({ autofocus: true });
  const paragraphs = text();
  const note = make("textarea", { rows: 2 });
  const fields = [
    field("Topic", topic, "A part of its name, then choose; its id is written."),
    field("Paragraphs", paragraphs, `4, or 7-9, or 4, 7-9; this briefing has ${state.own.paragraphs}.`),
    field("Note (may stay empty)", note),
  ];
  choosingId(topic, "topic");
  const read = () => ({ topic: topic.value.trim(), paragraphs: paragraphs.value.trim(), note: note.value.trim() });
  openForm({
    missing: (values) => (values.topic && values.paragraphs ? "" : "choose a topic and say which paragraphs"),
    inside: fields, read, initial: passage, base: state.base,
    write: (values) => { [topic.value, paragraphs.value, note.value] = [values.topic, values.paragraphs, values.note]; },
    ...more,
  });
};

const range = ({ first, last }) => (first === last ? `${first}` : `${first}-${last}`);

// The selected paragraphs, or the one in sight.
export const addToTopic = (given) => form(
  { topic: "", paragraphs: range(given), note: "" },
  {
    key: "passage", opener: "topic", given, heading: "Add to a topic",
    ask: (values, base) => ({ do: "add-passage", briefing: given.briefing, base, ...values }),
    done: () => focusControl("", given.first),
  },
);

// A passage is known by its place in the file and by what it is: others may come before it meanwhile.
export const editPassage = ({ number, topic, paragraphs, note, first, briefing, base }) => {
  const was = { number, topic, paragraphs };
  form({ topic, paragraphs, note }, {
    key: `passage:${number}`, opener: "passage", given: { number, topic, paragraphs, note, first, briefing },
    heading: "Edit the passage", base: base ?? state.base,
    ask: (values, current) => ({ do: "change-passage", briefing, base: current, was, ...values }),
    removal: (current) => ({ do: "remove-passage", briefing, base: current, was }),
    done: () => focusControl(`passage:${number}`, first),
  });
};
