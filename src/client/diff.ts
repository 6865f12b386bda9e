import { markedNodes } from './fit/words.ts';

/** What the page of a difference carries for its script. */
interface Data {
  /** CSS of the slides of each edition. */
  readonly sheets: Readonly<Record<Side, string>>;
  readonly languages: Readonly<Record<Side, { readonly lang: string; readonly dir: string }>>;
  readonly slides: Readonly<Record<Side, Readonly<Record<string, string>>>>;
  /** Path in a slide to the file as a data address. */
  readonly files: Readonly<Record<string, string>>;
}

type Side = 'before' | 'after';

const data = JSON.parse(document.getElementById('turnout-diff')?.textContent ?? '{}') as Data;
const sheets = { before: sheetOf(data.sheets.before), after: sheetOf(data.sheets.after) };

function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

/** A slide in a tree of its own: the styles of two themes and of the page do not meet. */
function draw(frame: HTMLElement): void {
  const host = frame.firstElementChild as HTMLElement | null;
  if (host === null || host.shadowRoot !== null) return;
  const side = frame.dataset.side as Side;
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheets[side]];
  const template = document.createElement('template');
  template.innerHTML = data.slides[side][frame.dataset.slide ?? ''] ?? '';
  for (const picture of template.content.querySelectorAll('img')) {
    const file = data.files[picture.getAttribute('src') ?? ''];
    if (file !== undefined) picture.src = file;
  }
  const page = document.createElement('div');
  page.className = 'slide-root';
  page.lang = data.languages[side].lang;
  page.dir = data.languages[side].dir;
  page.inert = true;
  page.append(template.content);
  root.append(page);
  const fields = JSON.parse(frame.dataset.fields ?? '[]') as string[];
  if (fields.length > 0) markFields(page, fields);
}

const fewMarks = 8;

/** A box round each text of a changed field, in the slide's own px: it is scaled with it. */
function markFields(page: HTMLElement, fields: readonly string[]): void {
  const slide = page.querySelector<HTMLElement>('.slide');
  if (slide === null) return;
  const frame = slide.getBoundingClientRect();
  const scale = frame.width / slide.offsetWidth || 1;
  const boxes = boxesOf(slide, fields);
  // Where nearly everything differs, thick boxes would lie over each other.
  const isCrowded = boxes.size > fewMarks;
  const [aside, above] = isCrowded ? [4, -1] : [8, 4];
  for (const rect of boxes.values()) {
    const box = document.createElement('div');
    box.className = `diff-mark${isCrowded ? ' is-one-of-many' : ''}`;
    box.style.left = `${(rect.left - frame.left) / scale - aside}px`;
    box.style.top = `${(rect.top - frame.top) / scale - above}px`;
    box.style.width = `${(rect.right - rect.left) / scale + 2 * aside}px`;
    box.style.height = `${(rect.bottom - rect.top) / scale + 2 * above}px`;
    page.append(box);
  }
}

function boxesOf(slide: HTMLElement, fields: readonly string[]): Map<string, DOMRect> {
  const boxes = new Map<string, DOMRect>();
  for (const [node, field] of markedNodes(slide, NodeFilter.SHOW_TEXT)) {
    if (field === undefined || !fields.some((each) => isWithin(field, each))) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    const rect = range.getBoundingClientRect();
    if (rect.width === 0 || rect.height === 0 || (node.textContent ?? '').trim() === '') continue;
    const known = boxes.get(field);
    boxes.set(field, known === undefined ? rect : union(known, rect));
  }
  return boxes;
}

function isWithin(field: string, changed: string): boolean {
  return field === changed || field.startsWith(`${changed}.`) || changed.startsWith(`${field}.`);
}

function union(a: DOMRect, b: DOMRect): DOMRect {
  const [left, top] = [Math.min(a.left, b.left), Math.min(a.top, b.top)];
  return new DOMRect(left, top, Math.max(a.right, b.right) - left, Math.max(a.bottom, b.bottom) - top);
}

function drawIn(part: ParentNode): void {
  for (const frame of part.querySelectorAll<HTMLElement>('.frame[data-slide]')) {
    if (frame.closest('details:not([open])') === null) draw(frame);
  }
}

/** j and k lead from one difference to the next, and back. */
function step(by: 1 | -1): void {
  const stops = [...document.querySelectorAll<HTMLElement>('[data-stop]')];
  const focused = document.activeElement?.closest<HTMLElement>('[data-stop]');
  const here = focused === null || focused === undefined ? -1 : stops.indexOf(focused);
  const shown = stops.findIndex((stop) => stop.getBoundingClientRect().bottom > 80);
  const from = here >= 0 ? here : by > 0 ? shown - 1 : shown;
  const next = stops[Math.min(stops.length - 1, Math.max(0, from + by))];
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: 'start' });
}

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'j') step(1);
  if (event.key === 'k') step(-1);
});
for (const part of document.querySelectorAll('details')) {
  part.addEventListener('toggle', () => drawIn(part));
}
// Boxes round texts are right only when the letters have their shape.
void Promise.all([...document.fonts].map((font) => font.load().catch(() => undefined))).then(() => {
  drawIn(document);
  document.documentElement.dataset.state = 'drawn';
});
