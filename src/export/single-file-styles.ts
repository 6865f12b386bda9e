const transitions = ['slide', 'fade', 'default', 'convex', 'concave', 'zoom', 'cube', 'page', 'linear'];

/** Classes of reveal.js that are there only when a slide has them, or with options that `assemble/reveal.ts` leaves off. */
const optional = new Set(
  [
    'r-stretch stretch r-fit-text r-stack r-vstack r-hstack items-stretch items-start items-center items-end',
    'justify-between justify-around justify-start justify-center justify-end roll embedded zoomed playback stack',
    'progress slide-number slide-number-delimiter speaker-notes show-notes notes-placeholder has-parallax-background',
    'navigate-up navigate-down highlight loading-scroll-mode hljs hljs-ln-code hljs-ln-numbers has-highlights',
    'grow shrink zoom-in fade-out semi-fade-out strike fade-up fade-down fade-right fade-left fade-in-then-out',
    'fade-in-then-semi-out current-visible highlight-red highlight-green highlight-blue highlight-current-red',
    'highlight-current-green highlight-current-blue reveal-scroll reveal-print print-pdf',
  ].flatMap((line) => line.split(' ')),
);

/** Arrows at the edges, slides in columns and below each other: this deck has one row and its arrows in a corner. */
const never =
  /\[data-controls-layout=["']?edges|\[data-controls-back-arrows=["']?hidden|\.slides\s*>\s*section\s*>\s*section/;

/**
 * Styles of reveal.js for what a page never does: transitions and effects that none of its slides has, views for
 * scrolling and printing, numbers and a help, for which the page has its own, and windows over the slides, where nothing
 * opens one.
 */
export function uselessInReveal(page: string): (selector: string) => boolean {
  const used = new Set([...page.matchAll(/ data-transition="([^"]*)"/g)].map(([, name]) => name));
  const unused = transitions.filter((name) => !used.has(name)).join('|');
  const useless = new RegExp(
    `(?:\\.reveal\\.|data-(?:background-)?transition[*^~]?=["']?)(?:${unused})(?:-(?:in|out))?(?![\\w-])`,
  );
  const classes = new Set(
    [...page.matchAll(/ class="([^"]*)"/g)].flatMap(([, all = '']) => all.split(/\s+/)),
  );
  const hasOverlays = / data-preview-(?:link|image|video)/.test(page);
  const isAbsent = (name: string): boolean =>
    (optional.has(name) && !classes.has(name)) || (!hasOverlays && name.startsWith('r-overlay'));
  return (selector) => {
    // What must not be there says nothing about what must.
    const wanted = selector.replace(/:not\([^)]*\)/g, '');
    if (useless.test(wanted) || never.test(wanted)) return true;
    if (!hasOverlays && wanted.includes('[data-preview-')) return true;
    return [...wanted.matchAll(/\.([a-z][\w-]*)/gi)].some(([, name = '']) => isAbsent(name));
  };
}
