import type { BundleFile } from '../model/bundle.ts';
import { escapeHtml } from '../model/html.ts';
import { standInPath, standInPicture } from '../model/stand-in.ts';

/**
 * Puts a visible blank in place of pictures of a bundle that could not be shown. Other files stay as they are. Says
 * whether there was one.
 */
export function blankOut(
  bundle: { readonly entry: string; readonly files: Map<string, BundleFile> },
  missing: readonly string[],
): boolean {
  const pictures = missing.filter((each) => /\.(png|jpe?g|gif|webp|avif|svg)$/i.test(each));
  const page = bundle.files.get(bundle.entry);
  if (pictures.length === 0 || page === undefined || !('content' in page)) return false;
  let html = String(page.content);
  for (const each of pictures) {
    const path = standInPath(each);
    html = html.replaceAll(`src="${addressOf(each)}"`, `src="${addressOf(path)}"`);
    bundle.files.delete(each);
    bundle.files.set(path, { content: standInPicture(each) });
  }
  bundle.files.set(bundle.entry, { content: html });
  return true;
}

/** As a page names a file of its bundle. */
function addressOf(path: string): string {
  return escapeHtml(path.split('/').map(encodeURIComponent).join('/'));
}
