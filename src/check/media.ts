import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Field, Fields } from '../model/contract.ts';
import type { FieldGroup, FieldValue, Slide } from '../model/deck.ts';
import { captionsOf, isAudioPath } from '../model/media-fields.ts';
import { renderedSlides } from '../model/rendered.ts';
import { join } from '../model/validation.ts';
import type { Check } from './subject.ts';

/** Who does not hear, and a room without loudspeakers, have only the captions; paper has only the poster. */
export const mediaCheck: Check = {
  codes: ['media-without-captions', 'media-without-poster'],
  needs: 'slides',
  run: ({ rendered }) =>
    renderedSlides(rendered).flatMap(({ slide }) =>
      mediaOf(slide.fields, slide.layout.contract.fields, '').flatMap(({ media, path }) =>
        faultsOf(media, path, slide),
      ),
    ),
};

interface Found {
  readonly media: FieldGroup;
  readonly path: string;
}

function mediaOf(values: FieldGroup, fields: Fields, path: string): Found[] {
  return [...fields].flatMap(([name, field]) => mediaIn(values[name], field, join(path, name)));
}

function mediaIn(value: FieldValue | undefined, field: Field, path: string): Found[] {
  if (typeof value !== 'object') return [];
  if (field.type === 'media') return [{ media: value as FieldGroup, path }];
  if (field.type === 'group') return mediaOf(value as FieldGroup, field.fields ?? new Map(), path);
  const { item } = field;
  if (field.type !== 'list' || item === undefined) return [];
  return (value as readonly FieldValue[]).flatMap((each, index) => mediaIn(each, item, join(path, index)));
}

function faultsOf(media: FieldGroup, path: string, { spans, span }: Slide): Diagnostic[] {
  const src = String(media.src);
  const place = { span: spans.get(join(path, 'src')) ?? spans.get(path) ?? span };
  const isSound = isAudioPath(src);
  const isHeard = media.muted !== true && captionsOf(media).length === 0;
  const isTold = isSound && media.transcript !== undefined;
  return [
    ...(isHeard && !isTold
      ? [
          diagnose('media-without-captions', `what is said in \`${src}\` has no captions`, {
            ...place,
            hints: [
              `add \`captions: ${src.replace(/\.[^./]+$/, '')}.vtt\`, a WebVTT file`,
              isSound
                ? 'or a `transcript` of all that is said'
                : '`muted: true` when it has no sound, or none that matters',
            ],
          }),
        ]
      : []),
    ...(!isSound && media.poster === undefined
      ? [
          diagnose('media-without-poster', `\`${src}\` has no picture for paper`, {
            ...place,
            hints: ['add `poster: …`, a picture out of it: PDF and pictures of the slides show that'],
          }),
        ]
      : []),
  ];
}
