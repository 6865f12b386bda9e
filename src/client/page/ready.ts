/** How long a deck waits for its fonts and its first picture, ms: words in another face are better than none. */
const patienceMs = 3_000;

/** Every face of the page is loaded, also those of slides to come: no letter changes its shape on stage. */
export async function loadFonts(page: Document): Promise<void> {
  await soon(Promise.all([...page.fonts].map((face) => face.load().catch(() => undefined))));
}

/** Fonts, and the pictures of the slide that is shown first. */
export async function readyToShow(page: Document, slide: Element | undefined): Promise<void> {
  await soon(Promise.all([loadFonts(page), decodePictures([slide])]));
}

function soon(ready: Promise<unknown>): Promise<unknown> {
  return Promise.race([ready, new Promise((resolve) => window.setTimeout(resolve, patienceMs))]);
}

/** Whatever slide somebody jumps to is painted with its pictures, not before them. */
export function paintTogether(page: Document): void {
  for (const picture of page.images) picture.decoding = 'sync';
}

/** Pictures of a slide are painted with it: they wait decoded, and one that is not yet is decoded at once. */
export function decodePictures(slides: readonly (Element | undefined)[]): Promise<unknown> {
  const pictures = slides.flatMap((slide) => [...(slide?.querySelectorAll('img') ?? [])]);
  return Promise.all(
    pictures.map((picture) => {
      picture.loading = 'eager';
      picture.decoding = 'sync';
      // A picture that cannot be decoded is shown as the browser shows it.
      return picture.decode().catch(() => undefined);
    }),
  );
}
