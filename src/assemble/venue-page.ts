import { join } from 'node:path';
import type { Host } from '../host.ts';
import type { Bundle } from '../model/bundle.ts';
import { guardOf } from '../model/guard.ts';
import type { RenderedDeck } from '../model/rendered.ts';
import { type FontFace, type FontRole, familiesOf, type Theme } from '../model/theme.ts';
import { compilePage } from '../render/page.ts';
import { faceRules, neededFaces, tokens } from './theme-css.ts';

/** Files of an archive for the venue, by their paths beside its page. */
export interface VenueParts {
  readonly deck: string;
  readonly slides: string;
  readonly notes?: string;
  /** A slide a row. */
  readonly pictures: readonly { readonly number: number; readonly title: string; readonly path: string }[];
}

/** A plain page in the language and colours of the deck that leads to each of its forms. */
export function assembleVenuePage(host: Host, { deck }: RenderedDeck, parts: VenueParts): Bundle {
  const label = (key: string, english: string): string => deck.theme.labels.get(key) ?? english;
  const about = [deck.subtitle, deck.authors.map(({ name }) => name).join(', '), deck.event];
  const view = {
    lang: deck.lang,
    dir: deck.dir,
    title: deck.title,
    about: about.filter((each) => each !== undefined && each !== '').join(' · '),
    advice: label('venue-advice', 'Nothing here needs a network. If one thing does not open, take the next.'),
    ways: [
      { href: parts.deck, label: label('venue-deck', 'Open the slides') },
      { href: parts.slides, label: label('venue-slides', 'Slides as PDF') },
      ...(parts.notes === undefined
        ? []
        : [{ href: parts.notes, label: label('venue-notes', 'Slides with notes as PDF') }]),
    ],
    picturesLabel: label('venue-pictures', 'Pictures of the slides'),
    pictures: parts.pictures,
  };
  const faces = facesFor(deck.theme, JSON.stringify(view));
  const { css, files } = faceRules(faces, 'fonts');
  const styles = [css, tokens(deck.theme), host.readText(join(host.packageRoot, 'templates/venue.css'))];
  const page = compilePage(host, 'venue.hbs')({ ...view, css: styles.join('\n') });
  const guard = guardOf(deck, parts.notes === undefined ? [] : deck.channels);
  return { entry: 'index.html', files: new Map([['index.html', { content: page }], ...files]), guard };
}

/** What the page uses of the fonts: a weight for text and one for headings. */
const weights: readonly (readonly [FontRole, number])[] = [
  ['text', 400],
  ['display', 600],
];

function facesFor(theme: Theme, text: string): FontFace[] {
  const used = new Set([...text].map((character) => character.codePointAt(0) ?? 0));
  const isUsed = (face: FontFace): boolean =>
    face.style === 'normal' &&
    weights.some(
      ([role, weight]) => familiesOf(theme, role).includes(face.family) && covers(face.weight, weight),
    );
  return neededFaces(theme, used).filter(isUsed);
}

/** `400`, or `100 900` of a variable font. */
function covers(written: string, weight: number): boolean {
  const [from = 400, to = from] = written
    .split(/\s+/)
    .map((each) => ({ normal: 400, bold: 700 })[each] ?? Number(each));
  return from <= weight && weight <= to;
}
