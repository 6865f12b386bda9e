const transitions = ['slide', 'fade', 'convex', 'concave', 'zoom', 'cube', 'page', 'linear'];

/**
 * Styles of reveal.js for what a page never does: transitions that none of its slides has, and views for scrolling
 * and printing, for which the page has its own.
 */
export function uselessInReveal(page: string): (selector: string) => boolean {
  const used = new Set([...page.matchAll(/ data-transition="([^"]*)"/g)].map(([, name]) => name));
  const unused = transitions.filter((name) => !used.has(name)).join('|');
  const useless = new RegExp(
    `\\.reveal-(?:scroll|print)(?![\\w-])|(?:\\.reveal\\.|data-(?:background-)?transition[*^~]?=["']?)(?:${unused})(?![\\w-])`,
  );
  // What must not be there says nothing about what must.
  return (selector) => useless.test(selector.replace(/:not\([^)]*\)/g, ''));
}
