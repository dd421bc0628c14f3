/* The timeline: a box before each kind shows or hides its lines, and months and years left empty. */
(() => {
  const kinds = document.querySelectorAll(".kinds [data-kind]");
  const lines = [...document.querySelectorAll(".timeline [data-kind]")];
  const headings = [...document.querySelectorAll(".timeline section, .timeline ol, .timeline .unseen")];
  const isEmpty = (each) => {
    const within = each.matches(".unseen") ? each.nextElementSibling : each;
    return !within.querySelector("[data-kind]:not([hidden])");
  };
  const show = () => {
    const shown = [...document.querySelectorAll(".kinds input:checked")].map((box) => box.value);
    for (const line of lines) line.hidden = !shown.includes(line.dataset.kind);
    for (const each of headings) each.hidden = isEmpty(each);
  };
  if (kinds.length < 2 || !lines.length) return;
  for (const kind of kinds) {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.value = kind.dataset.kind;
    box.checked = true;
    box.addEventListener("change", show);
    label.append(box, " ", ...kind.childNodes);
    kind.append(label);
  }
})();
