const transitions = ['slide', 'fade', 'convex', 'concave', 'zoom', 'cube', 'page', 'linear'];

/**
 * Styles of reveal.js for what a page never does: transitions that none of its slides has, views for scrolling and
 * printing and a help, for which the page has its own, and windows over the slides, where nothing opens one.
 */
export function uselessInReveal(page: string): (selector: string) => boolean {
  const used = new Set([...page.matchAll(/ data-transition="([^"]*)"/g)].map(([, name]) => name));
  const unused = transitions.filter((name) => !used.has(name)).join('|');
  const overlays = / data-preview-(?:link|image|video)/.test(page) ? '' : '|\\.r-overlay';
  const useless = new RegExp(
    `\\.reveal-(?:scroll|print)(?![\\w-])|(?:\\.reveal\\.|data-(?:background-)?transition[*^~]?=["']?)(?:${unused})(?![\\w-])${overlays}`,
  );
  // What must not be there says nothing about what must.
  return (selector) => useless.test(selector.replace(/:not\([^)]*\)/g, ''));
}
