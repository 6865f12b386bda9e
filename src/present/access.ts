import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What somebody with a link may do: lead the talk, look on with notes, or follow as a participant. */
export type Right = 'control' | 'look' | 'follow';

/** A link that was let in. */
export interface Pass {
  readonly right: Right;
  /** What is left of the path behind the token, with its slash; empty when there is none. */
  readonly rest: string;
  readonly proof: Buffer;
}

const letters: Readonly<Record<string, Right>> = { r: 'control', l: 'look', f: 'follow' };

/** Random bytes of a token: 128 bits. */
const tokenBytes = 16;
/** Longer ones are not even hashed. */
const mostLetters = 200;

/** The tokens of one run: made anew with each start, kept nowhere. */
export class Access {
  readonly #proofs = new Map<Right, Buffer>();
  readonly #paths = new Map<Right, string>();

  constructor(rights: readonly Right[]) {
    for (const [letter, right] of Object.entries(letters)) {
      if (!rights.includes(right)) continue;
      const token = randomBytes(tokenBytes).toString('base64url');
      this.#proofs.set(right, hashOf(token));
      this.#paths.set(right, `/${letter}/${token}/`);
    }
  }

  /** Path of the page; undefined where nobody is let in with this right. */
  pathOf(right: Right): string | undefined {
    return this.#paths.get(right);
  }

  /** Undefined when the path holds no token of this run. */
  check(path: string): Pass | undefined {
    const [, letter = '', token = '', rest = ''] = /^\/([a-z])\/([^/]*)(.*)$/s.exec(path) ?? [];
    const right = letters[letter];
    if (right === undefined || token.length > mostLetters) return undefined;
    const proof = hashOf(token);
    return this.holds(right, proof) ? { right, rest, proof } : undefined;
  }

  /** Compared as hashes, and to the end: how long it takes says nothing about the token. */
  holds(right: Right, proof: Buffer): boolean {
    const wanted = this.#proofs.get(right);
    return wanted !== undefined && timingSafeEqual(wanted, proof);
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
