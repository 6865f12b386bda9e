import { readHash } from '../link/place.ts';
import { listenToPlayers } from '../page/players.ts';
import { decodePictures, loadFonts } from '../page/ready.ts';
import { textOf } from './text.ts';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Below this width a slide of 1280 px has letters of less than 13 px: its text stands under it, too. */
const narrow = '(max-width: 800px)';

/** All slides one below the other, finished, each a page of the browser's print. reveal.js stays out of it. */
export async function showToPrint({ width, height }: Size): Promise<void> {
  const page = document.createElement('style');
  page.textContent = `@page{size:${width}px ${height}px;margin:0}`;
  document.head.append(page);
  await showAll('turnout-print');
}

/** All slides one below the other, to read as a page. */
export async function showToRead({ width }: Size): Promise<void> {
  const root = document.documentElement;
  const scale = (): void => {
    root.style.setProperty('--pages-zoom', String(Math.min(1, document.body.clientWidth / width)));
  };
  for (const section of slides()) section.append(textOf(boxOf(section)));
  const isNarrow = matchMedia(narrow);
  const choose = (): void => {
    root.classList.toggle('is-narrow', isNarrow.matches);
    // Read aloud once: the slide, or the text under it.
    for (const section of slides()) boxOf(section).toggleAttribute('inert', isNarrow.matches);
  };
  isNarrow.addEventListener('change', choose);
  window.addEventListener('resize', scale);
  window.addEventListener('hashchange', goToHash);
  choose();
  const shown = showAll('turnout-scroll');
  scale();
  listenToPlayers(document.body);
  await shown;
}

async function showAll(style: string): Promise<void> {
  const root = document.documentElement;
  root.classList.add('turnout-pages', style);
  document.body.classList.remove('reveal-viewport');
  await Promise.all([loadFonts(document), decodePictures(slides())]);
  goToHash();
  root.classList.add('is-ready');
}

/** Deep links lead to a slide here, too. */
function goToHash(): void {
  const id = readHash(location.hash)?.slide;
  if (id !== undefined) document.getElementById(id)?.scrollIntoView();
}

function slides(): Element[] {
  return [...document.querySelectorAll('.reveal > .slides > section')];
}

function boxOf(section: Element): Element {
  return section.querySelector(':scope > .slide') ?? section;
}
