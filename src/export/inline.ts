import { createHash } from 'node:crypto';
import { mapStyleReferences } from './inline-css.ts';
import { dataUrl } from './inline-data.ts';
import { type Attributes, mapMarkup } from './inline-markup.ts';
import { narrowPolicy } from './inline-policy.ts';
import { dropRules } from './inline-rules.ts';
import { squeezeCss } from './inline-squeeze.ts';

/** A file that a page names, by its path beside the page. `type` where the path does not tell it any more. */
export interface InlineFile {
  readonly bytes: Uint8Array;
  readonly type?: string;
}

export interface InlineSource {
  /** The file at a path beside the page. */
  readonly file: (path: string) => InlineFile | undefined;
  /** A script that makes stored pictures the source of each `<img>`. */
  readonly fill: string;
  /** Whether a rule with this selector does nothing in the page. */
  readonly isUseless?: (selector: string) => boolean; // defaults to none
  /** Paths that stay beside the page: it leads to them. */
  readonly beside?: ReadonlySet<string>; // defaults to none
}

export interface Inlined {
  readonly html: string;
  /** References that lead to no file, as they are written, each once. */
  readonly missing: readonly string[];
}

/** A picture of one dot without colour. Chromium draws `content` in the place of a picture only where there is one. */
const blank = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

/** Attributes that name a file, beside `src`. A link is followed, not loaded: it is looked at by itself. */
const referring: ReadonlySet<string> = new Set([
  ...['src', 'poster', 'data', 'data-src'],
  ...['data-background-image', 'data-background-video', 'data-background-iframe'],
]);

/**
 * One page that holds every file that it names. A picture that several `<img>` and styles show is stored once, in a style
 * that draws it also where no script runs; the script `fill` then makes it the source of each `<img>`. What goes into
 * attributes of other elements, or is one font of several faces, is carried by each.
 */
export function inlinePage(page: string, { file, fill, beside, isUseless }: InlineSource): Inlined {
  const shelf = openShelf(file, beside ?? new Set());
  // Once to count, once to write: what is shown once stands where it is shown.
  const prepare = (css: string): string =>
    squeezeCss(isUseless === undefined ? css : dropRules(css, isUseless));
  const smaller = mapMarkup(page, { tag: () => undefined, style: prepare });
  rewrite(smaller, shelf);
  shelf.close();
  const html = rewrite(smaller, shelf);
  const { css, isFilled } = shelf.store();
  const scripts = isFilled ? [fill] : [];
  const stored = css === '' ? html : before(html, '</head>', `<style id="turnout-pictures">${css}</style>\n`);
  const filled = isFilled ? before(stored, '<script', `<script>${fill}</script>\n`, '<body') : stored;
  return { html: withPolicy(filled, scripts), missing: shelf.missing() };
}

/** The first `mark` after `start`: the page's own, as no text of a deck holds one. */
function before(html: string, mark: string, more: string, start = ''): string {
  const at = html.indexOf(mark, Math.max(0, html.indexOf(start)));
  return at < 0 ? `${html}${more}` : `${html.slice(0, at)}${more}${html.slice(at)}`;
}

function rewrite(page: string, shelf: Shelf): string {
  const style = (css: string): string =>
    mapStyleReferences(css, ({ ref, isDescriptor }) =>
      isDescriptor ? shelf.descriptor(ref) : shelf.style(ref),
    );
  return mapMarkup(page, {
    style,
    tag: (name, attributes) => {
      const mapped = attributes.flatMap(([key, value]): Attributes => {
        if (value === undefined) return [[key, value]];
        return mapAttribute(name, key, value, shelf, style);
      });
      const isSame =
        mapped.length === attributes.length && mapped.every(([, value], at) => value === attributes[at]?.[1]);
      return isSame ? undefined : mapped;
    },
  });
}

function mapAttribute(
  tag: string,
  key: string,
  value: string,
  shelf: Shelf,
  style: (css: string) => string,
): Attributes {
  const name = key.toLowerCase();
  if (name === 'style') return [[key, style(value)]];
  if (name === 'srcset') return [[key, mapSourceSet(value, shelf)]];
  if (name === 'href' || name === 'xlink:href') return mapLink(tag, key, value, shelf);
  if (tag === 'img' && name === 'src') {
    const number = shelf.picture(value);
    if (number !== undefined)
      return [
        [key, blank],
        ['data-picture', String(number)],
      ];
  }
  return [[key, referring.has(name) ? shelf.address(value) : value]];
}

function mapLink(tag: string, key: string, value: string, shelf: Shelf): Attributes {
  if (tag !== 'a' && tag !== 'area') return [[key, shelf.address(value)]];
  // Another page or place is left alone. Browsers open no file that an address holds, but they save it.
  if (/^(?:#|[a-z][\w+.-]*:)/i.test(value) || value === '') return [[key, value]];
  const address = shelf.address(value);
  if (address === value) return [[key, value]];
  const name = pathOf(value).split('/').at(-1) ?? '';
  return [
    [key, address],
    ['download', name],
  ];
}

/** `a.png 1x, b.png 2x`: an address has no blanks there. */
function mapSourceSet(written: string, shelf: Shelf): string {
  return written.replace(/([^\s,]\S*[^\s,]|[^\s,])(\s+[^,]+)?/g, (_, ref: string, size: string = '') => {
    return `${shelf.address(ref).replace(/ /g, '%20')}${size}`;
  });
}

interface Shelf {
  /** An address that holds the file; the reference itself where it needs none. */
  address(ref: string): string;
  /** Number of a stored picture; undefined for what is shown once. */
  picture(ref: string): number | undefined;
  style(ref: string): string | undefined;
  descriptor(ref: string): string | undefined;
  /** Ends the counting. */
  close(): void;
  /** The style that holds what is stored, and whether pictures are among it. */
  store(): { readonly css: string; readonly isFilled: boolean };
  missing(): readonly string[];
}

interface Entry {
  readonly url: string;
  uses: number;
  number?: number;
  isInStyle: boolean;
  isPicture: boolean;
}

function openShelf(file: InlineSource['file'], beside: ReadonlySet<string>): Shelf {
  const byPath = new Map<string, Entry | undefined>();
  const byContent = new Map<string, Entry>();
  const missing = new Set<string>();
  let isCounting = true;
  const find = (ref: string): { entry: Entry; fragment: string } | undefined => {
    if (!namesFile(ref)) return undefined;
    const path = pathOf(ref);
    if (beside.has(path)) return undefined;
    if (!byPath.has(path)) byPath.set(path, enter(path, file(path), byContent));
    const entry = byPath.get(path);
    if (entry === undefined) missing.add(ref);
    return entry === undefined ? undefined : { entry, fragment: /#.*$/s.exec(ref)?.[0] ?? '' };
  };
  const address = (ref: string): string => {
    const found = find(ref);
    return found === undefined ? ref : `${found.entry.url}${found.fragment}`;
  };
  const inStyle = (ref: string): string | undefined => {
    const url = address(ref);
    return url === ref ? undefined : `url("${url}")`;
  };
  const count = (ref: string, what: 'isInStyle' | 'isPicture'): Entry | undefined => {
    const found = find(ref);
    if (found === undefined || found.fragment !== '') return undefined;
    if (isCounting) {
      found.entry.uses++;
      found.entry[what] = true;
    }
    return found.entry.number === undefined ? undefined : found.entry;
  };
  return {
    address,
    picture: (ref) => count(ref, 'isPicture')?.number,
    style: (ref) => {
      const stored = count(ref, 'isInStyle');
      return stored === undefined ? inStyle(ref) : `var(--file-${stored.number})`;
    },
    descriptor: inStyle,
    close: () => {
      isCounting = false;
      let number = 0;
      for (const entry of byContent.values()) if (entry.uses > 1) entry.number = ++number;
    },
    store: () => {
      const stored = [...byContent.values()].filter((entry) => entry.number !== undefined);
      return { css: stored.map(storeRule).join('\n'), isFilled: stored.some((entry) => entry.isPicture) };
    },
    missing: () => [...missing],
  };
}

function enter(
  path: string,
  found: InlineFile | undefined,
  byContent: Map<string, Entry>,
): Entry | undefined {
  if (found === undefined) return undefined;
  const url = dataUrl(path, found.bytes, found.type);
  const key = createHash('sha256').update(url).digest('hex');
  const entry = byContent.get(key) ?? { url, uses: 0, isInStyle: false, isPicture: false };
  byContent.set(key, entry);
  return entry;
}

/** Browsers cut off values of custom properties at 2 MB, so a picture that no style shows is none. */
function storeRule({ url, number, isInStyle, isPicture }: Entry): string {
  const value = `url("${url}")`;
  const variable = isInStyle ? `:root{--file-${number}:${value}}` : '';
  const shown = isInStyle ? `var(--file-${number})` : value;
  return `${variable}${isPicture ? `img[data-picture="${number}"]{content:${shown}}` : ''}`;
}

function namesFile(ref: string): boolean {
  return ref !== '' && !ref.startsWith('#') && !/^(?:data|blob|about):/i.test(ref);
}

/** The path beside the page. An address elsewhere stays one, and no file is called so. */
function pathOf(ref: string): string {
  const path = ref.replace(/[?#].*$/s, '').replace(/^(?:\.\/)+/, '');
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function withPolicy(html: string, scripts: readonly string[]): string {
  return mapMarkup(html, {
    style: (css) => css,
    tag: (name, attributes) => {
      const kind = attributes.find(([key]) => key.toLowerCase() === 'http-equiv')?.[1];
      if (name !== 'meta' || kind?.toLowerCase() !== 'content-security-policy') return undefined;
      return attributes.map(([key, value]) =>
        key.toLowerCase() === 'content' && value !== undefined
          ? ([key, narrowPolicy(value, scripts)] as const)
          : ([key, value] as const),
      );
    },
  });
}
