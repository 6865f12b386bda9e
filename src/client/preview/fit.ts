import type { Problem } from '../../preview/message.ts';
import type { Fault } from '../fit/faults.ts';
import { frameOf } from '../fit/frame.ts';
import { findOverlaps } from '../fit/overlap.ts';
import { readPictures } from '../fit/pictures.ts';
import { findRoomFaults } from '../fit/room.ts';
import { findSmallText } from '../fit/type.ts';
import { readWords } from '../fit/words.ts';
import type { RevealApi } from './reveal.ts';

/** After the last move or save: nobody waits for it; ms. */
const idleMs = 400;

const says: Partial<Record<Fault['kind'], (fault: Fault) => string>> = {
  overflow: (fault) => {
    const { px, axis } = fault as Extract<Fault, { kind: 'overflow' }>;
    return `${quoted(fault)} is ${px} px too ${axis} for its place`;
  },
  'title-lines': (fault) =>
    `${quoted(fault)} takes ${(fault as Extract<Fault, { kind: 'title-lines' }>).lines} lines; a title has room for 2`,
  cut: (fault) =>
    `${quoted(fault)} is cut off: ${(fault as Extract<Fault, { kind: 'cut' }>).px} px of it are not seen`,
  hidden: (fault) => `${quoted(fault)} is not seen`,
  overlap: (fault) => {
    const { over, px } = fault as Extract<Fault, { kind: 'overlap' }>;
    return `${quoted(fault)} lies over \`${over.words}\` by ${px} px`;
  },
  'small-text': (fault) => {
    const { size, least } = fault as Extract<Fault, { kind: 'small-text' }>;
    return `${quoted(fault)} is set in ${size} px; ${least} px is the least`;
  },
};

const codes: Partial<Record<Fault['kind'], string>> = {
  overflow: 'fit-overflow',
  'title-lines': 'fit-overflow',
  cut: 'fit-cut',
  hidden: 'fit-cut',
  overlap: 'fit-overlap',
  'small-text': 'fit-small-text',
};

function quoted({ words }: Fault): string {
  return `\`${words}\``;
}

/** Measures the slide on screen as it is, whenever the page has nothing else to do. `tell` gets what does not fit. */
export function watchFit(reveal: RevealApi, tell: (faults: readonly Problem[]) => void): () => void {
  let timer: number | undefined;
  const soon = (): void => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => requestIdleCallback(look, { timeout: 2_000 }), idleMs);
  };
  const look = (): void => {
    const section = reveal.getCurrentSlide();
    const slide = section?.querySelector<HTMLElement>('.slide');
    // In the overview slides are turned and made small.
    if (section === undefined || slide === null || slide === undefined || reveal.isOverview()) return;
    tell(faultsOf(slide).flatMap((fault) => problemOf(fault, section.id) ?? []));
  };
  for (const event of ['slidechanged', 'fragmentshown', 'fragmenthidden']) reveal.on(event, soon);
  soon();
  return soon;
}

function faultsOf(slide: HTMLElement): Fault[] {
  const frame = frameOf(slide);
  const words = readWords(frame);
  const room = findRoomFaults(frame, words, readPictures(frame));
  const inPlace = words.filter((each) => !room.concerned.has(each));
  return [...room.faults, ...findOverlaps(inPlace), ...findSmallText(frame, words)];
}

function problemOf(fault: Fault, slide: string): Problem | undefined {
  const message = says[fault.kind]?.(fault);
  const code = codes[fault.kind];
  if (message === undefined || code === undefined) return undefined;
  return {
    severity: 'warning',
    code,
    message: `${message} (slide \`${slide}\`)`,
    related: [],
    hints: ['`turnout check --fit` names the field and looks at every slide and step'],
  };
}
