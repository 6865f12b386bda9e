// Processor time of a process and of all that it started. A browser's processes are not waited for by their parents, so
// the system does not add them up.
import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;
const intervalMs = 50;

/** Looks at the tree until `end`, which gives back seconds; NaN where there is no /proc. */
export function watchTree(pid) {
  const members = new Set([pid]);
  const ticks = new Map();
  const look = () => {
    const all = processes();
    for (let found = true; found; ) {
      found = false;
      for (const [id, { parent }] of all) {
        if (!members.has(parent) || members.has(id)) continue;
        members.add(id);
        found = true;
      }
    }
    for (const [id, { used }] of all) if (members.has(id)) ticks.set(id, used);
  };
  look();
  const timer = setInterval(look, intervalMs);
  return {
    end: () => {
      clearInterval(timer);
      if (ticks.size === 0) return Number.NaN;
      return [...ticks.values()].reduce((sum, each) => sum + each, 0) / ticksPerSecond;
    },
  };
}

function processes() {
  const found = new Map();
  for (const name of namesIn('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      found.set(Number(name), { parent: Number(fields[1]), used: Number(fields[11]) + Number(fields[12]) });
    } catch {
      // It has just ended.
    }
  }
  return found;
}

function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
