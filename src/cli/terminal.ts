import pc from 'picocolors';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Paint, plainPaint } from '../diagnostics/paint.ts';
import type { Host } from '../host.ts';

/** Colours where somebody looks at a terminal; `NO_COLOR` and `FORCE_COLOR` are respected. */
function paintFor(stream: NodeJS.WriteStream): Paint {
  const enabled = pc.isColorSupported && stream.isTTY === true;
  if (!enabled) return plainPaint;
  const colors = pc.createColors(true);
  return {
    dim: colors.dim,
    strong: colors.bold,
    mark: (text) => colors.bold(colors.red(text)),
    severity: (severity, text) => colors.bold(severity === 'error' ? colors.red(text) : colors.yellow(text)),
  };
}

/** Diagnostics go to stderr: what a command prints stays usable in a pipe. */
export async function printReport(diagnostics: readonly Diagnostic[], host: Host): Promise<void> {
  if (diagnostics.length === 0) return;
  // Measuring wide characters takes as long to load as all else: only when there is something to say.
  const { formatReport } = await import('../diagnostics/format.ts');
  process.stderr.write(`${formatReport(diagnostics, { cwd: host.cwd, paint: paintFor(process.stderr) })}\n`);
}

export function printLine(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Bold where there is a terminal. */
export function strong(text: string): string {
  return paintFor(process.stdout).strong(text);
}

export function dim(text: string): string {
  return paintFor(process.stdout).dim(text);
}

export interface Progress {
  /** Says what is being done now. On a terminal the line is replaced, elsewhere each is a line of its own. */
  readonly step: (text: string) => void;
  /** Clears what a terminal shows. */
  readonly end: () => void;
}

const spinner = ['|', '/', '-', '\\'];
const patience = 300;

/** Progress on stderr. On a terminal nothing is shown for work that ends at once. */
export function startProgress(): Progress {
  const stream = process.stderr;
  if (stream.isTTY !== true) {
    return { step: (text) => void stream.write(`${text}\n`), end: () => {} };
  }
  let text = '';
  let turn = 0;
  const started = Date.now();
  const timer = setInterval(() => {
    if (text === '' || Date.now() - started < patience) return;
    stream.write(`\r\u001b[2K${spinner[turn++ % spinner.length]} ${text}`);
  }, 100);
  timer.unref();
  return {
    step: (next) => {
      text = next;
    },
    end: () => {
      clearInterval(timer);
      stream.write('\r\u001b[2K');
    },
  };
}

/** How a terminal shows what was taken out of a text and what was put in; undefined where there are no colours. */
export function paintRuns(): { gone: (text: string) => string; added: (text: string) => string } | undefined {
  if (!pc.isColorSupported || process.stdout.isTTY !== true) return undefined;
  const colors = pc.createColors(true);
  return { gone: (text) => colors.strikethrough(colors.red(text)), added: (text) => colors.green(text) };
}
