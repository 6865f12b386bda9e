import { spawn } from 'node:child_process';

/** Something that a person has to mend; `output` is what the failed program had said. */
export class SetupError extends Error {
  constructor(message, { hints = [], output = '' } = {}) {
    super(message);
    this.hints = hints;
    this.output = output;
  }
}

const keptOutput = 20_000;
const graceMs = 3_000;

/**
 * Runs a program without a terminal and keeps what it says.
 * Resolves to {code, output, why}; `why` is set when it was stopped or never began, and never throws.
 * `deadline` ends the whole run; `stall` ends it when nothing was said for that long (both ms).
 */
export function run(
  command,
  args,
  { deadline, stall, env = {}, statusPipe = false, onText, onStatus, cwd } = {},
) {
  return new Promise((done) => {
    const stdio = ['ignore', 'pipe', 'pipe', ...(statusPipe ? ['pipe'] : [])];
    const child = spawn(command, args, { stdio, cwd, env: { ...process.env, ...env } });
    let output = '';
    let why;
    const stop = (reason) => {
      why ??= reason;
      child.kill('SIGTERM');
      setTimeout(() => child.kill('SIGKILL'), graceMs).unref();
    };
    const overall = setTimeout(() => stop(`not done after ${seconds(deadline)}`), deadline);
    let silence;
    const heard = () => {
      clearTimeout(silence);
      if (stall !== undefined) silence = setTimeout(() => stop(`no answer for ${seconds(stall)}`), stall);
    };
    heard();
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        heard();
        output = (output + text).slice(-keptOutput);
        onText?.(text);
      });
    }
    child.stdio[3]?.setEncoding('utf8').on('data', (text) => onStatus?.(text));
    const release = stopWithParent(child);
    const finish = (code) => {
      clearTimeout(overall);
      clearTimeout(silence);
      release();
      done({ code, output, why });
    };
    child.on('error', (error) => {
      why ??= error.message;
      finish(-1);
    });
    child.on('close', (code) => finish(code ?? -1));
  });
}

/** A signal that reaches only this process must not leave a download or an installation behind. */
function stopWithParent(child) {
  const handlers = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
  const undo = Object.entries(handlers).map(([signal, code]) => {
    const onSignal = () => {
      child.once('close', () => process.exit(code));
      child.kill('SIGTERM');
      // npm goes on with an installation when it is asked to end.
      setTimeout(() => child.kill('SIGKILL'), graceMs);
    };
    process.on(signal, onSignal);
    return () => process.off(signal, onSignal);
  });
  return () => {
    for (const off of undo) off();
  };
}

const seconds = (ms) => `${Math.round(ms / 1000)} s`;
