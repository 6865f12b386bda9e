import type { FitNews, PageSetup, PreviewMessage, PreviewState, RunHeader } from '../../preview/message.ts';

export interface Listener {
  state(state: PreviewState): void;
  fit(news: FitNews): void;
  connected(isConnected: boolean): void;
  /** Another run of the server answers: it knows nothing of this page. */
  restarted(): void;
}

const runHeader: RunHeader = 'turnout-run';
/** Between two attempts, ms. */
const retryMs = { first: 200, most: 2_000 };

/** Listens to the server, for ever: when it goes away, the page waits until it is back. */
export function connect(setup: PageSetup, listener: Listener): void {
  let wait = retryMs.first;
  let timer: number | undefined;
  let isLeaving = false;

  const listen = (): void => {
    const socket = new WebSocket(`ws://${location.host}${setup.events}`);
    socket.onmessage = (event) => {
      wait = retryMs.first;
      listener.connected(true);
      const message = JSON.parse(String(event.data)) as PreviewMessage;
      if ('build' in message) listener.state(message);
      if (message.fit !== undefined) listener.fit(message.fit);
    };
    socket.onclose = () => {
      if (!isLeaving) timer = window.setTimeout(() => void look(), wait);
    };
  };

  /** Who answers decides: our server, another run of it, or nobody that we know. */
  const look = async (): Promise<void> => {
    window.clearTimeout(timer);
    const run = await runningServer();
    if (run === setup.run) return listen();
    if (run !== undefined) return listener.restarted();
    listener.connected(false);
    timer = window.setTimeout(() => void look(), wait);
    wait = Math.min(retryMs.most, wait * 1.5);
  };

  // A page that comes back from the browser's memory has missed what was said meanwhile.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) location.reload();
  });
  window.addEventListener('pagehide', () => {
    isLeaving = true;
    window.clearTimeout(timer);
  });
  listen();
}

async function runningServer(): Promise<string | undefined> {
  try {
    const answer = await fetch('/', { method: 'HEAD', cache: 'no-store' });
    return answer.headers.get(runHeader) ?? undefined;
  } catch {
    return undefined;
  }
}
