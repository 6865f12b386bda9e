/** How long a deck waits for its fonts, ms: words in another face are better than none. */
const patienceMs = 3_000;

/** Every face of the page is loaded, also those of slides to come: no letter changes its shape on stage. */
export async function loadFonts(page: Document): Promise<void> {
  const faces = [...page.fonts].map((face) => face.load().catch(() => undefined));
  const late = new Promise((resolve) => window.setTimeout(resolve, patienceMs));
  await Promise.race([Promise.all(faces), late]);
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
