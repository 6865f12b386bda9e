import { createHash } from 'node:crypto';
import type { Checked, Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Asset, Slide } from '../model/deck.ts';
import type { SafeHtml } from '../model/html.ts';
import type { Layout } from '../model/layout.ts';
import type { RenderedSlide, SlideLink } from '../model/rendered.ts';
import type { Library } from '../read/library.ts';
import { openTemplates, type Template, type Templates } from './templates.ts';

/** What is inside a slide's box, and all that was found while it was drawn. */
export interface Drawn {
  /** Undefined when a template failed. */
  readonly html: string | undefined;
  readonly assets: readonly Asset[];
  /** `isThere`: whether the deck has the slide that is linked to; else it is no link. */
  readonly links: readonly (SlideLink & { readonly isThere: boolean })[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What stands around a slide, part by part: `deck`, `section`, `slide`. A template uses little of it. */
export type Surroundings = Readonly<Record<string, object>>;

/** Compiled templates and drawn slides that several editions of one deck share. */
export interface Drawings {
  /** Compiles once; what was found is told each time. */
  readonly compile: (key: string, make: (templates: Templates) => Checked<Template>) => Checked<Template>;
  /**
   * What was drawn before under `key`, when everything that its template used of the surroundings is as it was then and
   * `isSame`; else what `draw` makes of them.
   */
  readonly draw: (
    key: string,
    around: Surroundings,
    isSame: (earlier: Drawn) => boolean,
    draw: (around: Surroundings) => Drawn,
  ) => Drawn;
  /** HTML of texts that refer to nothing, by their text. */
  readonly texts: Pick<Recent<SafeHtml>, 'get' | 'set'>;
  /** Slides that refer to nothing, with all that is around them, while their fields are the same object. */
  readonly finished: Finished;
  /** What was not asked for since it was last called is forgotten. */
  readonly forgetUnused: () => void;
}

interface Remembered {
  readonly drawn: Drawn;
  /** Which values of the surroundings were asked for, and what they were. */
  readonly used: readonly (readonly [part: string, name: string, value: string])[];
}

/** Nothing is drawn yet. The templates of all that is drawn with it must be those of `library`. */
export function openDrawings(library: Library): Drawings {
  const templates = openTemplates(library.partials());
  const compiled = new Map<string, Checked<Template>>();
  const remembered = new Recent<Remembered[]>();
  const texts = new Recent<SafeHtml>();
  return {
    compile: (key, make) => {
      const made = compiled.get(key) ?? make(templates);
      compiled.set(key, made);
      return made;
    },
    draw: (key, around, isSame, draw) => {
      const earlier = remembered.get(key) ?? [];
      const found = earlier.find(({ drawn, used }) => isUnchanged(used, around) && isSame(drawn));
      if (found !== undefined) return found.drawn;
      const asked = new Map<string, Set<string>>();
      const drawn = draw(watch(around, asked));
      const used = [...asked].flatMap(([part, names]) =>
        [...names].map((name) => [part, name, textAt(around, part, name)] as const),
      );
      remembered.set(key, [...earlier, { drawn, used }]);
      return drawn;
    },
    texts,
    finished: new Finished(),
    forgetUnused: () => {
      remembered.forgetUnused();
      texts.forgetUnused();
    },
  };
}

/** Whether a slide looks the same whatever else there is. */
export function isPlain({ links, assets, noteAssets, otherAssets }: RenderedSlide): boolean {
  return [links, assets, noteAssets, otherAssets].every((each) => each.length === 0);
}

/** All of `values` in a few letters. */
export function digestOf(values: unknown): string {
  return createHash('sha1').update(JSON.stringify(values)).digest('base64url');
}

class Finished {
  readonly #slides = new WeakMap<object, { readonly slide: RenderedSlide; readonly circumstances: string }>();

  get({ fields }: Slide, circumstances: string): RenderedSlide | undefined {
    const found = this.#slides.get(fields);
    return found?.circumstances === circumstances ? found.slide : undefined;
  }

  set(slide: RenderedSlide, circumstances: string): void {
    this.#slides.set(slide.slide.fields, { slide, circumstances });
  }
}

/** A map that forgets what nobody asks for. */
class Recent<T> {
  #current = new Map<string, T>();
  #earlier = new Map<string, T>();

  get(key: string): T | undefined {
    const found = this.#current.get(key) ?? this.#earlier.get(key);
    if (found !== undefined) this.#current.set(key, found);
    return found;
  }

  set(key: string, value: T): void {
    this.#current.set(key, value);
  }

  forgetUnused(): void {
    this.#earlier = this.#current;
    this.#current = new Map();
  }
}

function isUnchanged(used: Remembered['used'], around: Surroundings): boolean {
  return used.every(([part, name, value]) => textAt(around, part, name) === value);
}

function textAt(around: Surroundings, part: string, name: string): string {
  const value = (around[part] as Record<string, unknown>)[name];
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const known = written.get(value) ?? JSON.stringify(value);
  written.set(value, known);
  return known;
}

/** Slides share most of what stands around them. */
const written = new WeakMap<object, string>();

/** The same values; `asked` learns which of them a template looks at. */
function watch(around: Surroundings, asked: Map<string, Set<string>>): Surroundings {
  const parts = Object.entries(around).map(([part, values]) => {
    const names = new Set<string>();
    asked.set(part, names);
    const watched = {};
    for (const [name, value] of Object.entries(values)) {
      const get = (): unknown => {
        names.add(name);
        return value;
      };
      Object.defineProperty(watched, name, { enumerable: true, get });
    }
    return [part, watched];
  });
  return Object.fromEntries(parts);
}

const layoutNames = new WeakMap<Layout, string>();
let layoutCount = 0;

/** Its name and which reading of its files it is: a layout may change between two builds. */
export function nameOf(layout: Layout): string {
  const known = layoutNames.get(layout) ?? `${layout.name} ${++layoutCount}`;
  layoutNames.set(layout, known);
  return known;
}
