import { createNonce } from '../link/identity.ts';
import type { Meeting } from '../link/meet.ts';
import { readyTimer } from '../link/timer.ts';
import type { Desk } from './desk.ts';
import { Visits } from './visits.ts';

/** ms between two reports, and the visits of one: a message of some kilobytes. */
const paces = { report: 2_000, visits: 200 };

export interface Rehearsal {
  /** There is a new connection: it is told everything. */
  report(meeting: Meeting): void;
}

/** Times by slide and step, as long as this window leads, told to the server that writes them down. */
export function recordTimes(desk: Desk): Rehearsal {
  const { session } = desk;
  const { link } = session;
  const visits = new Visits();
  const page = createNonce();
  let meeting: Meeting | undefined;
  let sent = 0;
  const mark = (): void => {
    const isRunning = (link.value('timer') ?? readyTimer).phase === 'running';
    visits.mark(isRunning && session.leads() ? desk.place : undefined, link.now());
  };
  const report = (): void => {
    mark();
    while (meeting !== undefined && sent < visits.list.length) {
      const some = visits.list.slice(sent, sent + paces.visits);
      meeting.line.say({ kind: 'rehearsal', page, from: sent, visits: some });
      sent += some.length;
    }
    // The last one goes on.
    sent = Math.max(0, visits.list.length - 1);
  };
  link.listen(({ keys }) => {
    if (keys.some((key) => key === 'place' || key === 'timer' || key === 'lead')) report();
  });
  window.setInterval(report, paces.report);
  window.addEventListener('pagehide', report);
  return {
    report: (fresh) => {
      if (fresh.setup.rehearse === undefined) return;
      meeting = fresh;
      sent = 0;
      report();
    },
  };
}
