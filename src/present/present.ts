import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { WritingHost } from '../host.ts';
import { baseEdition, type EditionRequest, editionOf } from '../model/edition.ts';
import { type BuildReport, defaultPort, type Preview, startPreview } from '../preview/preview.ts';
import { type Listening, listen } from '../preview/server.ts';
import { Access, type Right } from './access.ts';
import { lanAddress } from './addresses.ts';
import { Hub } from './hub.ts';
import { Pages } from './pages.ts';
import { Recorder, rehearsalVersion } from './rehearsal.ts';
import { GuestSite } from './site.ts';
import { SlowDown } from './slow-down.ts';

export interface PresentOptions {
  readonly edition?: EditionRequest; // defaults to the base
  /** Exactly this port for the windows here; left out: the first free one from 4321. */
  readonly port?: number | undefined;
  /** Who else is let in; none: nobody but windows on this machine. */
  readonly guests?: readonly Right[];
  /** Address for guests; left out: the one in the local network. */
  readonly host?: string | undefined;
  /** Exactly this port for guests; left out: the first free one from 5321. */
  readonly guestPort?: number | undefined;
  /** File that times are written to, and the deck's name in it. */
  readonly rehearsal?: { readonly file: string; readonly deck: string } | undefined;
  /** The audience's window is to fill its screen. */
  readonly fullscreen?: true;
  readonly onBuild?: (report: BuildReport) => void;
  /** Told why a page for guests cannot be made; they keep the last good one. */
  readonly onFault?: (diagnostics: readonly Diagnostic[]) => void;
  /** Told of every wrong token, with the address it came from. */
  readonly onWrong?: (address: string) => void;
}

export interface Present {
  /** Address of the audience's window; with `?presenter` of the presenter view. */
  readonly url: string;
  readonly port: number;
  /** Links for guests. */
  readonly links: ReadonlyMap<Right, string>;
  readonly guestPort?: number;
  /** Followers that are here. */
  readonly followers: () => number;
  close(): Promise<void>;
}

/** Beside the ports of previews. */
const firstGuestPort = defaultPort + 1_000;
const clock = (): number => performance.now();
/** ms between two writings of a rehearsal. */
const writeMs = 5_000;

/** Serves a deck to its windows as a preview does, and to remotes and participants where that is wanted. */
export async function startPresent(
  host: WritingHost,
  folder: string,
  options: PresentOptions = {},
): Promise<Present> {
  const edition = options.edition ?? baseEdition;
  const notebook = options.rehearsal && openNotebook(host, options.rehearsal, edition);
  const hub = new Hub({ now: clock, ...(notebook === undefined ? {} : { onOther: notebook.take }) });
  const guests = await openGuests(host, folder, options, hub);
  let build = 0;
  const onBuild = (report: BuildReport): void => {
    if (report.slides !== undefined) {
      build++;
      guests?.pages.built(build);
      hub.built(build);
    }
    options.onBuild?.(report);
  };
  let preview: Preview;
  try {
    preview = await startPreview(host, folder, {
      port: options.port,
      edition,
      onBuild,
      presenting: {
        name: 'meet',
        take: (request, socket) => hub.take('window', request, socket),
        ...(notebook === undefined ? {} : { rehearse: true }),
        ...(options.fullscreen === undefined ? {} : { fullscreen: options.fullscreen }),
      },
    });
  } catch (error) {
    await guests?.server.close();
    throw error;
  }
  return {
    url: preview.url,
    port: preview.port,
    links: guests?.links ?? new Map(),
    ...(guests === undefined ? {} : { guestPort: guests.server.port }),
    followers: () => hub.count('follow'),
    close: async () => {
      hub.close();
      notebook?.close();
      await Promise.all([preview.close(), guests?.server.close()]);
    },
  };
}

interface Guests {
  readonly server: Listening<GuestSite>;
  readonly links: ReadonlyMap<Right, string>;
  readonly pages: Pages;
}

/** The second server, for other machines: it has nothing of the first one but the hub. */
async function openGuests(
  host: WritingHost,
  folder: string,
  options: PresentOptions,
  hub: Hub,
): Promise<Guests | undefined> {
  const { guests = [], host: chosen, guestPort, edition = baseEdition } = options;
  const { onWrong = () => {}, onFault = () => {} } = options;
  if (guests.length === 0) return undefined;
  const address = lanAddress(chosen);
  const access = new Access(guests);
  const slowDown = new SlowDown(clock);
  let pages: Pages | undefined;
  const wish = { exact: guestPort, from: firstGuestPort, address: address.bind, names: address.names };
  const server = await listen(wish, (port) => {
    const sockets = address.names.map((name) => `ws://${name}:${port}`);
    pages = new Pages(host, { folder, edition, connect: ["'self'", ...sockets].join(' '), onFault });
    return new GuestSite({ host, access, pages, hub, slowDown, onWrong });
  });
  if (pages === undefined) throw new Error('the server made no site');
  const links = guests.flatMap((right): [Right, string][] => {
    const path = access.pathOf(right);
    return path === undefined ? [] : [[right, `http://${address.shown}:${server.port}${path}`]];
  });
  return { server, links: new Map(links), pages };
}

interface Notebook {
  take(said: object): void;
  close(): void;
}

/** Writes times down as they come, so that a machine that dies takes no more than seconds of them along. */
function openNotebook(
  host: WritingHost,
  { file, deck }: NonNullable<PresentOptions['rehearsal']>,
  edition: EditionRequest,
): Notebook {
  const recorder = new Recorder();
  const started = host.now().toISOString();
  let isChanged = false;
  const write = (): void => {
    const { visits } = recorder;
    if (!isChanged || visits.length === 0) return;
    isChanged = false;
    const content = { version: rehearsalVersion, deck, edition: editionOf(edition), started, visits };
    host.writeFile(file, `${JSON.stringify(content, null, 1)}\n`);
  };
  const timer = setInterval(write, writeMs);
  return {
    take: (said) => {
      if (recorder.take(said)) isChanged = true;
    },
    close: () => {
      clearInterval(timer);
      write();
    },
  };
}
