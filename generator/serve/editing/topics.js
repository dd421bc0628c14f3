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
    inside: fields, read, initial: passage, base: state.own.base,
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

export const editPassage = (given) => form(
  { topic: given.topic, paragraphs: given.paragraphs, note: given.note },
  {
    key: `passage:${given.number}`, opener: "passage", given, heading: "Edit the passage", base: given.base ?? state.own.base,
    ask: (values, base) => ({ do: "change-passage", briefing: given.briefing, base, number: given.number, ...values }),
    removal: (base) => ({ do: "remove-passage", briefing: given.briefing, base, number: given.number }),
    done: () => focusControl(`passage:${given.number}`, given.first),
  },
);
