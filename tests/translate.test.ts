import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { translateFile } from '../src/export/translate.ts';
import { createNodeHost } from '../src/host-node.ts';
import { formatLock, parseLock } from '../src/model/agreement.ts';
import { findTexts } from '../src/pipeline-texts.ts';
import { caseFolder, caseNames, expectFile } from './support/cases.ts';
import { turnout } from './support/cli.ts';

const host = createNodeHost();

interface Translated {
  readonly text: string;
  readonly lock: string;
  readonly counts: string;
}

function translate(folder: string, text: string, lock: string, stale: 'keep' | 'accept'): Translated {
  const { value, diagnostics } = findTexts(host, folder);
  expect(diagnostics).toEqual([]);
  if (value === undefined) throw new Error('the case has no deck');
  const source = { path: join(folder, 'locales/es.yaml'), text };
  const request = { locale: 'es', lang: value.lang, source, lock: parseLock(lock).lock, stale };
  const result = translateFile(value.texts, request);
  expect(result.diagnostics).toEqual([]);
  const states = result.units.map(({ state }) => state);
  const count = (wanted: string): number => states.filter((state) => state === wanted).length;
  return {
    text: result.text,
    lock: formatLock(result.lock),
    counts: `${states.length} texts, ${count('missing')} missing, ${count('stale')} stale`,
  };
}

function read(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/**
 * `tests/cases/translate/<name>/input/` is a deck with `locales/es.yaml` and `turnout.lock`, or without; `expected/` has
 * both as they are afterwards. A file `accept` says that stale translations hold.
 */
describe('the file of a locale', () => {
  for (const name of caseNames('translate')) {
    test(name, () => {
      const folder = caseFolder('translate', name);
      const input = join(folder, 'input');
      const [text, lock] = [read(join(input, 'locales/es.yaml')), read(join(input, 'turnout.lock'))];
      const stale = existsSync(join(folder, 'accept')) ? 'accept' : 'keep';
      const once = translate(input, text, lock, stale);
      expectFile(join(folder, 'expected/es.yaml'), once.text);
      expectFile(join(folder, 'expected/turnout.lock'), once.lock);
      expectFile(join(folder, 'expected/counts'), once.counts);
      // A second time there is nothing left to do.
      expect(translate(input, once.text, once.lock, 'keep')).toEqual(once);
      for (const word of ownWords(text)) expect(once.text).toContain(word);
    });
  }
});

/** Everything that a translator wrote: values and comments, but not what `turnout` wrote above a text. */
function ownWords(text: string): string[] {
  return text.split('\n').flatMap((line) => {
    if (/^\s*# (?:en|was|stale|left over)\b|^\s*# {3}\|/.test(line)) return [];
    return [...line.matchAll(/[\p{L}¿¡][\p{L}\p{M} ]{4,}/gu)].map(([word]) => word.trim());
  });
}

/**
 * `tests/cases/status/<name>/input/` is a folder that somebody stands in, `command` has what they type, a line each,
 * and `expected` what they see and the lock afterwards.
 */
describe('what somebody sees of a profile that the deck changed under', () => {
  for (const name of caseNames('status')) {
    test.concurrent(name, async () => {
      const folder = caseFolder('status', name);
      const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'case-of-turnout-')));
      try {
        cpSync(join(folder, 'input'), scratch, { recursive: true });
        let seen = '';
        for (const line of read(join(folder, 'command')).trim().split('\n')) {
          const ran = await turnout(line.split(' '), scratch);
          seen += `$ turnout ${line}\n${ran.stdout}${ran.stderr}exit ${ran.code}\n`;
        }
        expectFile(join(folder, 'expected'), `${seen}---\n${read(join(scratch, 'turnout.lock'))}`);
      } finally {
        rmSync(scratch, { recursive: true, force: true });
      }
    });
  }
});
