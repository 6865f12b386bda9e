import { type ChangedTarget, changedTargets } from './compose/overlay/agreed-targets.ts';
import { applyProfiles } from './compose/overlay/profile.ts';
import { type Checked, type Diagnostic, sortDiagnostics } from './diagnostics/diagnostic.ts';
import type { Host } from './host.ts';
import { type Agreed, hashOfNode, type Lock, lockKey } from './model/agreement.ts';
import { baseEdition } from './model/edition.ts';
import { editManuscript } from './pipeline.ts';
import { openLibrary } from './read/library.ts';
import { libraryRoots } from './read/locate.ts';
import { profileNames, readProfiles } from './read/profiles.ts';

/** `changed`: the base was edited since somebody agreed. `new`: nobody agreed yet. */
export type AgreementState = 'agreed' | 'changed' | 'new';

export interface TargetStatus {
  readonly target: ChangedTarget;
  readonly state: AgreementState;
}

export interface ProfileStatus {
  readonly name: string;
  readonly targets: readonly TargetStatus[];
}

/** For each profile of a deck what it changes, and whether that is what somebody agreed to. */
export function findStatus(host: Host, folder: string, lock: Lock): Checked<ProfileStatus[]> {
  const library = openLibrary(host, libraryRoots(host, folder));
  const { base, diagnostics } = editManuscript(host, folder, library, baseEdition);
  if (base === undefined) return { diagnostics };
  const faults: Diagnostic[] = [...diagnostics];
  const profiles = profileNames(host, folder).map((name): ProfileStatus => {
    const { value: chain = [], diagnostics: unread } = readProfiles(host, folder, [name]);
    faults.push(...unread);
    const own = chain.find((each) => each.name === name);
    const parents = chain.filter((each) => each !== own);
    const below = applyProfiles(base, parents, library).value ?? base;
    const targets = own === undefined ? [] : changedTargets(own, below);
    return { name, targets: targets.map((target) => ({ target, state: stateIn(lock, name, target) })) };
  });
  return {
    value: profiles,
    diagnostics: sortDiagnostics(faults.filter(({ severity }) => severity === 'error')),
  };
}

function stateIn(lock: Lock, profile: string, target: ChangedTarget): AgreementState {
  const agreed = lock.get(keyOf(profile, target));
  if (agreed === undefined) return 'new';
  const hash = hashOfNode(target.base);
  return agreed.some(({ base }) => base === hash) ? 'agreed' : 'changed';
}

/** The lock with what these profiles change as it is now; what they do not change any more is taken out. */
export function agreeTo(lock: Lock, profiles: readonly ProfileStatus[]): Lock {
  const prefixes = profiles.map(({ name }) => `${lockKey('profile', name)} `);
  const rest = [...lock].filter(([key]) => !prefixes.some((prefix) => key.startsWith(prefix)));
  const own = profiles.flatMap(({ name, targets }) =>
    targets.map(({ target }): [string, readonly Agreed[]] => [
      keyOf(name, target),
      [{ base: hashOfNode(target.base) }],
    ]),
  );
  return new Map([...rest, ...own]);
}

function keyOf(profile: string, { kind, id }: ChangedTarget): string {
  return lockKey('profile', profile, kind, id);
}
