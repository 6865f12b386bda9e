import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Host } from '../host.ts';
import { printLine, printReport } from './terminal.ts';

type Reporter = (diagnostics: readonly Diagnostic[], host: Host) => Promise<void>;

/** How `check` prints what it found. What is not for people goes to stdout, so that it can be piped. */
export const reporters: Readonly<Record<string, Reporter>> = {
  human: printReport,
  short: async (diagnostics, { cwd }) => {
    const { formatShort, summarize } = await import('../diagnostics/format.ts');
    for (const each of diagnostics) printLine(formatShort(each, { cwd }));
    if (diagnostics.length > 0) printLine(summarize(diagnostics));
  },
  json: async (diagnostics, { cwd }) => {
    const { formatJson } = await import('../diagnostics/format.ts');
    printLine(formatJson(diagnostics, { cwd }));
  },
  github: async (diagnostics, { cwd }) => {
    const { formatGithub } = await import('../diagnostics/format.ts');
    for (const each of diagnostics) printLine(formatGithub(each, { cwd }));
  },
};
