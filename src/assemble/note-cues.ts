import { escapeHtml, markSafe, type SafeHtml } from '../model/html.ts';
import type { RenderedSlide } from '../model/rendered.ts';
import { stepCues } from './print-steps.ts';

const heads = /(<div class="notes-step" data-step="(\d+)"><p class="notes-cue">[^<]*)(<\/p>)/g;

/** Notes on paper say at each of their parts what the step shows, so that no click is missed. */
export function cuedNotes({ html, notes }: Pick<RenderedSlide, 'html' | 'notes'>): SafeHtml {
  if (!notes.includes(' data-step="')) return notes;
  const cues = stepCues(html);
  return markSafe(
    notes.replace(heads, (_, head: string, step: string, end: string) => {
      const words = cues[Number(step) - 1] ?? '';
      return words === '' ? head + end : `${head} <span>${escapeHtml(words)}</span>${end}`;
    }),
  );
}

/** Whether the notes say by themselves when each of so many steps comes. */
export function cuesEach(notes: string, count: number): boolean {
  const cued = new Set([...notes.matchAll(heads)].map(([, , step]) => Number(step)));
  return Array.from({ length: count }, (_, index) => index + 1).every((step) => cued.has(step));
}
