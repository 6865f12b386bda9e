import { join } from 'node:path';
import { codes } from '../../diagnostics/codes.ts';
import { diagnose, TurnoutError } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import type { Host } from '../../host.ts';
import { dim, printLine, strong } from '../terminal.ts';

/** Prints what `docs/diagnostics.md` says of a code. */
export async function run(host: Host, code: string): Promise<number> {
  // Codes are copied with the brackets that they stand in.
  const name = code.replace(/^(?:error|warning)?\[|\]$/g, '');
  const entry = entryOf(host.readText(join(host.packageRoot, 'docs/diagnostics.md')), name);
  if (!(name in codes) || entry === undefined) {
    throw new TurnoutError(
      diagnose('bad-option', `there is no code \`${name}\``, {
        hints: [
          didYouMean(name, Object.keys(codes)) ?? 'a message names its code in brackets: `error[no-deck]`',
        ],
      }),
    );
  }
  printLine(strong(name));
  printLine('');
  printLine(forTerminal(entry));
  return 0;
}

/** The text under the code's heading, to the next heading. */
export function entryOf(document: string, code: string): string | undefined {
  const lines = document.split('\n');
  const start = lines.indexOf(`### ${code}`);
  if (start < 0) return undefined;
  const rest = lines.slice(start + 1);
  const end = rest.findIndex((line) => /^#{1,3} /.test(line));
  return (end < 0 ? rest : rest.slice(0, end)).join('\n').trim();
}

/** Blocks of code indented, links as their text, what is bold in Markdown bold. */
function forTerminal(markdown: string): string {
  let isCode = false;
  return markdown
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('```')) {
        isCode = !isCode;
        return [];
      }
      if (isCode) return [dim(line === '' ? '' : `    ${line}`)];
      return [
        line
          .replace(/\[([^\]]+)\]\([^)]+\)/g, '$1')
          .replace(/\*\*([^*]+)\*\*/g, (_, words: string) => strong(words)),
      ];
    })
    .join('\n');
}
