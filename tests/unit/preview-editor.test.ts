import { request } from 'node:http';
import { afterAll, expect, test } from 'vitest';
import type { Host } from '../../src/host.ts';
import { editorCall, editorLink, findEditor } from '../../src/preview/editor.ts';
import { createTestDeck } from '../support/preview-deck.ts';

const place = { file: '/talk/a b.yaml', line: 7, column: 3 };

test.each([
  ['code', ['code', '-g', '/talk/a b.yaml:7:3']],
  ['/usr/bin/code --wait', ['/usr/bin/code', '-g', '/talk/a b.yaml:7:3']],
  ['subl', ['subl', '/talk/a b.yaml:7:3']],
  ['idea', ['idea', '--line', '7', '--column', '3', '/talk/a b.yaml']],
  ['gedit', ['gedit', '+7', '/talk/a b.yaml']],
  ['"my editor" -n', ['my editor', '-n', '/talk/a b.yaml']],
  ['open -a Mine --at {line}:{column} {file}', ['open', '-a', 'Mine', '--at', '7:3', '/talk/a b.yaml']],
  ['vim', 'in-terminal'],
  ['emacs -nw', 'in-terminal'],
])('%s is called with the place', (command, call) => {
  expect(editorCall(command, place)).toEqual(call);
});

test('what is asked for comes before what the environment names', () => {
  const names: Record<string, string> = { VISUAL: 'subl', EDITOR: 'vim' };
  const host = { env: (name: string) => names[name] } as Host;
  expect(findEditor(host, 'code')).toBe('code');
  expect(findEditor(host, undefined)).toBe('subl');
  names.TURNOUT_EDITOR = 'zed';
  expect(findEditor(host, undefined)).toBe('zed');
});

test('the link for VS Code has no blanks', () => {
  expect(editorLink(place)).toBe('vscode://file/talk/a%20b.yaml:7:3');
});

const deck = createTestDeck();
afterAll(() => deck.remove());

test('only a page of ours, with the path of this run and a number, makes the server do something', async () => {
  const preview = await deck.preview({ editor: 'vim' });
  const page = await (await fetch(preview.url)).text();
  const act = /"act":"([^"]+)"/.exec(page)?.[1] ?? '';
  const own = { origin: preview.url.replace(/\/$/, '') };
  const post = (path: string, headers: Record<string, string> = own, body = ''): Promise<number> =>
    new Promise((resolve, reject) => {
      const asked = request({ host: '127.0.0.1', port: preview.port, path, method: 'POST', headers });
      asked.on('error', reject);
      asked.on('response', (answer) => resolve(answer.resume().statusCode ?? 0));
      asked.end(body);
    });
  // There is a place, and no editor that could be started.
  expect(await post(`${act}/slide/0`)).toBe(409);
  expect(await post(`${act}/slide/99`)).toBe(404);
  expect(await post(`${act}/problem/0`)).toBe(404);
  expect(await post(`${act}/show/0/0/99`)).toBe(404);
  expect(await post(`${act}/slide/0`, {})).toBe(405);
  expect(await post(`${act}/slide/0`, { origin: 'https://evil.example' })).toBe(403);
  expect(await post(`${act}/slide/0`, own, 'more')).toBe(405);
  for (const path of [
    'slide/-1',
    'slide/0/../x',
    'slide/%2Fetc%2Fpasswd',
    'open/0',
    'slide/',
    'slide/9999999',
  ])
    expect(await post(`${act}/${path}`), path).toBe(405);
  expect(await post(act.replace(/[0-9a-f]{32}/, '0'.repeat(32)).concat('/slide/0'))).toBe(405);
});
