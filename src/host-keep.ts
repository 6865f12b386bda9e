import type { Host } from './host.ts';
import { rememberReads } from './host-memory.ts';

/** What was made of some files, and what had to be asked for it. */
interface Kept {
  readonly given: readonly unknown[];
  readonly asked: readonly Asked[];
  readonly value: unknown;
}

type Method = keyof typeof answers;

interface Asked {
  readonly method: Method;
  readonly argument: string;
  readonly answer: unknown;
}

/** A text that was read, with the file's stamp before that. */
interface Read {
  readonly stamp: string;
  readonly text: string;
}

/** What `make` gives, or what it gave before when nothing that it was made of has changed. */
export function kept<T>(
  host: Host,
  key: string | object,
  given: readonly unknown[],
  make: (host: Host) => T,
): T {
  return host.keep === undefined ? make(host) : host.keep(key, given, make);
}

/** Files and what was made of them, from one build to the next: only what changed is read and made again. */
export class Keeper {
  readonly #texts = new Map<string, Read>();
  readonly #named = new Map<string, Kept>();
  readonly #owned = new WeakMap<object, Kept>();

  /** A host for one build, which sees each file as it is when it first asks for it. */
  open(host: Host): Host {
    // What was parsed is kept with what it was made of, and so in one place only.
    const { parsed: _, ...reading } = rememberReads({
      ...host,
      readText: (path) => this.#readText(host, path),
    });
    const checked = new Map<Asked, boolean>();
    const isSame = (asked: Asked): boolean => {
      const known = checked.get(asked) ?? answerOf(reading, asked.method, asked.argument) === asked.answer;
      checked.set(asked, known);
      return known;
    };
    return { ...reading, keep: (key, given, make) => this.#keep(reading, isSame, key, given, make).value };
  }

  /** Files that are said to have changed, whatever their stamps say. */
  forget(paths: Iterable<string>): void {
    for (const path of paths) this.#texts.delete(path);
  }

  #keep<T>(
    reading: Host,
    isSame: (asked: Asked) => boolean,
    key: string | object,
    given: readonly unknown[],
    make: (host: Host) => T,
  ): { readonly asked: readonly Asked[]; readonly value: T } {
    const earlier = typeof key === 'string' ? this.#named.get(key) : this.#owned.get(key);
    const isKept =
      earlier !== undefined &&
      earlier.given.length === given.length &&
      earlier.given.every((each, index) => each === given[index]) &&
      earlier.asked.every(isSame);
    if (isKept) return earlier as Kept & { readonly value: T };
    const asked: Asked[] = [];
    const inside = (innerKey: string | object, innerGiven: readonly unknown[], innerMake: typeof make): T => {
      const inner = this.#keep(reading, isSame, innerKey, innerGiven, innerMake);
      asked.push(...inner.asked);
      return inner.value;
    };
    const value = make({ ...listen(reading, asked), keep: inside as Host['keep'] & object });
    const made = { given, asked, value };
    if (typeof key === 'string') this.#named.set(key, made);
    else this.#owned.set(key, made);
    return made;
  }

  #readText(host: Host, path: string): string {
    const before = host.stamp?.(path);
    const earlier = this.#texts.get(path);
    if (earlier !== undefined && earlier.stamp === before) return earlier.text;
    const text = host.readText(path);
    // The clock of file systems is coarse: a file that was only just written may change without a new stamp.
    if (before !== undefined && isOld(host, before)) this.#texts.set(path, { stamp: before, text });
    else this.#texts.delete(path);
    return text;
  }
}

/** Ticks of the slowest clock among usual file systems are shorter; ms. */
const tickMs = 40;

function isOld(host: Host, stamp: string): boolean {
  const changed = Number(stamp.slice(0, stamp.indexOf(' ')));
  return Math.abs(host.now().getTime() - changed) > tickMs;
}

/** How each question is answered so that two answers can be compared. */
const answers = {
  readText: (host: Host, path: string): unknown => host.readText(path),
  // Files without stamps are never the same.
  readBytes: (host: Host, path: string): unknown => host.stamp?.(path) ?? {},
  kind: (host: Host, path: string): unknown => host.kind(path),
  list: (host: Host, path: string): unknown => host.list(path).join('\n'),
  realPath: (host: Host, path: string): unknown => host.realPath(path),
  size: (host: Host, path: string): unknown => host.size(path),
  env: (host: Host, name: string): unknown => host.env(name),
};

function answerOf(host: Host, method: Method, argument: string): unknown {
  try {
    return answers[method](host, argument);
  } catch (error) {
    return `failed: ${error instanceof Error && 'code' in error ? String(error.code) : String(error)}`;
  }
}

/** The same host; `asked` learns what it was asked. */
function listen(host: Host, asked: Asked[]): Host {
  const heard = <T>(method: Method, answer: (argument: string) => T): ((argument: string) => T) => {
    return (argument) => {
      asked.push({ method, argument, answer: answerOf(host, method, argument) });
      return answer(argument);
    };
  };
  return {
    ...host,
    readText: heard('readText', host.readText),
    readBytes: heard('readBytes', host.readBytes),
    kind: heard('kind', host.kind),
    list: heard('list', host.list),
    realPath: heard('realPath', host.realPath),
    size: heard('size', host.size),
    env: heard('env', host.env),
  };
}
