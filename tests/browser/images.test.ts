import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadImage } from '@napi-rs/canvas';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { turnout, turnoutProcess } from '../support/cli.ts';
import { temporaryFolder, writeFiles } from '../support/talk.ts';

const folder = temporaryFolder('images');
const deck = join(folder.path, 'talk');
afterAll(() => folder.remove());

const section = (slides: readonly string[]): string => `title: Only\nslides:\n${slides.join('\n')}\n`;
const slides = [
  '  - {id: first, layout: statement, statement: A first statement}',
  '  - {id: gitops, layout: bullets, title: Points, points: [one, two], steps: true}',
  '  - {id: last, layout: statement, statement: A last statement}',
];

beforeAll(() => {
  writeFiles(deck, { 'deck.yaml': 'title: A talk\n', 'sections/10-only.yaml': section(slides) });
});

const run = (target: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}) =>
  turnout(['images', deck, '-o', target, ...args], folder.path, env);

const visible = (target: string): string[] => readdirSync(target).filter((name) => !name.startsWith('.'));

async function sizeOf(path: string): Promise<string> {
  const { width, height } = await loadImage(readFileSync(path));
  return `${width} × ${height}`;
}

describe('a picture a slide', () => {
  const target = join(folder.path, 'pictures');

  test('is named by number and id, and has the width that was asked for', async () => {
    const ran = await run(target);
    expect(ran.code, ran.stderr).toBe(0);
    expect(ran.stdout).toContain('3 pictures');
    expect(visible(target)).toEqual(['001-first.png', '002-gitops.png', '003-last.png']);
    for (const name of visible(target)) expect(await sizeOf(join(target, name))).toBe('1920 × 1080');
  });

  test('for each step shows one thing more; pictures of an earlier run go, files of others stay', async () => {
    writeFileSync(join(target, 'mine.txt'), 'not of Turnout');
    const ran = await run(target, [
      '--steps',
      'all',
      '--format',
      'webp',
      '--width',
      '801',
      '--contact-sheet',
    ]);
    expect(ran.code, ran.stderr).toBe(0);
    const states = ['002.1-gitops.webp', '002.2-gitops.webp', '002.3-gitops.webp'];
    expect(visible(target)).toEqual([
      '001-first.webp',
      ...states,
      '003-last.webp',
      'contact-sheet.webp',
      'mine.txt',
    ]);
    expect(await sizeOf(join(target, '001-first.webp'))).toBe('801 × 451');
    const contents = states.map((name) => readFileSync(join(target, name)).toString('base64'));
    expect(new Set(contents).size).toBe(states.length);
    // Two columns of slides that are at least wide enough to be told apart.
    const sheet = await loadImage(readFileSync(join(target, 'contact-sheet.webp')));
    expect(sheet.width).toBeGreaterThan(2 * 240);
    expect(sheet.width).toBeLessThanOrEqual(801);
  });

  test('is the same bytes for the same input', async () => {
    const [one, two] = [join(folder.path, 'one'), join(folder.path, 'two')];
    for (const [target, start] of [
      [one, turnout],
      [two, turnoutProcess],
    ] as const) {
      const ran = await start(['images', deck, '-o', target, '--width', '640'], folder.path);
      expect(ran.code, ran.stderr).toBe(0);
    }
    for (const name of visible(one))
      expect(readFileSync(join(one, name)).equals(readFileSync(join(two, name))), name).toBe(true);
  });
});

describe('pictures that cannot be made', () => {
  const target = join(folder.path, 'kept');
  const torn =
    '  - {id: torn, layout: image, title: Torn, image: {src: assets/torn.png, alt: A torn picture}}';

  beforeAll(async () => {
    expect((await run(target, ['--width', '320'])).code).toBe(0);
  });

  async function expectRefused(
    args: readonly string[],
    env: NodeJS.ProcessEnv = {},
  ): Promise<{ code: number | null; stderr: string }> {
    const before = visible(target).map((name) => readFileSync(join(target, name)).toString('base64'));
    const ran = await run(target, args, env);
    const after = visible(target).map((name) => readFileSync(join(target, name)).toString('base64'));
    expect(after).toEqual(before);
    return ran;
  }

  test('for a picture that is none name the file and the slide', async () => {
    writeFiles(deck, {
      'assets/torn.png': 'not a picture',
      'sections/10-only.yaml': section([...slides, torn]),
    });
    const { code, stderr } = await expectRefused([]);
    expect(stderr).toMatch(/error\[(print-asset-failed|unreadable-asset|asset-type)\]/);
    expect(stderr).toContain('torn.png');
    expect(code).toBe(1);
    writeFiles(deck, { 'sections/10-only.yaml': section(slides) });
  });

  test('for a deadline that has passed say what was being done', async () => {
    const { code, stderr } = await expectRefused(['--timeout', '0.05']);
    expect(stderr).toContain('error[print-timeout]');
    expect(code).toBe(3);
  });

  test('for a browser that is not there say so', async () => {
    const { code, stderr } = await expectRefused([], { TURNOUT_BROWSER: join(folder.path, 'none') });
    expect(stderr).toContain('error[browser-missing]');
    expect(code).toBe(3);
  });

  test('for a target that is a file fail before a browser starts', async () => {
    const { code, stderr } = await run(join(deck, 'deck.yaml'), [], {
      TURNOUT_BROWSER: join(folder.path, 'none'),
    });
    expect(stderr).toContain('error[output-not-writable]');
    expect(code).toBe(3);
    expect(existsSync(join(deck, 'deck.yaml'))).toBe(true);
  });

  test('for a width that is none are a mistake of the command line', async () => {
    expect((await run(target, ['--width', '1.5'])).code).toBe(2);
  });
});
