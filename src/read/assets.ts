import { extname, relative, resolve, sep } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../diagnostics/nearest.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import type { Asset } from '../model/deck.ts';

const imageTypes = new Set(['.png', '.jpg', '.jpeg', '.gif', '.webp', '.avif', '.svg']);

/**
 * The file behind a path as the deck writes it. It must exist, be readable and lie in the deck's folder, also after
 * symbolic links: content may come from other people and must not reach into the machine.
 */
export function resolveImage(
  host: Host,
  deckFolder: string,
  written: string,
  span: Span,
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
    return diagnose('outside-asset', `\`${written}\` lies outside the deck's folder`, {
      span,
      hints: ['copy the file into `assets/`'],
    });
  }
  const kind = host.kind(path);
  if (kind === undefined) return missing(host, root, written, span);
  if (kind === 'folder') return diagnose('missing-asset', `\`${written}\` is a folder, not a file`, { span });
  if (!imageTypes.has(extname(path).toLowerCase())) {
    return diagnose('asset-type', `\`${written}\` is not a picture that browsers show`, {
      span,
      hints: [`use one of: ${[...imageTypes].map((each) => each.slice(1)).join(', ')}`],
    });
  }
  const unreadable = readFault(host, path);
  if (unreadable !== undefined) {
    return diagnose('unreadable-asset', `\`${written}\` cannot be read: ${unreadable}`, { span });
  }
  const inside = relative(root, path).split(sep).join('/');
  return { file: host.realPath(path), href: inside };
}

function isInside(root: string, path: string): boolean {
  return path === root || path.startsWith(root + sep);
}

function readFault(host: Host, path: string): string | undefined {
  try {
    return host.readBytes(path).length === 0 ? 'it is empty' : undefined;
  } catch {
    return 'this user may not read it';
  }
}

function missing(host: Host, root: string, written: string, span: Span): Diagnostic {
  const folder = written.includes('/') ? written.slice(0, written.lastIndexOf('/') + 1) : '';
  const names = host.list(resolve(root, folder)).map((name) => folder + name);
  const elsewhere = host.list(resolve(root, 'assets')).map((name) => `assets/${name}`);
  // A path without its folder is the commonest slip, and no near name.
  const inAssets = elsewhere.includes(`assets/${written}`) ? `assets/${written}` : undefined;
  const known = [...names, ...elsewhere];
  return diagnose('missing-asset', `there is no file \`${written}\` in the deck`, {
    span,
    hints: [inAssets === undefined ? didYouMean(written, known) : `did you mean \`${inAssets}\`?`],
    fix: renameTo(written, known, span),
  });
}
