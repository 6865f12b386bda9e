/** What the page tells the check of a slide. Lengths are CSS px of the slide's own size, whatever it is scaled to. */
export interface SlideFaults {
  /** Id of the slide's `<section>`. */
  readonly id: string;
  readonly faults: readonly Fault[];
  /** Texts with a picture or drawing behind them: their contrast has to be looked at. */
  readonly unseen: number;
}

/** A text, and the field that it came from: `points.0`, `code#3` (line 3), `@deck.title`; undefined when nobody said. */
export interface Culprit {
  readonly field: string | undefined;
  /** Its beginning. */
  readonly words: string;
}

export type Fault = Culprit & Seen & FaultDetails;

interface Seen {
  /** Set when the fault is not in the finished slide: so many of its steps have been shown. */
  readonly step?: number;
  /** How many further texts have the same fault for the same reason. */
  readonly others?: number;
}

type FaultDetails =
  | {
      readonly kind: 'overflow';
      readonly axis: 'tall' | 'wide';
      readonly px: number;
      /** What all that is too much for its box belongs to: `points`; undefined for the whole slide. */
      readonly whole: string | undefined;
      readonly beyond: 'box' | 'margin' | 'furniture' | 'slide';
      /** About how many characters are too many; undefined for a picture. */
      readonly characters?: number;
    }
  | { readonly kind: 'title-lines'; readonly lines: number; readonly characters: number }
  | {
      readonly kind: 'cut';
      readonly axis: 'tall' | 'wide';
      readonly px: number;
      readonly characters: number;
    }
  | { readonly kind: 'hidden' }
  | { readonly kind: 'overlap'; readonly px: number; readonly over: Culprit }
  | { readonly kind: 'covered' }
  | { readonly kind: 'small-text'; readonly size: number; readonly least: number }
  | {
      readonly kind: 'contrast';
      readonly ratio: number;
      readonly needed: number;
      readonly behind: 'colour' | 'picture';
    }
  | {
      readonly kind: 'enlarged';
      readonly times: number;
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: 'code-wrap'; readonly characters: number };

export interface MeasureOptions {
  /** Index of the first slide, and of the one after the last. */
  readonly from: number;
  readonly to: number;
  /** `overflow` looks only for what leaves its place: for a page that is about to be printed. */
  readonly only?: 'overflow';
}

/** What `fit.js` adds to the page. */
export interface FitScript {
  /** Number of slides in the page. */
  readonly count: () => number;
  /** Puts a slide into a page that has none of its own, in place of the last one; gives back pictures that fail. */
  readonly show: (html: string) => Promise<string[]>;
  readonly measure: (options: MeasureOptions) => SlideFaults[];
  /** Scrolls to a slide and takes the ink out of its texts, so that what is behind them can be seen. */
  readonly expose: (index: number) => void;
  /** Looks at a picture of the window (PNG, base64) for the texts of the slide that were left unseen. */
  readonly judge: (index: number, picture: string) => Promise<Fault[]>;
  /** Leaves the page as it was found. */
  readonly restore: () => void;
}
