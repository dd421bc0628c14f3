// The dialog of every form: it keeps what is written, asks before it closes over unsaved words, saves,
// and says what stands in the way.
import { draftOf, drop, keep } from "./drafts.js";
import { announce, button, change, make, root } from "./parts.js";

const dialog = make("dialog", { "aria-labelledby": "heading" });
root.append(dialog);
let leave = () => dialog.close();

dialog.addEventListener("cancel", (event) => { event.preventDefault(); leave(); });
dialog.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !event.defaultPrevented) { event.preventDefault(); leave(); }
});

export const isOpen = () => dialog.open;

// A question in the dialog itself, with its answers; the first has the focus.
const asking = (box) => (words, answers) => {
  const close = () => box.replaceChildren();
  const buttons = answers.map(([label, act]) => button(label, () => { close(); act(); }));
  box.replaceChildren(make("p", {}, words), make("div", { class: "buttons" }, ...buttons));
  buttons[0].focus();
};

// A form: `key` names its draft, `opener` and `given` say how it is opened again; `read` and `write`
// give and take its values; `ask` makes of them what the server is asked; `done` tells where the
// focus goes; `missing` says what is not filled in, or "". `removal`, if it can be deleted, makes
// that request; `stale` may show more where somebody else wrote meanwhile.
export const openForm = ({ key, opener, given, heading, inside, read, write, initial, base, ask, done, missing, removal, stale, title = "Save" }) => {
  const draft = draftOf(key);
  const form = make("form", { novalidate: true });
  const fields = make("fieldset", { class: "fields" }, ...inside);
  const told = make("div", { class: "told", role: "alert" });
  const asked = make("div", { class: "asked", role: "alert" });
  const ask_ = asking(asked);
  const save = make("button", { type: "submit", class: "main" }, title);
  const cancel = button("Cancel", () => leave());
  const remove = removal && button("Delete…", () => deleting(), { class: "away" });
  const buttons = make("div", { class: "buttons" }, save, cancel, ...(remove ? [remove] : []));
  const kept = make("p", { class: "kept", hidden: !draft }, "What you wrote before is here again. ",
    button("Start afresh", () => { drop(key); write(initial); kept.hidden = true; note(); }));
  const foot = make("div", { class: "foot" }, asked, told, buttons);
  form.append(make("h2", { id: "heading" }, heading), kept, fields, foot);

  let current = draft?.base ?? base;
  let before = "";
  const isChanged = () => JSON.stringify(read()) !== before;
  let isDone = false; // a field that loses the focus as the dialog closes says once more that it changed
  const note = () => {
    if (isDone) return;
    if (isChanged()) keep(key, { opener, given, values: read(), base: current });
    else drop(key);
  };
  const tell = (words, ...more) => told.replaceChildren(...(words ? [make("p", {}, words)] : []), ...more);
  const close = (answer) => {
    isDone = true;
    dialog.close();
    done(answer);
  };
  const forget = (answer) => {
    drop(key);
    close(answer);
  };

  leave = () => {
    if (!isChanged() || fields.disabled) { forget(null); return; }
    ask_("What you wrote is not saved.", [
      ["Keep writing", () => form.querySelector("textarea, input")?.focus()],
      ["Close and keep it for later", () => close(null)],
      ["Throw it away", () => forget(null)],
    ]);
  };

  const submit = async () => {
    tell("");
    asked.replaceChildren();
    const lack = missing(read());
    if (lack) { tell(`Not saved: ${lack}`); return; }
    save.disabled = true;
    const answer = await change(await ask(read(), current));
    save.disabled = false;
    if (answer.status === 200) {
      forget(answer);
      announce("saved");
      return;
    }
    tell(`Not saved: ${answer.reason}`);
    if (answer.status === 409 && answer.base) {
      current = answer.base;
      save.textContent = "Save on the new state";
      note();
      stale?.((...more) => told.append(...more));
    }
    save.focus();
  };

  const deleting = () => ask_("Delete it from the file?", [
    ["Keep it", () => remove.focus()],
    ["Delete it", async () => {
      const answer = await change(removal(current));
      if (answer.status !== 200) { tell(`Not deleted: ${answer.reason}`); current = answer.base || current; remove.focus(); return; }
      deleted(answer.undo);
    }],
  ]);

  // The words stay in sight until the dialog is closed, and may come back.
  const deleted = (undo) => {
    tell("");
    fields.disabled = true;
    buttons.hidden = true;
    const restore = async () => {
      const answer = await change({ do: "restore", briefing: given.briefing, base: "", key: undo });
      if (answer.status !== 200) { tell(`Not restored: ${answer.reason}`); return; }
      current = answer.base;
      fields.disabled = false;
      buttons.hidden = false;
      asked.replaceChildren();
      announce("restored");
      remove.focus();
    };
    const row = make("div", { class: "buttons" }, button("Restore", restore), button("Close", () => forget(null)));
    asked.replaceChildren(make("p", {}, "Deleted. It is still here until you close this."), row);
    row.firstChild.focus();
  };

  form.addEventListener("input", note);
  form.addEventListener("change", note);
  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !save.disabled) { event.preventDefault(); submit(); }
  });
  dialog.replaceChildren(form);
  dialog.showModal();
  write(initial);
  before = JSON.stringify(read());
  if (draft) write(draft.values);
  (form.querySelector("[autofocus]") ?? form.querySelector("input, textarea, select"))?.focus();
  return { note };
};
