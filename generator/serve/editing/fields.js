// Fields with their labels, and groups of them.
import { make, newId } from "./parts.js";

// A field below its label, and what helps to fill it; what is a choice stands before its label.
export const field = (label, input, hint) => {
  input.id ||= newId();
  const isChoice = ["radio", "checkbox"].includes(input.type);
  const name = make("label", { for: input.id }, label);
  const made = make("div", { class: isChoice ? "choice" : "field" });
  made.append(...(isChoice ? [input, name] : [name, input]));
  if (hint) {
    const said = make("p", { class: "hint", id: newId() }, hint);
    input.setAttribute("aria-describedby", said.id);
    name.after(said);
  }
  return made;
};

export const text = (attributes = {}) => make("input", { autocomplete: "off", ...attributes });

export const select = (options, chosen) => {
  const made = make("select");
  for (const { id, name } of options) made.append(make("option", { value: id, selected: id === chosen }, name));
  return made;
};

export const group = (legend, ...inside) =>
  make("fieldset", {}, make("legend", {}, legend), ...inside);

// One of several: { value, label } each; says which is chosen.
export const choice = (legend, options, chosen, onchange = () => {}) => {
  const name = newId();
  const inputs = options.map(({ value }) => make("input", { type: "radio", name, value, checked: value === chosen, onchange }));
  const element = group(legend, ...inputs.map((input, place) => field(options[place].label, input)));
  return {
    element,
    read: () => inputs.find((each) => each.checked)?.value ?? "",
    write: (value) => { inputs.forEach((each) => { each.checked = each.value === value; }); },
  };
};
