import type { Link } from '../link/link.ts';
import type { Position } from '../link/state.ts';
import { readyTimer, spentOn } from '../link/timer.ts';
import type { Options, Words } from '../page/options.ts';
import { decodePictures } from '../page/ready.ts';
import { marksOn } from '../tools/ink.ts';
import { createLayer } from '../tools/layer.ts';
import { type Agenda, createAgenda } from './agenda.ts';
import { next } from './moves.ts';
import { createNotes, type NotesView } from './notes.ts';
import { type Parts, setText } from './parts.ts';
import { type Plan, planOf } from './plan.ts';
import { readChapters, readSheets, type Sheet } from './slides.ts';
import { createStage, type Stage } from './stage.ts';
import { cueOf } from './steps.ts';
import { formatSpan } from './time.ts';
import { showTimes } from './times.ts';

/** Everything that is drawn in the presenter view. It changes nothing: who uses it says what to show. */
export class View {
  readonly notes: NotesView;
  readonly now: Stage;
  sheets: readonly Sheet[] = [];
  readonly #next: Stage;
  readonly #agenda: Agenda;
  readonly #layer;
  readonly #parts: Parts;
  readonly #slides: Element;
  readonly #options: Options;
  readonly #words: Words;
  #plan: Plan = planOf([], undefined);

  constructor(parts: Parts, slides: Element, { options, words, jump }: ViewOptions) {
    this.#parts = parts;
    this.#slides = slides;
    this.#options = options;
    this.#words = words;
    this.#layer = createLayer(options.always.width, options.always.height);
    this.now = createStage(parts.get('now'), options.always, this.#layer);
    this.#next = createStage(parts.get('next'), options.always, undefined);
    this.notes = createNotes(parts, options, words);
    this.#agenda = createAgenda(parts, jump);
    this.refresh();
  }

  /** The slides of the page were changed. */
  refresh(): void {
    const { duration } = this.#options;
    this.sheets = readSheets(this.#slides);
    this.#plan = planOf(this.sheets, duration === undefined ? undefined : duration * 60_000);
    this.#agenda.build(readChapters(this.#slides, this.sheets));
    this.now.refresh();
    this.#next.refresh();
  }

  showPlace(place: Position): void {
    const index = this.sheets.findIndex(({ id }) => id === place.slide);
    const sheet = this.sheets[index];
    if (sheet === undefined) return;
    const following = next(this.sheets, place);
    const nextSheet = this.sheets.find(({ id }) => id === following?.slide);
    this.now.show(sheet, place);
    this.#next.show(nextSheet, following);
    this.#parts.get('end').hidden = following !== undefined;
    this.#parts.get('next').hidden = following === undefined;
    this.notes.show(sheet, place);
    this.#showNames(sheet, place, following);
    const around = [index, index + 1, index + 2, index - 1].map((at) => this.sheets[at]?.box);
    void decodePictures(around);
  }

  showState(link: Link, place: Position): void {
    const { root, get } = this.#parts;
    const black = link.value('black') ?? false;
    root.classList.toggle('is-black', black);
    get('black').hidden = !black;
    for (const button of this.#parts.buttons('black')) button.setAttribute('aria-pressed', String(black));
    const [ink, pen, laser] = [link.value('ink'), link.value('pen'), link.value('laser')];
    this.#layer.show(marksOn(place.slide, { ink, pen, laser }));
    this.showTime(link, place);
  }

  showTime(link: Link, { slide }: Position): void {
    const timer = link.value('timer') ?? readyTimer;
    const now = link.now();
    showTimes(this.#parts, this.#words, { timer, plan: this.#plan, slide, now });
    const planned = this.#plan.slides.get(slide) ?? 0;
    const spent = formatSpan(spentOn(timer, slide, now));
    const time = planned > 0 ? `${spent} / ${formatSpan(planned)}` : spent;
    setText(this.#parts.get('slide-time'), time);
    this.#agenda.show(slide, { timer, plan: this.#plan, now });
  }

  #showNames(sheet: Sheet, { step }: Position, following: Position | undefined): void {
    const words = this.#words;
    const place = words('slide', { n: sheet.number, all: this.sheets.length });
    const at = sheet.steps === 0 ? place : `${place}, ${words('step', { n: step + 1, all: sheet.steps })}`;
    const isStep = following?.slide === sheet.id;
    setText(this.#parts.get('place'), at);
    setText(this.#parts.get('next-name'), words(isStep ? 'next-step' : 'next'));
    const other = this.sheets.find(({ id }) => id === following?.slide);
    const cue = isStep ? cueOf(sheet.box, step + 1) : (other?.title ?? '');
    setText(this.#parts.get('cue'), cue);
    setText(this.#parts.get('status'), `${at}: ${sheet.title}`);
  }
}

export interface ViewOptions {
  readonly options: Options;
  readonly words: Words;
  readonly jump: (slide: string) => void;
}
