import { extname, relative, resolve, sep } from 'node:path';
import { type Checked, type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../diagnostics/nearest.ts';
import { displayPath } from '../diagnostics/path.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import type { Asset } from '../model/deck.ts';
import { audioTypes, videoTypes } from '../model/media-fields.ts';
import { standInPath, standInPicture } from '../model/stand-in.ts';
import type { AssetKind } from '../model/validation.ts';
import { homeOf, isInside, sharedRoot } from './home.ts';

const imageTypes = new Set(['.png', '.jpg', '.jpeg', '.gif', '.webp', '.avif', '.svg']);

/** What a path of the deck may lead to. */
export interface FileKind {
  /** Endings with their dot, in lower case. */
  readonly types: ReadonlySet<string>;
  readonly name: string;
  readonly lacks: Diagnostic['lacks'];
  /** What browsers do with it. */
  readonly verb?: 'show' | 'play'; // defaults to "show"
}

const kinds: Readonly<Record<AssetKind, FileKind>> = {
  picture: { types: imageTypes, name: 'a picture', lacks: 'picture' },
  media: {
    types: new Set([...videoTypes, ...audioTypes]),
    name: 'a video or sound',
    lacks: undefined,
    verb: 'play',
  },
  captions: { types: new Set(['.vtt']), name: 'a WebVTT file', lacks: undefined },
};

export function isPicturePath(written: string): boolean {
  return imageTypes.has(extname(written).toLowerCase());
}

/**
 * The picture, or other file, behind a path as the deck writes it. A slide that is used from elsewhere has its pictures there; what
 * stands in the deck's own files, and a path that a variable makes, begins in the deck's folder. Where no picture is
 * there, the value is one that says so.
 */
export function resolveImage(
  host: Host,
  deckFolder: string,
  written: string,
  span: Span,
  kind: AssetKind = 'picture',
): Checked<Asset> {
  const home = isOfVariable(span) ? deckFolder : homeOf(host, deckFolder, span.source.path);
  const place = home === deckFolder ? undefined : `\`${displayPath(home, host.cwd)}\``;
  const found = resolveFile(host, home, written, span, kinds[kind], place);
  if (!('code' in found))
    return { value: { ...found, href: hrefOf(host, deckFolder, home, found.href) }, diagnostics: [] };
  if (found.lacks === undefined) return { diagnostics: [found] };
  const [file, standIn] = [resolve(home, written), standInPicture(written)];
  const href = hrefOf(host, deckFolder, home, standInPath(relative(home, file).split(sep).join('/')));
  return { value: { file, href, standIn }, diagnostics: [found] };
}

function isOfVariable({ source, start, end }: Span): boolean {
  return source.text.slice(start, end).includes('{{');
}

/** Pictures from elsewhere lie here in a built deck, by their path in the workspace. */
const sharedFolder = 'shared';

/** The deck's own files keep their paths, except where those would meet files from elsewhere. */
function hrefOf(host: Host, deckFolder: string, home: string, inside: string): string {
  if (home === deckFolder) return /^(?:shared|own)\//.test(inside) ? `own/${inside}` : inside;
  const folder = relative(sharedRoot(host, deckFolder), host.realPath(home));
  return [sharedFolder, ...folder.split(sep), inside].filter((part) => part !== '').join('/');
}

/**
 * The file behind a path as the deck writes it. It must exist, be readable and lie in the folder, also after symbolic
 * links: content may come from other people and must not reach into the machine. `place` names a folder that is not the
 * deck's.
 */
export function resolveFile(
  host: Host,
  deckFolder: string,
  written: string,
  span: Span,
  kind: FileKind,
  place?: string,
): Asset | Diagnostic {
  if (/^[a-z][a-z0-9+.-]*:|^\/\//i.test(written)) {
    return diagnose('outside-asset', `\`${written}\` is not a file of the deck`, {
      span,
      hints: ['save the picture in `assets/` and name that file: a deck works without a network'],
    });
  }
  const root = host.realPath(deckFolder);
  const path = resolve(root, written.replaceAll('\\', '/'));
  if (!isInside(root, path) || !isInside(root, host.realPath(path))) {
    return diagnose('outside-asset', `\`${written}\` lies outside ${place ?? "the deck's folder"}`, {
      span,
      hints: ['copy the file into `assets/`'],
    });
  }
  const found = host.kind(path);
  const { lacks } = kind;
  if (found === undefined) return { ...missing(host, root, written, span, place), ...(lacks && { lacks }) };
  if (found === 'folder')
    return diagnose('missing-asset', `\`${written}\` is a folder, not a file`, { span, lacks });
  if (!kind.types.has(extname(path).toLowerCase())) {
    return diagnose('asset-type', `\`${written}\` is not ${kind.name} that browsers ${kind.verb ?? 'show'}`, {
      span,
      hints: [`use one of: ${[...kind.types].map((each) => each.slice(1)).join(', ')}`],
    });
  }
  const unreadable = readFault(host, path);
  if (unreadable !== undefined) {
    return diagnose('unreadable-asset', `\`${written}\` cannot be read: ${unreadable}`, { span, lacks });
  }
  const inside = relative(root, path).split(sep).join('/');
  return { file: host.realPath(path), href: inside };
}

function readFault(host: Host, path: string): string | undefined {
  try {
    return host.readBytes(path).length === 0 ? 'it is empty' : undefined;
  } catch {
    return 'this user may not read it';
  }
}

function missing(host: Host, root: string, written: string, span: Span, place = 'the deck'): Diagnostic {
  const folder = written.includes('/') ? written.slice(0, written.lastIndexOf('/') + 1) : '';
  const names = host.list(resolve(root, folder)).map((name) => folder + name);
  const elsewhere = host.list(resolve(root, 'assets')).map((name) => `assets/${name}`);
  // A path without its folder is the commonest slip, and no near name.
  const inAssets = elsewhere.includes(`assets/${written}`) ? `assets/${written}` : undefined;
  const known = [...names, ...elsewhere];
  return diagnose('missing-asset', `there is no file \`${written}\` in ${place}`, {
    span,
    hints: [inAssets === undefined ? didYouMean(written, known) : `did you mean \`${inAssets}\`?`],
    fix: renameTo(written, known, span),
  });
}
