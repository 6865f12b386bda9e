import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Host } from '../host.ts';
import type { Asset } from '../model/deck.ts';
import { captionFaults } from '../model/webvtt.ts';

/** A file of captions with what is in it; what is wrong in it is told at its own line. */
export function readCaptions(
  asset: Asset,
  { host, diagnostics }: { readonly host: Host; readonly diagnostics: Diagnostic[] },
): Asset {
  const text = host.readText(asset.file);
  const source = { path: asset.file, text };
  const lines = text.split(/(?<=\r\n|\n|\r(?!\n))/);
  const told = captionFaults(text).map(({ line, message, hint }) => {
    const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length, 0);
    const end = start + (lines[line - 1] ?? '').trimEnd().length;
    return diagnose('invalid-captions', `\`${asset.href}\` ${message}`, {
      span: { source, start, end: Math.max(end, start) },
      hints: [hint],
    });
  });
  // A file on several slides has its faults once.
  const isTold = diagnostics.some(
    ({ code, span }) => code === 'invalid-captions' && span?.source.path === asset.file,
  );
  if (!isTold) diagnostics.push(...told);
  return { ...asset, text };
}
