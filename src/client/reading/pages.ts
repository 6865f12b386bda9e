import { decodePictures, loadFonts } from '../page/ready.ts';

const styles = {
  print: 'turnout-print',
  scroll: 'turnout-scroll',
} as const;

/** All slides one below the other, finished: to print, or to read as a page. reveal.js stays out of it. */
export async function showAsPages(
  kind: keyof typeof styles,
  { width, height }: { width: number; height: number },
) {
  const root = document.documentElement;
  root.classList.add('turnout-pages', styles[kind]);
  document.body.classList.remove('reveal-viewport');
  const page = document.createElement('style');
  page.textContent = `@page{size:${width}px ${height}px;margin:0}`;
  document.head.append(page);
  const scale = (): void => {
    const room = document.body.clientWidth;
    root.style.setProperty('--pages-zoom', String(Math.min(1, room / width)));
  };
  if (kind === 'scroll') {
    scale();
    window.addEventListener('resize', scale);
  }
  const slides = [...document.querySelectorAll('.reveal > .slides > section')];
  await Promise.all([loadFonts(document), decodePictures(slides)]);
  // Deep links lead to a slide here, too.
  const [, id] = /^#\/([^/]+)/.exec(location.hash) ?? [];
  if (id !== undefined) document.getElementById(decodeURIComponent(id))?.scrollIntoView();
  root.classList.add('is-ready');
}
