import { expect, test } from 'vitest';
import { askRaw, hostilePaths } from '../support/hostile.ts';
import { useStage } from '../support/present.ts';

const stage = useStage();

/** Asks for every path behind a prefix, over sockets that take them as they are; gives back what was not refused. */
async function askAll(base: string, prefix: string): Promise<string[]> {
  const host = new URL(base).host;
  const answers = await Promise.all(
    hostilePaths.map(async (path) => {
      const answer = await askRaw(base, [
        `GET ${prefix}${path} HTTP/1.1`,
        `Host: ${host}`,
        'Connection: close',
      ]);
      const isRefused = /^HTTP\/1.1 40[0134] |^$/.test(answer) && !/root:|title:|slides:|"name"/.test(answer);
      return isRefused ? [] : [`${path}: ${answer.slice(0, 120)}`];
    }),
  );
  return answers.flat();
}

test('160 hostile paths, on the server of the preview', async () => {
  expect(hostilePaths.length).toBeGreaterThanOrEqual(160);
  const preview = await stage.deck.preview();
  expect(await askAll(preview.url, '/')).toEqual([]);
  // The control: what is meant to be there is found in this way.
  const found = await askRaw(preview.url, [
    'GET /assets/square.svg HTTP/1.1',
    `Host: ${new URL(preview.url).host}`,
    'Connection: close',
  ]);
  expect(found).toMatch(/^HTTP\/1.1 200 /);
});

test('and on that of the windows of a talk, below the path of the run, too', async () => {
  const { url } = stage.present();
  expect(await askAll(url, '/')).toEqual([]);
  const run = /"meet":"([^"]+)\/meet"/.exec(await (await fetch(url)).text())?.[1];
  expect(run).toMatch(/^\/[0-9a-f]{32}$/);
  const leftOver = (await askAll(url, `${run}/`)).map((each) => each.split(':')[0]);
  // What pages of the run are served there by name, and nothing else.
  expect(leftOver.filter((each) => !['page', 'preview.js'].includes(each ?? ''))).toEqual([]);
});

test.each(['control', 'look', 'follow'] as const)('and behind the link to %s', async (right) => {
  expect(await askAll(stage.link(right), new URL(stage.link(right)).pathname)).toEqual([]);
  expect(stage.wrong()).toEqual([]);
});
