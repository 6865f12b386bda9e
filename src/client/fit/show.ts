/** For a picture that is slow to come; ms. */
const patienceMs = 3_000;

/**
 * Puts a slide into the page in place of the one before, and waits until it looks as it will stay. Resolves to the
 * addresses of pictures that cannot be shown.
 */
export async function showSlide(html: string): Promise<string[]> {
  const section = document.createElement('section');
  section.append(stillContent(html));
  document.querySelector('.slides')?.replaceChildren(section);
  // Without a layout no font has been asked for yet.
  void section.offsetHeight;
  const pictures = [...section.querySelectorAll('img')];
  const shown = await Promise.all(pictures.map(isShown));
  await document.fonts.ready;
  return pictures.filter((_, index) => !shown[index]).map((each) => each.getAttribute('src') ?? '');
}

/** Nothing that nobody sees may be heard. */
function stillContent(html: string): DocumentFragment {
  const template = document.createElement('template');
  template.innerHTML = html;
  for (const media of template.content.querySelectorAll('[autoplay]')) media.removeAttribute('autoplay');
  return document.importNode(template.content, true);
}

async function isShown(picture: HTMLImageElement): Promise<boolean> {
  picture.loading = 'eager';
  const late = new Promise<boolean>((resolve) => window.setTimeout(() => resolve(true), patienceMs));
  const decoded = picture.decode().then(
    () => true,
    () => false,
  );
  return Promise.race([decoded, late]);
}
