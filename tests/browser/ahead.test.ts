import { afterAll, expect, test, vi } from 'vitest';
import { withAhead } from '../../src/browser/ahead.ts';
import { withBrowser } from '../../src/browser/launch.ts';
import { createNodeHost } from '../../src/host-node.ts';
import { commandLines } from '../support/processes.ts';
import { temporaryFolder } from '../support/talk.ts';

const folder = temporaryFolder('ahead');
afterAll(() => folder.remove());

/** A host whose browsers can be told from those of other tests. */
function ownHost() {
  const host = createNodeHost(folder.path);
  const made: string[] = [];
  const makeTempFolder = (): string => {
    const path = host.makeTempFolder();
    made.push(path);
    return path;
  };
  const browsers = (): string[] => commandLines().filter((line) => made.some((path) => line.includes(path)));
  return { host: { ...host, makeTempFolder }, made, browsers };
}

test('a browser that was started ahead is used, and no other', async () => {
  const { host, made, browsers } = ownHost();
  const version = await withAhead(host, {}, (ahead) =>
    withBrowser(host, { ahead, reach: [ahead.server.port] }, (session) => session.version()),
  );
  expect(version).toMatch(/\d/);
  expect(made).toHaveLength(1);
  await vi.waitFor(() => expect(browsers()).toEqual([]));
  expect(host.kind(made[0] ?? '')).toBeUndefined();
});

test.each([
  ['nobody needs it', async () => {}],
  [
    'whoever needs it was interrupted before',
    async (
      host: ReturnType<typeof ownHost>['host'],
      ahead: Parameters<Parameters<typeof withAhead>[2]>[0],
    ) => {
      const signal = AbortSignal.abort(new Error('interrupted'));
      const used = withBrowser(host, { ahead, signal, reach: [] }, async () => {});
      await expect(used).rejects.toThrow('interrupted');
    },
  ],
] as const)('it is ended, with its folder, when %s', async (_, use) => {
  const { host, made, browsers } = ownHost();
  await withAhead(host, {}, (ahead) => use(host, ahead));
  expect(made).toHaveLength(1);
  await vi.waitFor(() => expect(browsers()).toEqual([]));
  expect(host.kind(made[0] ?? '')).toBeUndefined();
});
