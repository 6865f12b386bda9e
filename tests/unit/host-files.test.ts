import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createNodeHost } from '../../src/host-node.ts';
import { temporaryFolder } from '../support/talk.ts';

const folder = temporaryFolder('host-files');
afterAll(() => folder.remove());

test('of several files all are replaced, or none when one cannot be written', () => {
  const host = createNodeHost();
  const at = (name: string): string => join(folder.path, name);
  writeFileSync(at('first'), 'old');
  mkdirSync(at('second'));
  const first = [at('first'), { content: 'new' }] as const;
  expect(() => host.writeFiles([first, [at('second'), { content: 'new' }]])).toThrow('is not a file');
  expect(() => host.writeFiles([first, [at('third'), { copyOf: at('nowhere') }]])).toThrow('ENOENT');
  expect(readFileSync(at('first'), 'utf8')).toBe('old');
  expect(readdirSync(folder.path).sort()).toEqual(['first', 'second']);
  host.writeFiles([first, [at('below/third'), { copyOf: at('first') }]]);
  expect(readFileSync(at('first'), 'utf8')).toBe('new');
  expect(readdirSync(at('below'))).toEqual(['third']);
});
