import { setImmediate } from 'node:timers/promises';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { WritingHost } from '../host.ts';
import { writeDeck } from './matrix-deck.ts';
import {
  faultsOf,
  type Made,
  type MatrixJob,
  type MatrixOptions,
  type Outcome,
  type Pending,
} from './matrix-job.ts';
import { printMany } from './matrix-print.ts';
import { hashBundle, readStamp, writeStamp } from './matrix-stamp.ts';
import { assertWritable } from './writing.ts';

/**
 * Makes many outputs in one process with one browser, which is started only when a PDF is to be printed. What an
 * earlier run made of the same is left as it is. A failure is that output's own: the others are made. An outcome a
 * job, in order. Throws only when `signal` aborts.
 */
export async function exportMatrix(
  host: WritingHost,
  jobs: readonly MatrixJob[],
  options: MatrixOptions,
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const waiting = [...jobs.keys()];
  const next = async (): Promise<Pending | undefined> => {
    for (;;) {
      // Lets signals and the browser have their turn.
      await setImmediate();
      options.signal?.throwIfAborted();
      const index = waiting.shift();
      const job = index === undefined ? undefined : jobs[index];
      if (index === undefined || job === undefined) return undefined;
      const pending = begin(host, job, index, options, (outcome) => {
        outcomes[index] = outcome;
        options.onDone?.(index, outcome);
      });
      if (pending !== undefined) return pending;
    }
  };
  for (let first = await next(); first !== undefined; first = await next()) {
    await printMany(host, first, next, options);
  }
  return outcomes;
}

/** Does what needs no browser. Gives back what does. */
function begin(
  host: WritingHost,
  job: MatrixJob,
  index: number,
  options: MatrixOptions,
  done: (outcome: Outcome) => void,
): Pending | undefined {
  const began = performance.now();
  const { target } = job;
  const fail = (diagnostics: readonly Diagnostic[]): void =>
    done({ state: 'failed', milliseconds: performance.now() - began, diagnostics });
  try {
    assertWritable(host, target);
    const { value: prepared, diagnostics } = job.prepare();
    if (prepared === undefined) {
      fail(diagnostics);
      return undefined;
    }
    const { slides } = prepared;
    const from = hashBundle(host, prepared.bundle, options.stamp);
    const earlier = options.force === true ? undefined : readStamp(host, target);
    if (earlier?.from === from && (earlier.warnings === 0 || options.strict !== true)) {
      const { bytes, pages } = earlier;
      const milliseconds = performance.now() - began;
      const sizes = { slides, bytes, ...(pages === undefined ? {} : { pages }) };
      done({ state: 'unchanged', ...sizes, milliseconds, diagnostics });
      return undefined;
    }
    const settle = (made: Made | readonly Diagnostic[]): void => {
      if (!('files' in made)) {
        fail([...diagnostics, ...made]);
        return;
      }
      const { files, bytes, pages } = made;
      const sizes = { bytes, ...(pages === undefined ? {} : { pages }) };
      writeStamp(host, target, { from, files, ...sizes, warnings: made.diagnostics.length });
      const milliseconds = performance.now() - began;
      const told = [...diagnostics, ...made.diagnostics];
      done({ state: 'made', slides, ...sizes, milliseconds, diagnostics: told });
    };
    if (prepared.kind === 'pdf') return { ...prepared, index, target, settle };
    settle(writeDeck(host, prepared.bundle, target));
  } catch (error) {
    fail(faultsOf(error));
  }
  return undefined;
}
