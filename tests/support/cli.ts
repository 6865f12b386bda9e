import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createProgram } from '../../src/cli/program.ts';
import { runProgram } from '../../src/cli/run.ts';
import type { WritingHost } from '../../src/host.ts';
import { createNodeHost } from '../../src/host-node.ts';
import { repository } from './cases.ts';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Runs the built command line as a person would, in a process of its own; `npm test` builds it before. */
export function turnoutProcess(args: readonly string[], cwd: string, env: Environment = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(repository, 'dist/cli.js'), ...args], {
      cwd,
      env: { ...process.env, NO_COLOR: '1', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs the command line in this process, from its sources: everything but the start of a process, which takes longer
 * than most commands. `tests/cli.test.ts` holds the built one against it. One runs after the other, as what it prints
 * is taken from the streams of the process; `env` is what the program reads, not what the browser gets.
 */
export function turnout(args: readonly string[], cwd: string, env: Environment = {}): Promise<Ran> {
  const ran = last.then(() => runHere(args, cwd, env));
  last = ran.catch(() => {});
  return ran;
}

async function runHere(args: readonly string[], cwd: string, env: Environment): Promise<Ran> {
  const host = createNodeHost(cwd);
  const own: WritingHost = { ...host, env: (name) => (name in env ? env[name] : host.env(name)) };
  const [stdout, stderr] = [record(process.stdout), record(process.stderr)];
  try {
    const code = await runProgram(createProgram(own), args, own);
    return { code, stdout: stdout.text(), stderr: stderr.text() };
  } finally {
    stdout.end();
    stderr.end();
  }
}

/** Keeps what is written to a stream, instead of writing it. */
function record(stream: NodeJS.WriteStream): { readonly text: () => string; readonly end: () => void } {
  const { write } = stream;
  let text = '';
  stream.write = (chunk: string | Uint8Array): boolean => {
    text += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    return true;
  };
  return {
    text: () => text,
    end: () => {
      stream.write = write;
    },
  };
}
