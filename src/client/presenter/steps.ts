/**
 * The parts of a slide that appear one after the other, in the order of reveal.js: those with an index first, equal ones
 * together, then the others as they stand (`js/controllers/fragments.js`, `sort`).
 */
export function stepsOf(slide: Element): Element[][] {
  const indexed = new Map<number, Element[]>();
  const others: Element[][] = [];
  for (const part of slide.querySelectorAll('.fragment')) {
    const index = part.getAttribute('data-fragment-index');
    if (index === null) others.push([part]);
    else indexed.set(Number(index), [...(indexed.get(Number(index)) ?? []), part]);
  }
  const order = [...indexed].sort(([one], [other]) => one - other).map(([, parts]) => parts);
  return [...order, ...others];
}

/** Shows a slide as it is at a step. */
export function showStep(slide: Element, step: number): void {
  for (const [index, parts] of stepsOf(slide).entries()) {
    for (const part of parts) {
      part.classList.toggle('visible', index <= step);
      part.classList.toggle('current-fragment', index === step);
    }
  }
}

const cueLength = 60;

/** The first words of what a step brings; empty for a drawing. */
export function cueOf(slide: Element, step: number): string {
  const parts = stepsOf(slide)[step] ?? [];
  const text = parts
    .map((part) => wordsOf(part))
    .join(' ')
    .trim();
  return text.length <= cueLength ? text : `${text.slice(0, cueLength).replace(/\s+\S*$/, '')} …`;
}

/** Text of an element, with a space where blocks stand apart. */
export function wordsOf(element: Element): string {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const words: string[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode())
    words.push(node.textContent ?? '');
  return words.join(' ').replace(/\s+/g, ' ').trim();
}
