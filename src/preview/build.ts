import { assembleDeckPage, clientScript } from '../assemble/deck-page.ts';
import { type Diagnostic, diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import type { Host } from '../host.ts';
import type { Bundle } from '../model/bundle.ts';
import { slidesOf } from '../model/deck.ts';
import { loadDeck } from '../pipeline.ts';
import type { PageSetup } from './message.ts';

export interface Built {
  /** Undefined while the deck is broken. */
  readonly bundle?: Bundle;
  /** Slides of the bundle. */
  readonly slides: number;
  readonly diagnostics: readonly Diagnostic[];
  /** A fault of Turnout itself. */
  readonly bug?: unknown;
}

/** The whole pipeline, once. Never throws: what goes wrong in the middle of an edit is a result, too. */
export function buildPreview(host: Host, folder: string, setup: PageSetup, connect: string): Built {
  try {
    const { value, diagnostics } = loadDeck(host, folder);
    if (value === undefined) return { slides: 0, diagnostics };
    const bundle = assembleDeckPage(host, value, {
      notes: 'with',
      live: { script: liveScript(host, setup), connect },
    });
    return { bundle, slides: slidesOf(value.deck).length, diagnostics };
  } catch (error) {
    if (error instanceof TurnoutError) return { slides: 0, diagnostics: error.diagnostics };
    const lost = unreadable(error);
    return lost === undefined
      ? { slides: 0, diagnostics: [], bug: error }
      : { slides: 0, diagnostics: [lost] };
  }
}

/** The page's script with what it has to know. */
export function liveScript(host: Host, setup: PageSetup): string {
  return `globalThis.turnoutPreview=${JSON.stringify(setup)};\n${clientScript(host, 'preview')}`;
}

/** A file that was listed and is gone before it is read, as happens while a branch is switched. */
function unreadable(error: unknown): Diagnostic | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined;
  const path = 'path' in error ? `\`${String(error.path)}\`` : 'a file';
  return diagnose('unreadable-file', `${path} cannot be read: ${String(error.code)}`);
}
