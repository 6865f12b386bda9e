import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, launch, type Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { repository } from '../support/cases.ts';
import { turnout } from '../support/cli.ts';
import { expectAt, openDeck, openPresenter, part } from '../support/presenter.ts';
import { temporaryFolder } from '../support/talk.ts';

const firefox = (process.env.PATH ?? '')
  .split(delimiter)
  .flatMap((folder) => ['firefox-esr', 'firefox'].map((name) => join(folder, name)))
  .find((path) => existsSync(path));

// Not on every machine; where it is missing the report says that this was skipped.
describe.skipIf(firefox === undefined)('a single file in Firefox, from disk', () => {
  const scratch = temporaryFolder('firefox');
  const complaints: string[] = [];
  const requests = new Set<string>();
  let browser: Browser;
  let audience: Page;
  let url: string;

  beforeAll(async () => {
    const showcase = join(repository, 'slides/four-way-fork');
    const built = await turnout(
      ['build', showcase, '--notes', '--single-file', '-o', 'talk.html'],
      scratch.path,
    );
    expect(built.code, built.stderr).toBe(0);
    // Alone, as on a USB stick.
    mkdirSync(join(scratch.path, 'stick'));
    copyFileSync(join(scratch.path, 'talk.html'), join(scratch.path, 'stick/talk.html'));
    url = pathToFileURL(join(scratch.path, 'stick/talk.html')).href;
    browser = await launch({ browser: 'firefox', executablePath: firefox ?? '', timeout: 50_000 });
    audience = await browser.newPage();
    await audience.setViewport({ width: 1280, height: 720 });
    audience.on('console', (message) => {
      if (['error', 'warn'].includes(message.type())) complaints.push(message.text());
    });
    audience.on('pageerror', (error) => complaints.push((error as Error).message));
    audience.on('request', (request) => requests.add(request.url().replace(/[?#].*$/, '')));
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    scratch.remove();
  });

  test('opens, draws with its own fonts and pictures, and asks for nothing', async () => {
    await openDeck(audience, url);
    const faces = await audience.evaluate(() =>
      [...document.fonts].map((face) => `${face.family} ${face.status}`),
    );
    expect(faces.length).toBeGreaterThan(3);
    expect(faces.filter((face) => !face.endsWith(' loaded'))).toEqual([]);
    expect(await audience.$$eval('img', (all) => all.filter((each) => each.naturalWidth < 2).length)).toBe(0);
    await audience.keyboard.press('End');
    await expectAt({ slide: 'closing', step: -1 }, audience);
    await audience.goto(`${url}#/same-prompt/1`);
    await expectAt({ slide: 'same-prompt', step: 1 }, audience);
    // Firefox does not report what it reads from disk as a request; the page itself knows.
    const loaded = await audience.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name),
    );
    const others = [...requests, ...loaded].filter((each) => !each.startsWith('data:') && each !== url);
    expect(others).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('both windows are in step, also after a reload of either', async () => {
    await openDeck(audience, `${url}#/same-prompt/1`);
    const presenter = await openPresenter(audience);
    expect(await part(presenter, 'notes')).not.toBe('');
    await presenter.keyboard.press('PageDown');
    await expectAt({ slide: 'same-prompt', step: 2 }, audience, presenter);
    await audience.keyboard.press('PageDown');
    await expectAt({ slide: 'same-prompt', step: 3 }, audience, presenter);
    await presenter.reload();
    await expectAt({ slide: 'same-prompt', step: 3 }, audience, presenter);
    await presenter.keyboard.press('PageUp');
    await expectAt({ slide: 'same-prompt', step: 2 }, audience, presenter);
    await audience.reload();
    await expectAt({ slide: 'same-prompt', step: 2 }, audience, presenter);
    await audience.keyboard.press('PageDown');
    await expectAt({ slide: 'same-prompt', step: 3 }, audience, presenter);
    expect(complaints).toEqual([]);
  });
});
