import type { Span } from '../diagnostics/source.ts';
import type { Step } from './history.ts';

/** Why something of an edition is as it is. */
export interface Explanation {
  readonly subject: Subject;
  /** As the audience gets it; undefined for what is not set or not shown. */
  readonly value?: string;
  /** The oldest first. */
  readonly steps: readonly Step[];
  readonly variables: readonly ExplainedVariable[];
  /** Items of a list and parts of notes that a condition takes out. */
  readonly conditions: readonly LeftOutPart[];
  /** What it consists of: the fields of a slide, the keys of a section or of the deck. */
  readonly parts: readonly ExplainedPart[];
  /** Why the edition does not have the slide. */
  readonly leftOut?: Departure;
  readonly remarks: readonly string[];
}

export interface Subject {
  readonly kind: 'slide' | 'section' | 'deck';
  /** Empty for the deck. */
  readonly id: string;
  /** Path of the field; empty for all of it. */
  readonly path: string;
  /** What is said of the whole: "layout `bullets`, slide 12 of 48". */
  readonly about: string;
}

export interface ExplainedPart {
  readonly path: string;
  readonly value: string;
  readonly by: string;
  readonly span?: Span;
}

export interface ExplainedVariable {
  readonly name: string;
  readonly value: string;
  readonly steps: readonly Step[];
}

export interface LeftOutPart {
  readonly path: string;
  readonly condition: string;
  readonly span: Span;
}

export interface Departure {
  readonly by: string;
  /** What did it, in words. */
  readonly reason: string;
  readonly span?: Span;
}
