import type { Source } from '../diagnostics/source.ts';
import type { Contract } from './contract.ts';

/** A folder under `templates/layouts/`, read and checked. */
export interface Layout {
  readonly name: string;
  /** Absolute path of its folder. */
  readonly folder: string;
  readonly contract: Contract;
  readonly template: Source;
  /** Structural CSS; empty when the layout has none. */
  readonly css: string;
}
