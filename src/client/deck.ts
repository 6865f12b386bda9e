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
const still = matchMedia('(prefers-reduced-motion: reduce)').matches;

void page.Reveal.initialize({
  ...(JSON.parse(written) as object),
  ...(still ? { transition: 'none', autoAnimate: false } : {}),
  plugins: page.RevealNotes === undefined ? [] : [page.RevealNotes],
});
