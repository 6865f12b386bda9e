import type { Position } from './state.ts';

/** `#/slide-id/step`, as reveal.js writes it. */
export function hashOf({ slide, step }: Position): string {
  return `#/${encodeURIComponent(slide)}${step < 0 ? '' : `/${step}`}`;
}

/** Undefined when the address names no slide by its id. */
export function readHash(hash: string): Position | undefined {
  const [, id, step] = /^#\/([^/]+)(?:\/(\d+))?$/.exec(hash) ?? [];
  if (id === undefined) return undefined;
  try {
    return { slide: decodeURIComponent(id), step: step === undefined ? -1 : Number(step) };
  } catch {
    return undefined;
  }
}

export function isSame(one: Position | undefined, other: Position | undefined): boolean {
  return one?.slide === other?.slide && one?.step === other?.step;
}
