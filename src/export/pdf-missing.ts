import type { BundleFile } from '../model/bundle.ts';
import { escapeHtml } from '../model/html.ts';

const path = 'missing.svg';

/** Grey with a cross from corner to corner: nobody takes it for the picture. */
const blank = [
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360" width="640" height="360" preserveAspectRatio="none">',
  '<rect x="2" y="2" width="636" height="356" fill="#e4e2dc" stroke="#8a8f99" stroke-width="4"/>',
  '<path d="M2 2 638 358M638 2 2 358" stroke="#8a8f99" stroke-width="4"/></svg>',
].join('');

/** Puts a visible blank in place of pictures of a bundle that could not be shown. Other files stay as they are. */
export function blankOut(
  bundle: { readonly entry: string; readonly files: Map<string, BundleFile> },
  missing: readonly string[],
): void {
  const pictures = missing.filter((each) => /\.(png|jpe?g|gif|webp|avif|svg)$/i.test(each));
  const page = bundle.files.get(bundle.entry);
  if (pictures.length === 0 || page === undefined || !('content' in page)) return;
  let html = String(page.content);
  for (const each of pictures) {
    html = html.replaceAll(`src="${escapeHtml(each)}"`, `src="${path}"`);
    bundle.files.delete(each);
  }
  bundle.files.set(bundle.entry, { content: html });
  bundle.files.set(path, { content: blank });
}
