import { join } from 'node:path';
import { type Checked, type Diagnostic, diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../diagnostics/nearest.ts';
import type { Source, Span } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import { describeNode, entryOf, type MapNode, type Node } from '../model/node.ts';
import type { Uses } from '../model/use.ts';
import { readYaml } from './file.ts';
import { insertedItems, readUses } from './uses.ts';

/** `profiles/NAME.yaml`: what is different for one audience. */
export interface ProfileFile {
  readonly name: string;
  readonly source: Source;
  readonly map: MapNode;
  /** The profiles that it starts from, and those that they start from. */
  readonly ancestors: ReadonlySet<string>;
  /** What it inserts from files of other decks. */
  readonly uses: Uses;
}

const ending = /\.ya?ml$/;

/** Names of a deck's profiles. */
export function profileNames(host: Host, folder: string): string[] {
  const files = host
    .list(join(folder, 'profiles'))
    .filter((name) => ending.test(name) && !name.startsWith('.'));
  return [...new Set(files.map((name) => name.replace(ending, '')))];
}

/** Throws `unknown-profile` when one of these names, from the command line, is no profile of the deck. */
export function requireProfiles(host: Host, folder: string, names: readonly string[]): void {
  if (names.length === 0) return;
  const known = profileNames(host, folder);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  throw new TurnoutError(
    ...unknown.map((name) =>
      diagnose('unknown-profile', `the deck has no profile \`${name}\``, {
        hints: [didYouMean(name, known) ?? whatThereIs(name, known)],
      }),
    ),
  );
}

/**
 * The profiles that make an edition, in the order in which they are laid over the base: each after those that it
 * starts from, and each once. Throws `unknown-profile` as above; a parent that does not exist is the file's fault.
 */
export function readProfiles(host: Host, folder: string, names: readonly string[]): Checked<ProfileFile[]> {
  requireProfiles(host, folder, names);
  const chain: ProfileFile[] = [];
  const reading: Reading = { host, folder, diagnostics: [], done: new Map(), chain };
  for (const name of names) readWithParents(name, undefined, [], reading);
  return { value: chain, diagnostics: reading.diagnostics };
}

interface Reading {
  readonly host: Host;
  readonly folder: string;
  readonly diagnostics: Diagnostic[];
  /** Ancestors of what was read. */
  readonly done: Map<string, ReadonlySet<string>>;
  readonly chain: ProfileFile[];
}

/** Reads a profile and first its parents. Gives back the names of all that it stands on; `below` led here. */
function readWithParents(
  name: string,
  wanted: Span | undefined,
  below: readonly string[],
  reading: Reading,
): ReadonlySet<string> {
  const done = reading.done.get(name);
  if (done !== undefined) return done;
  const file = readYaml(reading.host, pathOf(reading, name), wanted);
  reading.diagnostics.push(...file.diagnostics);
  const map = file.value === undefined ? undefined : asMap(file.value.node, file.value.source, reading);
  const ancestors = new Set<string>();
  for (const parent of map === undefined ? [] : parentsOf(map, reading.diagnostics)) {
    const fault = parentFault(parent, [...below, name], reading);
    if (fault !== undefined) {
      reading.diagnostics.push(fault);
      continue;
    }
    ancestors.add(parent.text);
    const further = readWithParents(parent.text, parent.span, [...below, name], reading);
    for (const each of further) ancestors.add(each);
  }
  reading.done.set(name, ancestors);
  if (map !== undefined && file.value !== undefined) {
    const uses = readUses(reading.host, reading.folder, { items: insertedItems(map) });
    reading.diagnostics.push(...uses.diagnostics);
    const { source } = file.value;
    reading.chain.push({ name, source, map, ancestors, uses: uses.value ?? new Map() });
  }
  return ancestors;
}

function pathOf({ host, folder }: Reading, name: string): string {
  const file = host
    .list(join(folder, 'profiles'))
    .find((each) => each.replace(ending, '') === name && ending.test(each));
  return join(folder, 'profiles', file ?? `${name}.yaml`);
}

function asMap(node: Node | undefined, source: Source, reading: Reading): MapNode | undefined {
  // A profile that says nothing yet is the base.
  if (node === undefined) return { kind: 'map', entries: [], span: { source, start: 0, end: 0 } };
  if (node.kind === 'map') return node;
  reading.diagnostics.push(
    diagnose('wrong-type', `a profile is a map of keys, this is ${describeNode(node)}`, {
      span: node.span,
      hints: ['begin with what differs from the base, such as `title: …` or `changes:`'],
    }),
  );
  return undefined;
}

interface Parent {
  readonly text: string;
  readonly span: Span;
}

function parentsOf(map: MapNode, diagnostics: Diagnostic[]): Parent[] {
  const node = entryOf(map, 'extends')?.value;
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) return [];
  const items = node.kind === 'sequence' ? node.items : [node];
  return items.flatMap((item) => {
    if (item.kind === 'scalar' && item.value !== null) return [item];
    diagnostics.push(
      diagnose('wrong-type', `\`extends\` names a profile, this is ${describeNode(item)}`, {
        span: item.span,
        hints: ['write `extends: workshop`, or a list of names'],
      }),
    );
    return [];
  });
}

function parentFault(parent: Parent, path: readonly string[], reading: Reading): Diagnostic | undefined {
  const { text: name, span } = parent;
  if (path.includes(name)) {
    const circle = [...path.slice(path.indexOf(name)), name].join(' → ');
    const message = `profiles extend each other in a circle: ${circle}`;
    return diagnose('profile-circle', message, { span, hints: ['take one `extends` out'] });
  }
  const known = profileNames(reading.host, reading.folder);
  if (known.includes(name)) return undefined;
  const others = known.filter((each) => !path.includes(each));
  return diagnose('unknown-parent', `the deck has no profile \`${name}\` to extend`, {
    span,
    fix: renameTo(name, others, span),
    hints: [didYouMean(name, others) ?? whatThereIs(name, others)],
  });
}

function whatThereIs(name: string, known: readonly string[]): string {
  return known.length === 0
    ? `make the file \`profiles/${name}.yaml\``
    : `its profiles are: ${known.join(', ')}`;
}
