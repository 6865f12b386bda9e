import type { Browser, Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchTestBrowser, watchedPage } from '../support/browser.ts';
import { createTestDeck, type TestDeck } from '../support/preview-deck.ts';
import { PreviewPage } from '../support/preview-page.ts';

let browser: Browser;
let deck: TestDeck;
let page: Page;
let at: PreviewPage;
let complaints: readonly string[];

beforeAll(async () => {
  browser = await launchTestBrowser();
  deck = createTestDeck();
});
afterAll(async () => {
  await browser.close();
  await deck.remove();
});

const section = 'sections/30-three.yaml';

/** 20 seconds of silence: WAV, one channel, 8 bits, 4000 a second. */
function silence(): string {
  const length = 80_000;
  const bytes = Buffer.alloc(44 + length, 128);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(36 + length, 4);
  bytes.write('WAVEfmt ', 8);
  for (const [index, value] of [16, 0x10001, 4_000, 4_000, 0x80001].entries())
    bytes.writeUInt32LE(value, 16 + 4 * index);
  bytes.write('data', 36);
  bytes.writeUInt32LE(length, 40);
  return `data:audio/wav;base64,${bytes.toString('base64')}`;
}

function writeSlide(words: string): void {
  deck.write(section, `title: Three\nslides:\n  - id: sound\n    layout: sound\n    words: ${words}\n`);
}

beforeEach(async () => {
  const contract =
    'description: A sound\ntitle: words\nfields:\n  words: { type: text, max: 60, description: Words }\n';
  deck.write('templates/layouts/sound/contract.yaml', contract);
  deck.write(
    'templates/layouts/sound/layout.hbs',
    `<h2>{{words}}</h2><audio controls muted title="{{words}}" src="${silence()}"></audio>\n`,
  );
  writeSlide('Listen');
  deck.edit();
  const watched = await watchedPage(browser);
  page = watched.page;
  complaints = watched.complaints;
  at = new PreviewPage(page);
  const preview = await deck.preview();
  await at.open(`${preview.url}#/sound`);
});

interface Sound {
  readonly isSame: boolean;
  readonly isPaused: boolean;
  readonly time: number;
  /** Times at which it began anew or was stopped. */
  readonly breaks: number;
  readonly title: string;
}

async function play(): Promise<void> {
  await page.evaluate(async () => {
    const audio = document.querySelector('audio') as HTMLAudioElement;
    Object.assign(globalThis, { audio, breaks: 0 });
    await audio.play();
    for (const name of ['pause', 'emptied', 'seeking'])
      audio.addEventListener(name, () => Object.assign(globalThis, { breaks: 1 }));
  });
  await page.waitForFunction(() => (document.querySelector('audio')?.currentTime ?? 0) > 0.2);
}

function sound(): Promise<Sound> {
  return page.evaluate(() => {
    const now = document.querySelector('audio') as HTMLAudioElement;
    const kept = globalThis as unknown as { audio: HTMLAudioElement; breaks: number };
    return {
      isSame: now === kept.audio,
      isPaused: now.paused,
      time: now.currentTime,
      breaks: kept.breaks,
      title: now.title,
    };
  });
}

test('what plays goes on while another slide is saved, and while its own is', async () => {
  await play();
  const { time } = await sound();
  deck.edit('The end', 'The very end');
  await at.shows('The very end');
  const after = await sound();
  expect(after).toMatchObject({ isSame: true, isPaused: false, breaks: 0 });
  expect(after.time).toBeGreaterThanOrEqual(time);

  writeSlide('Listen again');
  await at.shows('Listen again');
  const changed = await sound();
  expect(changed).toMatchObject({ isSame: true, isPaused: false, breaks: 0, title: 'Listen again' });
  expect(changed.time).toBeGreaterThanOrEqual(after.time);
  await page.waitForFunction(
    (before: number) => (document.querySelector('audio')?.currentTime ?? 0) > before,
    {},
    changed.time,
  );
  expect(complaints).toEqual([]);
  await page.close();
});

test('where a browser cannot move an element, another goes on at the same time', async () => {
  await page.evaluate(() => {
    Object.assign(Element.prototype, { moveBefore: undefined });
  });
  await play();
  const { time } = await sound();
  writeSlide('Listen further');
  await at.shows('Listen further');
  await page.waitForFunction(
    (before: number) => (document.querySelector('audio')?.currentTime ?? 0) > before,
    {},
    time,
  );
  expect(await sound()).toMatchObject({ isSame: false, isPaused: false, title: 'Listen further' });
  await page.close();
});
