import type { Field, Fields } from './contract.ts';
import type { FieldGroup, FieldValue } from './deck.ts';
import { entryOf, type Node } from './node.ts';
import { join, type Recursion, report, type Validation, wrongType } from './validation.ts';

const text = (description: string, required = false): Field => ({ type: 'text', description, required });
const flag = (description: string): Field => ({ type: 'flag', description, required: false });
const seconds = (description: string): Field => ({ type: 'number', description, required: false, min: 0 });

/** One file of captions. */
export const captionFields: Fields = new Map([
  ['src', text("path of the WebVTT file in the deck's folder", true)],
  ['language', text('language of the captions, e.g. `en`; that of the deck unless given')],
  ['label', text('name of the captions in the player; the name of their language unless given')],
]);

export const mediaFields: Fields = new Map<string, Field>([
  ['src', text("path of the video or sound in the deck's folder", true)],
  ['poster', text('path of the picture that stands there before it plays, and on paper')],
  ['alt', text('what it shows or says, for people who do not see it')],
  ['caption', text('line under it')],
  [
    'captions',
    {
      type: 'list',
      description: 'WebVTT files: the path of one, or a list with `src`, `language` and `label`',
      required: false,
      item: { type: 'group', description: 'captions', required: false, fields: captionFields },
    },
  ],
  ['transcript', { type: 'markdown', description: 'all that is said, to read', required: false }],
  ['autoplay', flag('it plays when its slide is shown')],
  ['loop', flag('it begins again at its end')],
  ['muted', flag('it has no sound, or none that matters')],
  ['start', seconds('second at which it begins')],
  ['end', seconds('second at which it ends')],
]);

/** What players of browsers know to be moving pictures or sound alone. */
export const videoTypes: readonly string[] = ['.mp4', '.m4v', '.webm', '.ogv'];
export const audioTypes: readonly string[] = ['.mp3', '.m4a', '.ogg', '.oga', '.opus', '.wav', '.flac'];

export function isMediaPath(path: string): boolean {
  return [...videoTypes, ...audioTypes].some((type) => path.toLowerCase().endsWith(type));
}

export function isAudioPath(path: string): boolean {
  return audioTypes.some((type) => path.toLowerCase().endsWith(type));
}

/** A video or sound: its path, or a map. */
export function readMedia(
  node: Node,
  _field: Field,
  validation: Validation,
  path: string,
  parts: Recursion,
): FieldValue | undefined {
  const media = readWritten(node, validation, path, parts);
  if (media === undefined)
    return wrongType(node, 'a video or sound: its path, or a map with `src` and `alt`', validation, path);
  if (typeof media.src !== 'string') return undefined;
  const place = (key: string) => validation.spans.get(join(path, key)) ?? node.span;
  validation.onImage?.(media.src, place('src'), 'media');
  if (typeof media.poster === 'string') validation.onImage?.(media.poster, place('poster'), 'picture');
  for (const [index, each] of captionsOf(media).entries()) {
    const own = validation.spans.get(join(join(path, 'captions'), join(String(index), 'src')));
    validation.onImage?.(each.src, own ?? place('captions'), 'captions');
  }
  if (typeof media.start === 'number' && typeof media.end === 'number' && media.end <= media.start)
    report(validation, 'out-of-bounds', '`end` is not after `start`', place('end'), ['both are seconds']);
  if (media.alt === undefined)
    report(validation, 'missing-alt', `the media \`${media.src}\` has no description`, node.span, [
      node.kind === 'scalar'
        ? `write \`{ src: ${media.src}, alt: "what it shows" }\``
        : 'add `alt: what it shows or says`',
    ]);
  return media;
}

function readWritten(
  node: Node,
  validation: Validation,
  path: string,
  parts: Recursion,
): FieldGroup | undefined {
  const fill = (written: string): string => validation.fill?.(written, node.span) ?? written;
  if (node.kind === 'scalar') return { src: fill(node.text) };
  if (node.kind !== 'map') return undefined;
  const written = entryOf(node, 'captions')?.value;
  if (written?.kind !== 'scalar' || written.value === null)
    return parts.group(node, mediaFields, validation, { path });
  // The path of one file is a list of one.
  const others = { ...node, entries: node.entries.filter(({ key }) => key !== 'captions') };
  const media = parts.group(others, mediaFields, validation, { path });
  validation.spans.set(join(path, 'captions'), written.span);
  return { ...media, captions: [{ src: validation.fill?.(written.text, written.span) ?? written.text }] };
}

export interface CaptionFile {
  readonly src: string;
  readonly language?: string;
  readonly label?: string;
}

export function captionsOf({ captions }: FieldGroup): readonly CaptionFile[] {
  const all = Array.isArray(captions) ? (captions as readonly Partial<CaptionFile>[]) : [];
  return all.filter((each): each is CaptionFile => typeof each.src === 'string');
}
