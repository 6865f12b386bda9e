import type { Code } from '../diagnostics/codes.ts';

/** Codes that only a browser can find: `turnout check --fit` and the exports look for them. */
export const fitCodes: ReadonlySet<Code> = new Set<Code>([
  'fit-overflow',
  'fit-cut',
  'fit-overlap',
  'fit-broken-image',
  'fit-enlarged-image',
  'fit-small-text',
  'fit-contrast',
  'fit-code-wrap',
]);
