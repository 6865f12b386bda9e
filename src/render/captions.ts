import type { Asset } from '../model/deck.ts';
import type { CaptionFile } from '../model/media-fields.ts';

/** Captions as a player takes them. */
export interface CaptionTrack {
  /** The captions themselves as an address: from disk browsers load no file of captions. */
  readonly src: string;
  readonly language: string;
  readonly label: string;
  /** Whether these are shown at first: those in the language of the deck, else the first. */
  readonly first: boolean;
}

export function captionTracks(
  files: readonly CaptionFile[],
  assets: ReadonlyMap<string, Asset>,
  lang: string,
): CaptionTrack[] {
  const languages = files.map(({ language }) => language ?? lang);
  const own = languages.findIndex((language) => language.split('-')[0] === lang.split('-')[0]);
  return files.flatMap(({ src, label }, index): CaptionTrack[] => {
    const text = assets.get(src)?.text;
    const language = languages[index] ?? lang;
    if (text === undefined) return [];
    return [
      {
        src: `data:text/vtt;charset=utf-8;base64,${Buffer.from(text).toString('base64')}`,
        language,
        label: label ?? nameOf(language),
        first: index === Math.max(0, own),
      },
    ];
  });
}

/** As its speakers call it. */
function nameOf(language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(language) ?? language;
  } catch {
    return language;
  }
}
