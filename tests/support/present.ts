import { createServer } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { createNodeHost } from '../../src/host-node.ts';
import { type Present, type PresentOptions, startPresent } from '../../src/present/present.ts';
import { createTestDeck, type TestDeck } from './preview-deck.ts';
import { openSocket, type TestSocket } from './socket.ts';

export type Guest = 'control' | 'look' | 'follow';

export const secrets = ['For the speaker only', 'For instructors only', 'Not for anybody'];
export const notes = {
  speaker: secrets[0],
  instructor: secrets[1],
  participant: 'For participants',
  private: secrets[2],
};

export const patience = { timeout: 10_000, interval: 5 };

/** A deck that is presented anew for each test. */
export interface Stage {
  readonly deck: TestDeck;
  readonly present: () => Present;
  /** Starts it again, with other options. */
  readonly restart: (options: PresentOptions) => Promise<void>;
  /** Addresses that named wrong tokens. */
  readonly wrong: () => readonly string[];
  readonly link: (right: Guest) => string;
  readonly join: (right: Guest) => Promise<TestSocket>;
  readonly joinAsWindow: () => Promise<TestSocket>;
}

export function useStage(): Stage {
  const deck = createTestDeck();
  const opened: TestSocket[] = [];
  let present: Present;
  let wrong: string[] = [];
  const start = async (options: PresentOptions): Promise<void> => {
    present = await startPresent(createNodeHost(deck.folder), deck.folder, {
      port: 0,
      host: '127.0.0.1',
      ...options,
    });
  };
  const open = async (address: string): Promise<TestSocket> => {
    const socket = await openSocket(address);
    opened.push(socket);
    return socket;
  };
  beforeAll(() => {
    const written = Object.entries(notes).map(([channel, text]) => `      ${channel}: ${text}`);
    deck.edit('    notes: Welcome.\n', `    minutes: 3\n    notes:\n${written.join('\n')}\n`);
  });
  beforeEach(async () => {
    wrong = [];
    await start({ guests: ['control', 'look', 'follow'], onWrong: (address) => wrong.push(address) });
  });
  afterEach(async () => {
    for (const socket of opened.splice(0)) socket.end();
    await present.close();
  });
  afterAll(() => deck.remove());
  const link = (right: Guest): string => present.links.get(right) ?? '';
  return {
    deck,
    present: () => present,
    restart: async (options) => {
      await present.close();
      await start(options);
    },
    wrong: () => wrong,
    link,
    join: (right) => open(`${link(right)}link`),
    joinAsWindow: async () => {
      const page = await (await fetch(present.url)).text();
      const meet = /"meet":"([^"]+)"/.exec(page)?.[1] ?? '';
      return open(new URL(meet, present.url).href);
    },
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
