import { build } from './build.mjs';

/** Called by vitest before the first test. */
export async function setup() {
  await build();
}
