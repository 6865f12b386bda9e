/** Starts reveal.js in the built page. Options come from the page, so that this script is the same for every deck. */
interface RevealApi {
  initialize(options: object): Promise<void>;
  configure(options: object): void;
}

interface Page {
  readonly Reveal: RevealApi;
  readonly RevealNotes?: unknown;
}

const page = window as unknown as Page;
const written = document.getElementById('turnout-options')?.textContent ?? '{}';
const options = JSON.parse(written) as { readonly always?: object; readonly still?: object };
const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;

void page.Reveal.initialize({
  ...options.always,
  ...(isStill ? options.still : {}),
  plugins: page.RevealNotes === undefined ? [] : [page.RevealNotes],
});
