import { createHash } from 'node:crypto';
import { clientScript, inlineScript } from '../assemble/deck-page.ts';
import { assembleFitFrame } from '../assemble/fit-page.ts';
import { reportMeasured, reportPicture } from '../check/fit.ts';
import { applyIgnores } from '../check/ignore.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Host } from '../host.ts';
import { type Deck, slidesOf } from '../model/deck.ts';
import { type RenderedDeck, renderedSlides } from '../model/rendered.ts';
import type { EditorPlace } from './editor.ts';
import { parseFindings } from './findings.ts';
import type { FitFinding, FitNews, FitWork } from './message.ts';
import { toProblems } from './problems.ts';
import type { Answer } from './server.ts';

/** So many slides a page is given at a time: what it finds is told after each lot. */
const lot = 6;
/** They are listed on request only, and come seldom. */
const mostShown = 100;
/** Findings that are kept beyond those of the slides that there are, so that an undone edit is known. */
const spare = 500;

/** What is measured: a slide as it is in a frame. Equal ones are measured once. */
interface Unit {
  readonly id: string;
  readonly key: string;
  readonly html: string;
}

/** A build whose slides may have to be measured. */
export interface Measurable {
  readonly deck: Deck;
  readonly css: string;
  /** Draws the slides with marks that say which field a text came from. */
  readonly marked: () => RenderedDeck;
}

/**
 * What does not fit on the slides. Open pages measure them, a few at a time, while they have nothing else to do; the
 * server says which, and what it means in terms of files and lines.
 */
export class FitDesk {
  readonly #host: Host;
  readonly #measured = new Map<string, FitFinding>();
  #build: Measurable | undefined;
  /** Whether the slides of that build are not drawn yet. */
  #isNew = false;
  #units: readonly Unit[] = [];
  /** Ids of slides that are other than they were. */
  #changed: ReadonlySet<string> = new Set();
  #assets = 0;
  #frame = { version: '', html: '', script: '' };

  constructor(host: Host) {
    this.#host = host;
  }

  /** `assets` counts changes of pictures and fonts, which keep their address. */
  renew(build: Measurable, assets: number): void {
    this.#build = build;
    this.#assets = assets;
    this.#isNew = true;
  }

  /** The frame in which one slide after the other is laid out. It runs our script, and reaches nothing but this server. */
  frame(): Answer {
    const hash = createHash('sha256').update(this.#frame.script).digest('base64');
    const policy = [
      "default-src 'none'",
      `script-src 'sha256-${hash}'`,
      "style-src 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self' data:",
      "media-src 'self' data:",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'self'",
    ].join('; ');
    return {
      name: 'index.html',
      body: this.#frame.html,
      headers: { 'content-security-policy': policy },
    };
  }

  /** What should be measured next by a page that shows the slide at `index`: what changed, then what is near. */
  work(index: number): FitWork | undefined {
    if (this.#build === undefined) return undefined;
    if (this.#isNew) this.#draw(this.#build);
    const waiting = this.#units
      .map((unit, at) => ({ unit, rank: this.#changed.has(unit.id) ? -1 : Math.abs(at - index) }))
      .filter(({ unit }) => !this.#measured.has(unit.key))
      .sort((a, b) => a.rank - b.rank);
    const slides = waiting.slice(0, lot).map(({ unit: { key, html } }) => ({ key, html }));
    return { version: this.#frame.version, ...this.#build.deck.size, slides };
  }

  /** Takes what a page posts. False when it is not to be understood. */
  take(body: string): boolean {
    const found = parseFindings(body);
    if (found === undefined) return false;
    const known = new Set(this.#units.map(({ key }) => key));
    for (const each of found) if (known.has(each.key)) this.#measured.set(each.key, each);
    this.#forget(known);
    return true;
  }

  /** What is known of the slides, at the places where their texts stand now. */
  report(): FitNews & { readonly places: readonly EditorPlace[] } {
    const { deck } = this.#build ?? {};
    if (deck === undefined) return { problems: [], more: 0, places: [] };
    const told = new Map<Diagnostic, { readonly slide: string; readonly step?: number }>();
    for (const slide of slidesOf(deck)) {
      const unit = this.#units.find(({ id }) => id === slide.id);
      const found = unit === undefined ? undefined : this.#measured.get(unit.key);
      if (found === undefined) continue;
      const { faults } = found;
      for (const [index, each] of reportMeasured(deck, [{ id: slide.id, faults, unseen: 0 }]).entries()) {
        const { step } = faults[index] ?? {};
        told.set(each, { slide: slide.id, ...(step === undefined ? {} : { step }) });
      }
      for (const href of found.broken)
        told.set(reportPicture(slide, href, 'is not an image that can be shown'), { slide: slide.id });
    }
    const kept = applyIgnores([...told.keys()], deck.ignores, new Set(deck.ignores.map(({ code }) => code)));
    // The deck is shown all the same.
    const mild = kept.map((each): Diagnostic => ({ ...each, severity: 'warning' }));
    const { problems, more, places } = toProblems(mild, this.#host.cwd, mostShown);
    const led = problems.map((each, index) => ({ ...each, ...told.get(kept[index] as Diagnostic) }));
    return { problems: led, more, places };
  }

  #draw({ deck, css, marked }: Measurable): void {
    this.#isNew = false;
    const script = inlineScript(clientScript(this.#host, 'fit'));
    const html = assembleFitFrame(this.#host, deck, css, script);
    const version = digest(`${this.#assets} ${html}`);
    const isSame = version === this.#frame.version;
    const before = new Map(this.#units.map(({ id, key }) => [id, key]));
    this.#frame = { version, html, script };
    this.#units = renderedSlides(marked()).map(({ slide, html }) => ({
      id: slide.id,
      key: digest(version + html),
      html,
    }));
    const changed = this.#units.filter(({ id, key }) => before.get(id) !== key);
    this.#changed = new Set(isSame ? changed.map(({ id }) => id) : []);
  }

  #forget(known: ReadonlySet<string>): void {
    for (const key of this.#measured.keys()) {
      if (this.#measured.size <= known.size + spare) return;
      if (!known.has(key)) this.#measured.delete(key);
    }
  }
}

function digest(text: string): string {
  return createHash('sha1').update(text).digest('base64url');
}
