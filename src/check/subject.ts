import type { Code } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Host } from '../host.ts';
import type { RenderedDeck } from '../model/rendered.ts';

/** What a check looks at. */
export interface Subject {
  readonly host: Host;
  readonly rendered: RenderedDeck;
  /** The same before slides were left out for the time that was asked for. */
  readonly whole: RenderedDeck;
}

/** One question about a deck that is valid in itself; its answers are warnings. */
export interface Check {
  readonly codes: readonly Code[];
  /** `deck` needs every slide to be there; `slides` is also worth asking while others are broken. */
  readonly needs: 'deck' | 'slides';
  readonly run: (subject: Subject) => Diagnostic[];
}
