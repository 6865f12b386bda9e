import type { Contract } from '../model/contract.ts';

/** Names that a layout's template sees: its fields, and what is around its slide. */
export function templateNames(contract: Contract): Set<string> {
  return new Set([...contract.fields.keys(), ...surroundingNames]);
}

export const surroundingNames = ['slide', 'section', 'deck'] as const;
