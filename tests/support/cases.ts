import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

export const repository = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '');
const cases = join(repository, 'tests/cases');

/** Names of the case folders of a stage. */
export function caseNames(stage: string): string[] {
  return readdirSync(join(cases, stage)).sort();
}

export function caseFolder(stage: string, name: string): string {
  return join(cases, stage, name);
}

/**
 * Holds a text against a file of expectations. `UPDATE=1` writes it instead, but never in CI: there a missing
 * expectation is a failure.
 */
export function expectFile(path: string, actual: string): void {
  const text = actual.endsWith('\n') ? actual : `${actual}\n`;
  if (process.env.UPDATE === '1' && process.env.CI === undefined) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return;
  }
  expect(existsSync(path), `${path} is missing; UPDATE=1 writes it`).toBe(true);
  expect(text).toBe(readFileSync(path, 'utf8'));
}
