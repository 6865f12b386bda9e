import { relative, sep } from 'node:path';
import { positionAt } from '../diagnostics/source.ts';
import type { PrintedSlide } from '../model/bundle.ts';
import type { Deck } from '../model/deck.ts';
import { plainText } from '../model/html.ts';
import type { RenderedDeck, RenderedSection, RenderedSlide } from '../model/rendered.ts';
import { cuedNotes, cuesEach } from './note-cues.ts';
import type { PagePlan } from './print-formats.ts';
import { linkedOnPaper, picturesIn } from './print-links.ts';
import { stepCues, stepStates } from './print-steps.ts';

/** What a print template sees of a slide. Everything is there, if empty: templates are strict. */
export interface Sheet {
  /** Unique in the document; the slide's own on its first sheet. */
  readonly id: string;
  readonly slide: string;
  readonly number: number;
  readonly title: string;
  /** The words of the slide's own heading; begins a section of the outline when `opens`. */
  readonly heading: string;
  readonly opens: boolean;
  readonly section: string;
  readonly minutes: string;
  /** From and to, counted from the start of the talk: `3:30–5:00`. */
  readonly clock: string;
  /** Heading of a section that no slide of its own announces. */
  readonly part: string;
  readonly html: string;
  readonly notes: string;
  /** What each step shows; none when the notes say it where it comes. */
  readonly cues: readonly Cue[];
}

interface Cue {
  readonly number: number;
  readonly text: string;
}

/** A sheet a slide, or one for each of its steps, in order. */
export function sheetsOf(rendered: RenderedDeck, plan: PagePlan): Sheet[] {
  const { deck } = rendered;
  const clocks = clocksOf(rendered);
  return rendered.sections.flatMap((section) =>
    section.slides.flatMap((each, index) => {
      const sheet = sheetOf(deck, section, each, index === 0, clocks.get(each.slide.id) ?? '');
      if (!plan.showsSteps) return [sheet];
      return stepStates(each.html).map((html, step) =>
        step === 0 ? { ...sheet, html } : { ...sheet, html, id: `${sheet.id}--${step + 1}`, part: '' },
      );
    }),
  );
}

function sheetOf(
  deck: Deck,
  section: RenderedSection,
  rendered: RenderedSlide,
  isFirst: boolean,
  clock: string,
): Sheet {
  const { slide } = rendered;
  const { minutes } = slide;
  const announced = slide.layout.contract.outline === 'section';
  const cues = stepCues(rendered.html);
  const listed = cuesEach(rendered.notes, cues.length) ? [] : cues;
  return {
    id: slide.id,
    slide: slide.id,
    number: slide.number,
    title: rendered.title,
    heading: headingOf(rendered),
    opens: announced,
    section: section.title,
    minutes:
      minutes === undefined ? '' : `${inMinutes(minutes)} ${deck.theme.labels.get('minutes') ?? 'min'}`,
    clock,
    part: isFirst && !announced ? section.title : '',
    html: rendered.html,
    notes: cuedNotes(rendered),
    cues: listed.map((text, index) => ({ number: index + 1, text })),
  };
}

/** When each slide that has minutes is on, as planned. */
function clocksOf({ sections }: RenderedDeck): Map<string, string> {
  const clocks = new Map<string, string>();
  let passed = 0;
  for (const { slide } of sections.flatMap(({ slides }) => slides)) {
    const { minutes } = slide;
    if (minutes === undefined) continue;
    clocks.set(slide.id, `${minutesAndSeconds(passed)}–${minutesAndSeconds(passed + minutes)}`);
    passed += minutes;
  }
  return clocks;
}

/** `2`, and `0:45` where somebody counts in seconds. */
function inMinutes(minutes: number): string {
  return Number.isInteger(minutes) ? String(minutes) : minutesAndSeconds(minutes);
}

function minutesAndSeconds(minutes: number): string {
  const seconds = Math.round(minutes * 60);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** What the pages must hold, a slide a row. */
export function printedSlides(rendered: RenderedDeck, plan: PagePlan): PrintedSlide[] {
  const { deck } = rendered;
  return rendered.sections.flatMap((section) =>
    section.slides.map((each) => {
      const { slide } = each;
      const { source, start } = slide.span;
      const file = relative(deck.folder, source.path).split(sep).join('/');
      const shown = plan.printsNotes ? each.html + each.notes : each.html;
      const notes = cuedNotes(each);
      return {
        id: slide.id,
        number: slide.number,
        title: headingOf(each),
        section: section.title,
        notes: plan.printsNotes ? plainText(notes) : '',
        remark: plainText(notes.replace(/<\/(?:p|li|h\d|pre|tr|blockquote)>/g, '$&\n')),
        pages: plan.showsSteps ? stepStates(each.html).length : 1,
        links: linkedOnPaper(shown),
        pictures: picturesIn(shown, each),
        file: `${file}:${positionAt(source, start).line}`,
      };
    }),
  );
}

/** What the outline will say: the words of the slide's own heading. */
function headingOf(rendered: RenderedSlide): string {
  const heading = /<h([12])\b[^>]*>(.*?)<\/h\1>/s.exec(rendered.html)?.[2];
  return heading === undefined ? rendered.title : plainText(heading.replace(/&#x([0-9a-f]+);/gi, fromHex));
}

/** Templates write quotes and the like as hexadecimal references. */
function fromHex(_: string, hex: string): string {
  return String.fromCodePoint(Number.parseInt(hex, 16));
}
