// These functions are sent into the page as text: each stands alone and refers to nothing of this module.

export interface InPageFailure {
  readonly url: string | undefined;
  readonly detail: string;
  readonly sections: readonly string[];
}

/** Decodes every picture: images, pictures in SVG, and those that were `asked` for by style sheets. */
export async function decodePictures(
  stepMs: number,
  asked: readonly string[] = [],
): Promise<InPageFailure[]> {
  const failures: InPageFailure[] = [];
  const decode = async (image: HTMLImageElement): Promise<void> => {
    // A lazy image below the fold would wait for a scroll that never comes.
    image.loading = 'eager';
    const url = image.currentSrc || image.src;
    let timer = 0;
    const late = new Promise((resolve) => {
      timer = window.setTimeout(() => resolve('late'), stepMs);
    });
    try {
      const result = await Promise.race([image.decode(), late]);
      if (result !== 'late') return;
      failures.push({ url, detail: `was not decoded within ${stepMs / 1000} s`, sections: [] });
    } catch {
      failures.push({ url, detail: 'is not an image that can be shown', sections: [] });
    } finally {
      window.clearTimeout(timer);
    }
  };
  const urls = new Set<string>(asked);
  for (const element of document.querySelectorAll('svg image')) {
    const href = element.getAttribute('href') ?? element.getAttribute('xlink:href');
    if (href !== null) urls.add(new URL(href, document.baseURI).href);
  }
  for (const element of document.querySelectorAll('[style*="url("]')) {
    const { backgroundImage } = getComputedStyle(element);
    for (const match of backgroundImage.matchAll(/url\("([^"]+)"\)/g))
      if (match[1] !== undefined) urls.add(match[1]);
  }
  for (const { currentSrc, src } of document.images) urls.delete(currentSrc || src);
  const copies = [...urls].map((url) => {
    const copy = new Image();
    copy.src = url;
    return copy;
  });
  await Promise.all([...document.images, ...copies].map(decode));
  return failures;
}

/** Whether styles name pictures, in sheets or in elements. Fonts are none. */
export function hasStyledPictures(): boolean {
  const names = (rules: CSSRuleList): boolean =>
    [...rules].some((rule) => {
      if (rule instanceof CSSFontFaceRule) return false;
      return /url\(|image-set\(/.test(rule.cssText);
    });
  const inSheets = [...document.styleSheets].some((sheet) => names(sheet.cssRules));
  return inSheets || document.querySelector('[style*="url("]') !== null;
}

/** Resolves when layout has asked for fonts and all of them have come or failed. */
export async function awaitFonts(): Promise<void> {
  // Without a layout nothing has been asked for yet, and `ready` means nothing.
  void document.body.offsetHeight;
  await document.fonts.ready;
}

/** The fonts that the page uses and does not have, by the address that their rule names. */
export function missingFonts(): InPageFailure[] {
  const bare = (text: string): string => text.replace(/["']/g, '').toLowerCase();
  const weight = (text: string): string => text.replace('normal', '400').replace('bold', '700');
  const addressOf = (face: FontFace): string | undefined => {
    for (const sheet of document.styleSheets) {
      for (const rule of sheet.cssRules) {
        if (!(rule instanceof CSSFontFaceRule)) continue;
        const value = (name: string, initial: string): string => rule.style.getPropertyValue(name) || initial;
        const same =
          bare(value('font-family', '')) === bare(face.family) &&
          weight(value('font-weight', '400')) === weight(face.weight) &&
          value('font-style', 'normal') === face.style &&
          value('unicode-range', 'U+0-10FFFF').toLowerCase() === face.unicodeRange.toLowerCase();
        const url = /url\("([^"]+)"\)/.exec(value('src', ''))?.[1];
        if (same && url !== undefined) return new URL(url, sheet.href ?? document.baseURI).href;
      }
    }
    return undefined;
  };
  const why: Partial<Record<FontFaceLoadStatus, string>> = {
    error: 'is not a font that can be used',
    loading: 'was not loaded in time',
  };
  return [...document.fonts].flatMap((face) => {
    const detail = why[face.status];
    if (detail === undefined) return [];
    const name = `${face.family.replaceAll('"', '')} ${face.weight}`;
    return [{ url: addressOf(face), detail: `${detail} (${name})`, sections: [] }];
  });
}

/** Resolves when what is there now has been drawn. */
export async function awaitTwoFrames(): Promise<void> {
  const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve));
  await frame();
  await frame();
}

/** For each address the ids of the `<section>`s that name it in an element or a style. */
export function sectionsNaming(urls: readonly string[]): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  const add = (url: string, element: Element): void => {
    const id = element.closest('section[id]')?.id;
    if (id === undefined || !urls.includes(url)) return;
    found[url] ??= [];
    if (!found[url].includes(id)) found[url].push(id);
  };
  for (const element of document.querySelectorAll('[src], [href], [poster], [data]')) {
    for (const name of ['src', 'href', 'poster', 'data']) {
      const value = element.getAttribute(name);
      if (value !== null && URL.canParse(value, document.baseURI))
        add(new URL(value, document.baseURI).href, element);
    }
  }
  for (const element of document.querySelectorAll('[style*="url("]')) {
    for (const match of getComputedStyle(element).backgroundImage.matchAll(/url\("([^"]+)"\)/g)) {
      if (match[1] !== undefined) add(match[1], element);
    }
  }
  return found;
}
