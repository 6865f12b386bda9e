import type { PageSetup } from '../../preview/message.ts';
import type { Link } from './link.ts';
import { joinServer, type Line } from './socket.ts';

const greetMs = 1_000;

export interface Meeting {
  readonly line: Line;
  readonly setup: PageSetup;
}

/**
 * Where the page is served by `turnout present`, its windows meet remotes and followers there. The built deck knows of
 * no server, and nothing happens. `onMeeting` hears of every new connection.
 */
export function meetServer(link: Link, onMeeting?: (meeting: Meeting) => void): void {
  const start = (): void => {
    const { turnoutPreview: setup } = globalThis as unknown as { readonly turnoutPreview?: PageSetup };
    if (setup?.meet === undefined) return;
    const address = `ws://${location.host}${setup.meet}`;
    const line = joinServer(link, {
      address,
      greetMs,
      onStanding: (standing) => {
        if (standing === 'open') onMeeting?.({ line, setup });
      },
    });
  };
  // The server's part of the page stands behind this script.
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start, { once: true });
  else start();
}
