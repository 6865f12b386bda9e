import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Span } from '../../diagnostics/source.ts';
import type { ProfileFile } from '../../read/profiles.ts';

/** What a change is about: `slide`, its id, and a field path; an empty path is the whole slide. */
export interface Target {
  readonly kind: 'slide' | 'section' | 'deck';
  /** Empty for the deck. */
  readonly id: string;
}

interface Written {
  readonly target: Target;
  readonly path: string;
  readonly span: Span;
  readonly profile: ProfileFile;
}

interface Gone {
  readonly message: string;
  readonly span: Span;
}

/** What the overlays of one edition have changed so far, to name changes that a later one makes void. */
export class Ledger {
  readonly #diagnostics: Diagnostic[];
  readonly #gone = new Map<string, Gone>();
  #written: Written[] = [];
  #appended = 0;

  constructor(diagnostics: Diagnostic[]) {
    this.#diagnostics = diagnostics;
  }

  /**
   * Notes that a profile wrote a value. What was written there or below it before is void now: that is told, unless
   * it was written by a profile that this one extends, whose values are there to be changed.
   */
  write(target: Target, path: string, span: Span, profile: ProfileFile): void {
    const isVoid = (earlier: Written): boolean =>
      keyOf(earlier.target) === keyOf(target) && isWithin(earlier.path, path);
    for (const earlier of this.#written.filter(isVoid)) {
      if (profile.ancestors.has(earlier.profile.name)) continue;
      this.#diagnostics.push(
        diagnose('change-overridden', `${describe(earlier.target, earlier.path)} is changed again later`, {
          span: earlier.span,
          hints: ['take this change out, or the later one'],
          related: [{ message: 'what is written here holds', span }],
        }),
      );
    }
    this.#written = [...this.#written.filter((earlier) => !isVoid(earlier)), { target, path, span, profile }];
  }

  /** Notes an edit of a list: several of them are made one after the other, and none makes another void. */
  edit(target: Target, path: string, span: Span, profile: ProfileFile): void {
    this.write(target, `${path}.+${++this.#appended}`, span, profile);
  }

  /** Notes that a slide or section is not there any more. */
  remove(target: Target, span: Span, profile: ProfileFile): void {
    this.write(target, '', span, profile);
    this.#gone.set(keyOf(target), { message: `profile \`${profile.name}\` left it out here`, span });
  }

  /** Notes that it is there anew: what was written of its predecessor is no matter of this one. */
  restore(target: Target): void {
    this.#gone.delete(keyOf(target));
    this.#written = this.#written.filter((earlier) => keyOf(earlier.target) !== keyOf(target));
  }

  gone(target: Target): Gone | undefined {
    return this.#gone.get(keyOf(target));
  }
}

function keyOf({ kind, id }: Target): string {
  return `${kind} ${id}`;
}

function isWithin(path: string, outer: string): boolean {
  return outer === '' || path === outer || path.startsWith(`${outer}.`);
}

/** "`title` of slide `gitops`", "slide `gitops`", "`title` of the deck". */
export function describe({ kind, id }: Target, path: string): string {
  const whole = kind === 'deck' ? 'the deck' : `${kind} \`${id}\``;
  const field = path.replace(/\.\+\d+$/, '');
  if (field === placePath) return `the place of ${whole}`;
  return field === '' ? whole : `\`${field}\` of ${whole}`;
}

/** Under this path stands where a slide or section is. No field has this name: keys with `@` are nowhere known. */
export const placePath = '@place';
