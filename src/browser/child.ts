import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';

/** Messages to and from the browser; what `puppeteer.connect` takes as a transport. */
export interface Transport {
  send(message: string): void;
  close(): void;
  onmessage?: (message: string) => void;
  onclose?: () => void;
}

/** A browser process and the whole group that it starts. */
export interface Child {
  readonly transport: Transport;
  /** Resolves when the process has ended, with how it ended: `exit code 1`, `signal SIGSEGV`, `spawn EACCES`. */
  readonly ended: Promise<string>;
  /** How it ended; undefined while it lives. */
  end(): string | undefined;
  /** The last lines that the browser wrote about itself. */
  readonly log: () => readonly string[];
  /** Ends the process and everything it started, at once. */
  kill(): void;
}

const keptLines = 40;

/** Starts a browser in a process group of its own, so that Ctrl-C reaches only us and one kill reaches all of it. */
export function startBrowser(path: string, flags: readonly string[], env: Record<string, string>): Child {
  const child = spawn(path, flags, {
    env,
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
  const lines: string[] = [];
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    lines.push(...text.split('\n').filter((line) => line.trim() !== ''));
    lines.splice(0, Math.max(0, lines.length - keptLines));
  });
  let how: string | undefined;
  const ended = new Promise<string>((resolve) => {
    const settle = (said: string): void => {
      how ??= said;
      resolve(how);
    };
    child.once('exit', (code, signal) => settle(signal === null ? `exit code ${code}` : `signal ${signal}`));
    child.once('error', (error) => settle(error.message));
  });
  return {
    transport: pipeTransport(child),
    ended,
    end: () => how,
    log: () => lines,
    kill: () => killGroup(child),
  };
}

/** Children of a group outlive its leader: the group is told even when the leader has ended. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // Nobody of the group is left.
  }
}

/** The protocol of `--remote-debugging-pipe`: JSON messages that end in a zero byte, in on 3 and out on 4. */
function pipeTransport(child: ChildProcess): Transport {
  const toBrowser = child.stdio[3] as Writable;
  const fromBrowser = child.stdio[4] as Readable;
  let waiting: Buffer[] = [];
  const transport: Transport = {
    send: (message) => {
      toBrowser.write(`${message}\0`);
    },
    close: () => {
      toBrowser.destroy();
      fromBrowser.destroy();
    },
  };
  // A browser that ended closes its pipes under us; `ended` tells that story better than EPIPE does.
  toBrowser.on('error', () => {});
  fromBrowser.on('error', () => {});
  fromBrowser.on('close', () => transport.onclose?.());
  fromBrowser.on('data', (chunk: Buffer) => {
    let rest = chunk;
    for (let zero = rest.indexOf(0); zero !== -1; zero = rest.indexOf(0)) {
      const message = Buffer.concat([...waiting, rest.subarray(0, zero)]).toString('utf8');
      waiting = [];
      rest = rest.subarray(zero + 1);
      // Each message in its own turn, so that an answer is handled before the next event arrives.
      setImmediate(() => transport.onmessage?.(message));
    }
    if (rest.length > 0) waiting.push(rest);
  });
  return transport;
}
