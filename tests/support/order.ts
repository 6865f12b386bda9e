import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const tests = fileURLToPath(new URL('..', import.meta.url));

/** The files that take longest, the longest first: at the end no worker goes on alone with one of them. */
const longest = [
  'browser/kill',
  'browser/fit',
  'browser/print-formats',
  'browser/in-step',
  'browser/same',
  'browser/presenter-view',
  'browser/presenter',
  'browser/present',
  'unit/preview-saves',
  'errors',
  'browser/print-fit',
  'browser/deck',
  'browser/print-structure',
  'browser/images',
  'gallery',
  'browser/pdf',
  'browser/interrupt',
  'unit/preview-same',
  'browser/preview',
  'browser/print-refused',
  'browser/languages',
  'browser/confine',
  'unit/schema',
  'package',
];

/** A fresh clone remembers no durations, which vitest would go by. A file that is not in the list comes after those. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const usual = await super.sort(files);
    return usual.toSorted((a, b) => rankOf(a) - rankOf(b));
  }
}

function rankOf({ moduleId }: TestSpecification): number {
  const name = relative(tests, moduleId)
    .replaceAll('\\', '/')
    .replace(/\.test\.ts$/, '');
  const at = longest.indexOf(name);
  return at === -1 ? longest.length : at;
}
