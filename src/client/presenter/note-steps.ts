/**
 * Lights what is said at a step; gives back the first part that was lit anew. A step without a part of its own goes on with the
 * words of the one before. Each channel of notes has its own parts.
 */
export function lightStep(notes: Element, step: number): HTMLElement | undefined {
  const lit: HTMLElement[] = [];
  for (const channel of notes.querySelectorAll('.notes-steps')) {
    const parts = [...channel.querySelectorAll<HTMLElement>(':scope > .notes-step')];
    const reached = parts.map(stepOf).filter((each) => each <= step + 1);
    const current = Math.max(-1, ...reached);
    for (const part of parts) {
      const isNow = stepOf(part) === current;
      if (isNow && !part.hasAttribute('aria-current')) lit.push(part);
      if (isNow) part.setAttribute('aria-current', 'step');
      else part.removeAttribute('aria-current');
    }
  }
  return lit[0];
}

function stepOf(part: HTMLElement): number {
  return Number(part.dataset.step);
}
