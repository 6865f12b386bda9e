import type { BundleFile } from './bundle.ts';
import type { Asset } from './deck.ts';
import { escapeHtml } from './html.ts';

/** 3:1 or better on the backgrounds of dark and of light themes, and on grey paper. */
const ink = '#7a808c';
const longest = 36;

/**
 * A picture that says which one is not there: a dashed frame, a sign and the name of the file, an SVG of 16:9. Nobody
 * takes it for the picture itself, and it fills the place of one.
 */
export function standInPicture(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const shown = name.length > longest ? `…${name.slice(1 - longest)}` : name;
  const size = Math.min(80, Math.floor(1440 / (shown.length * 0.62)));
  return [
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1600 900" width="1600" height="900">',
    `<g fill="none" stroke="${ink}" stroke-width="10">`,
    '<rect x="10" y="10" width="1580" height="880" stroke-dasharray="40 24"/>',
    // A framed landscape, struck through.
    '<path d="M670 250h260v200h-260zM670 420l80-80 60 60 50-50 70 70M650 470 950 230" stroke-linejoin="round" stroke-linecap="round"/>',
    '</g>',
    `<text x="800" y="610" fill="${ink}" font-family="sans-serif" font-size="${size}" text-anchor="middle">${escapeHtml(shown)}</text>`,
    '</svg>',
  ].join('');
}

/** Where a stand-in lies in a built deck. */
export function standInPath(path: string): string {
  return `missing/${path}.svg`;
}

/** A picture of the deck as a file of a bundle. */
export function fileOfAsset({ file, standIn }: Asset): BundleFile {
  return standIn === undefined ? { copyOf: file } : { content: standIn };
}
