// What is selected of the transcript: words of one paragraph, or several paragraphs.

const clipped = (paragraph, range) => {
  const part = document.createRange();
  part.selectNodeContents(paragraph);
  if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) part.setStart(range.startContainer, range.startOffset);
  if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
  return part;
};

// The words that the speaker said, without numbers of notes and other additions of the page.
const words = (range) => {
  const part = range.cloneContents();
  part.querySelectorAll("[data-apparatus]").forEach((each) => each.remove());
  return part.textContent;
};

const numberOf = (paragraph) => Number(paragraph.dataset.paragraph);

// Where the words begin in their paragraph; offsets count code points, as everywhere in the files.
const placeOf = (paragraph, part) => {
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(part.startContainer, part.startOffset);
  const said = words(part);
  return [...words(before)].length + [...said].length - [...said.trimStart()].length;
};

// { first, last } paragraph, and of words in one paragraph { quote, start }; null for nothing.
const selected = () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const parts = [...document.querySelectorAll("#transcript [data-paragraph]")]
    .filter((each) => range.intersectsNode(each))
    .map((each) => [each, clipped(each, range)])
    .filter(([, part]) => words(part).trim());
  if (!parts.length) return null;
  const [first, last] = [numberOf(parts[0][0]), numberOf(parts.at(-1)[0])];
  if (parts.length > 1) return { first, last, quote: "", start: -1 };
  return { first, last, quote: words(parts[0][1]).trim(), start: placeOf(...parts[0]) };
};

// On a touch screen a tap takes the selection away before the button hears of it.
let remembered = null;
export const remember = () => { remembered = selected(); };
export const selection = () => {
  const found = selected() ?? remembered;
  remembered = null;
  return found;
};
export const isSelected = () => selected() !== null;

// The paragraph that is read: the first in sight.
export const inSight = () => {
  const all = [...document.querySelectorAll("#transcript [data-paragraph]")];
  const seen = all.find((each) => each.getBoundingClientRect().bottom > 0);
  return seen ? numberOf(seen) : 1;
};
