import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { displayPath } from '../../diagnostics/path.ts';
import { positionAt, type Span } from '../../diagnostics/source.ts';
import type { WritingHost } from '../../host.ts';
import { formatLock } from '../../model/agreement.ts';
import { agreeTo, findStatus, type ProfileStatus, type TargetStatus } from '../../pipeline-status.ts';
import { lockPath, readLock } from '../../read/agreement.ts';
import { locateDeck } from '../../read/locate.ts';
import { profileNames, requireProfiles } from '../../read/profiles.ts';
import { exitCodeOf } from '../exit-code.ts';
import { dim, printLine, printReport, strong } from '../terminal.ts';

export interface StatusOptions {
  /** A name, or true for all profiles. */
  readonly accept?: string | true;
  readonly format: string;
  readonly strict?: boolean;
}

/** Shape of `--format json`. The number changes when a field is taken away or means something else. */
const statusVersion = 1;

export async function run(
  host: WritingHost,
  named: string | undefined,
  options: StatusOptions,
): Promise<number> {
  const folder = locateDeck(host, named);
  if (typeof options.accept === 'string') requireProfiles(host, folder, [options.accept]);
  const lock = readLock(host, folder);
  const found = findStatus(host, folder, lock.value ?? new Map());
  const faults = [...lock.diagnostics, ...found.diagnostics];
  if (found.value === undefined || lock.value === undefined || hasErrors(faults)) {
    await printReport(faults, host);
    return exitCodeOf(faults);
  }
  let profiles = found.value;
  if (options.accept !== undefined) {
    const accepted = profiles.filter(({ name }) => options.accept === true || options.accept === name);
    const agreed = agreeTo(lock.value, accepted);
    host.writeFile(lockPath(folder), formatLock(agreed));
    profiles = findStatus(host, folder, agreed).value ?? [];
  }
  if (options.format === 'json') printLine(toJson(profiles, host.cwd));
  else printStatus(profiles, profileNames(host, folder).length, host.cwd);
  return options.strict === true && profiles.some((each) => openOf(each).length > 0) ? 1 : 0;
}

function openOf({ targets }: ProfileStatus): TargetStatus[] {
  return targets.filter(({ state }) => state !== 'agreed');
}

function printStatus(profiles: readonly ProfileStatus[], count: number, cwd: string): void {
  if (count === 0)
    printLine('the deck has no profiles: a profile is a file such as `profiles/training.yaml`');
  for (const profile of profiles) {
    const { name, targets } = profile;
    const open = openOf(profile);
    if (open.length === 0) {
      printLine(
        `${strong(name)}: ${targets.length === 0 ? 'changes nothing of the deck' : `agrees with the deck (${targets.length} looked at)`}`,
      );
      continue;
    }
    printLine(`${strong(name)}: ${open.length} of ${targets.length} to look at`);
    const width = Math.max(...open.map(({ target }) => nameOf(target).length));
    for (const { target, state } of open) {
      const places = `${place(target.span, cwd)}  ${dim(`deck: ${place(target.baseSpan, cwd)}`)}`;
      printLine(`  ${state.padEnd(7)}  ${nameOf(target).padEnd(width)}  ${target.verb.padEnd(7)}  ${places}`);
    }
  }
  if (profiles.some((each) => openOf(each).length > 0))
    printLine(
      dim(
        'look at each in the deck, change the profile where it no longer fits, then `turnout status --accept`',
      ),
    );
}

function nameOf({ kind, id }: TargetStatus['target']): string {
  return `${kind} ${id}`;
}

function place(span: Span, cwd: string): string {
  return `${displayPath(span.source.path, cwd)}:${positionAt(span.source, span.start).line}`;
}

function toJson(profiles: readonly ProfileStatus[], cwd: string): string {
  const point = (span: Span): object => ({
    file: displayPath(span.source.path, cwd),
    line: positionAt(span.source, span.start).line,
  });
  return JSON.stringify(
    {
      version: statusVersion,
      profiles: profiles.map(({ name, targets }) => ({
        name,
        changes: targets.map(({ target, state }) => ({
          kind: target.kind,
          id: target.id,
          verb: target.verb,
          state,
          ...point(target.span),
          deck: point(target.baseSpan),
        })),
      })),
    },
    null,
    2,
  );
}
