// These functions are sent into the page as text: each stands alone and refers to nothing of this module.

export interface ArrangedSlide {
  readonly id: string;
  /** How many pictures it takes to show its steps one after the other; 1 where nothing waits for a click. */
  readonly states: number;
}

/** Prepares a document of `<section>`s for showing one at a time, and says what there is to show. */
export function arrangeSlides(): ArrangedSlide[] {
  const style = document.createElement('style');
  style.textContent = `
    section.page:not([data-shown]) { display: none !important; }
    .slide .fragment[data-later] { visibility: hidden !important; opacity: 0 !important; }`;
  document.head.append(style);
  return [...document.querySelectorAll('section.page[id]')].map((section) => {
    const numbered = new Map<number, Element[]>();
    const others: Element[][] = [];
    for (const part of section.querySelectorAll('.fragment')) {
      const written = part.getAttribute('data-fragment-index');
      if (written === null) others.push([part]);
      else numbered.set(Number(written), [...(numbered.get(Number(written)) ?? []), part]);
    }
    // The order of reveal.js: what has a number by its number, then the rest as it stands.
    const order = [...numbered].sort(([a], [b]) => a - b).map(([, parts]) => parts);
    const steps = [...order, ...others];
    for (const [index, parts] of steps.entries())
      for (const part of parts) part.setAttribute('data-step', String(index + 1));
    return { id: section.id, states: steps.length + 1 };
  });
}

/** Shows one slide with its first `steps` steps and nothing else, and resolves when its pictures can be drawn. */
export async function showSlide(id: string, steps: number): Promise<void> {
  for (const section of document.querySelectorAll('[data-shown]')) section.removeAttribute('data-shown');
  const section = document.getElementById(id);
  if (section === null) throw new Error(`no slide ${id} in the document`);
  section.setAttribute('data-shown', '');
  for (const part of section.querySelectorAll('[data-step]'))
    part.toggleAttribute('data-later', Number(part.getAttribute('data-step')) > steps);
  window.scrollTo(0, 0);
  // Not shown, they may have been thrown away. What cannot be decoded has been told when the page settled.
  await Promise.all([...section.querySelectorAll('img')].map((each) => each.decode().catch(() => {})));
}

export interface SheetGrid {
  readonly columns: number;
  /** All in CSS px. */
  readonly slide: { readonly width: number; readonly height: number };
  readonly cell: { readonly width: number; readonly height: number };
  readonly gap: number;
  /** Room for the number below each slide. */
  readonly label: number;
}

/** Shows all slides at once, in rows, each with its number below. They are drawn small, not scaled as pictures. */
export function showContactSheet(grid: SheetGrid, labels: readonly string[]): void {
  const { columns, slide, cell, gap, label } = grid;
  for (const part of document.querySelectorAll('[data-later]')) part.removeAttribute('data-later');
  document.documentElement.style.background = '#e8eaee';
  document.body.style.cssText = 'position:relative;background:none';
  for (const [index, section] of [...document.querySelectorAll<HTMLElement>('section.page[id]')].entries()) {
    section.setAttribute('data-shown', '');
    const left = gap + (index % columns) * (cell.width + gap);
    const top = gap + Math.floor(index / columns) * (cell.height + label + gap);
    section.style.cssText = `position:absolute;left:${left}px;top:${top}px;transform-origin:0 0;transform:scale(${cell.width / slide.width})`;
    const number = document.createElement('div');
    number.textContent = labels[index] ?? '';
    number.style.cssText = `position:absolute;left:${left}px;top:${top + cell.height}px;width:${cell.width}px;color:#333a46;font:600 ${label * 0.55}px/${label}px var(--font-text);white-space:nowrap;overflow:hidden;text-overflow:ellipsis`;
    document.body.append(number);
  }
}

/** Opens a picture as a viewer would. `colors` stops counting at two. */
export async function readPicture(
  url: string,
): Promise<{ width: number; height: number; colors: number } | undefined> {
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
  } catch {
    return undefined;
  }
  const { naturalWidth: width, naturalHeight: height } = image;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) return undefined;
  context.drawImage(image, 0, 0);
  const pixels = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
  return { width, height, colors: pixels.every((each) => each === pixels[0]) ? 1 : 2 };
}
