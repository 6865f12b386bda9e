import { type Checked, type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { displayPath } from '../diagnostics/path.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import type { Field } from '../model/contract.ts';
import { describeNode, entryOf, type MapNode, type Node, type ScalarNode } from '../model/node.ts';
import type { SharedFile, Use, Uses } from '../model/use.ts';
import { validateGroup } from '../model/validate.ts';
import { homeOf } from './home.ts';
import { findFile, type UseReading } from './use-file.ts';

/** Keys of an item that takes a slide or section from another file. */
export const useFields: ReadonlyMap<string, Field> = new Map([
  [
    'use',
    {
      type: 'text',
      description: "file of the slides, from the deck's folder; `#` and an id take one slide",
      required: true,
    },
  ],
  ['id', { type: 'text', description: 'another id than it has there', required: false }],
  ['set', { type: 'any', description: 'what is different here, as in a profile', required: false }],
]);

export function isUse(item: Node): item is MapNode {
  return item.kind === 'map' && entryOf(item, 'use') !== undefined;
}

/**
 * Follows every `use` among the items of lists of slides (`items`) and of sections, and those in the files that they
 * lead to. An item whose file cannot be read has one without content, so that the file is known; one that names no
 * file has none.
 */
export function readUses(
  host: Host,
  folder: string,
  { items = [], sections = [] }: { readonly items?: readonly Node[]; readonly sections?: readonly Node[] },
): Checked<Uses> {
  const reading: UseReading = { host, folder, diagnostics: [], files: new Map() };
  const uses = new Map<Node, Use>();
  const waiting = [...sections, ...items];
  const followed = new Set<SharedFile>();
  for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) {
    const use = isUse(item) ? readUse(item, reading) : undefined;
    if (use === undefined) continue;
    const isSection = sections.includes(item);
    if (isSection) refuseSlide(use, reading);
    else if (use.slide === undefined) refuseDetails(use, reading);
    uses.set(item, use);
    if (followed.has(use.file)) continue;
    followed.add(use.file);
    waiting.push(...slideItems(use.file.map));
  }
  return { value: uses, diagnostics: reading.diagnostics };
}

/** The items of a section's `slides`. */
export function slideItems(section: MapNode | undefined): readonly Node[] {
  const list = section === undefined ? undefined : entryOf(section, 'slides')?.value;
  return list?.kind === 'sequence' ? list.items : [];
}

/** One `use` with its file. No value when it does not name one that may be read. */
function readUse(item: MapNode, reading: UseReading): Use | undefined {
  const { diagnostics } = reading;
  validateGroup(item, useFields, {
    diagnostics,
    spans: new Map(),
    owner: 'a `use`',
    hint: 'what is different here goes under `set`',
  });
  const node = entryOf(item, 'use')?.value;
  if (node?.kind !== 'scalar' || node.value === null) return undefined;
  const [path = '', id] = divide(node.text);
  const file = findFile(path, node, reading);
  if (file === undefined) return undefined;
  const name = entryOf(item, 'id')?.value;
  const set = setOf(item, diagnostics);
  return {
    written: node.text,
    span: node.span,
    file,
    ...(id === undefined ? {} : { slide: { id, span: placeOf(`#${id}`, node, 1) } }),
    ...(name?.kind === 'scalar' && name.value !== null ? { name } : {}),
    ...(set === undefined ? {} : { set }),
  };
}

function divide(written: string): [string, string?] {
  const at = written.indexOf('#');
  return at < 0 ? [written.trim()] : [written.slice(0, at).trim(), written.slice(at + 1).trim()];
}

/** Where a part of a text stands, without its first `skip` letters; all of it when it is written in another way. */
function placeOf(part: string, { span }: ScalarNode, skip = 0): Span {
  const at = span.source.text.slice(span.start, span.end).indexOf(part);
  return at < 0
    ? span
    : { source: span.source, start: span.start + at + skip, end: span.start + at + part.length };
}

function setOf(item: MapNode, diagnostics: Diagnostic[]): MapNode | undefined {
  const node = entryOf(item, 'set')?.value;
  if (node === undefined || node.kind === 'map') return node;
  diagnostics.push(
    diagnose('wrong-type', `\`set\` must be a map of fields, this is ${describeNode(node)}`, {
      span: node.span,
    }),
  );
  return undefined;
}

function refuseSlide({ slide }: Use, { diagnostics }: UseReading): void {
  if (slide === undefined) return;
  diagnostics.push(
    diagnose('wrong-type', `\`sections\` takes whole files, and \`#${slide.id}\` is one slide`, {
      span: slide.span,
      hints: ['take the slide under `slides` of a section'],
    }),
  );
}

/** What is said of one slide cannot be said of all. */
function refuseDetails({ name, set, file }: Use, { diagnostics, host }: UseReading): void {
  for (const [key, node] of Object.entries({ id: name, set })) {
    if (node === undefined) continue;
    diagnostics.push(
      diagnose('wrong-type', `\`${key}\` is for one slide, and this takes a whole file`, {
        span: node.span,
        hints: [`add \`#\` and the id of a slide in \`${displayPath(file.path, host.cwd)}\``],
      }),
    );
  }
}

/** Every folder from which a deck takes slides and their pictures, except its own. */
export function usedFolders(host: Host, folder: string, uses: Uses): string[] {
  const homes = [...uses.values()].map(({ file }) => homeOf(host, folder, file.path));
  return [...new Set(homes)].filter((home) => home !== folder && home !== host.realPath(folder));
}

/** Files of other folders that a deck uses. */
export function usedFiles(uses: Uses): string[] {
  return [...new Set([...uses.values()].map(({ file }) => file.path))];
}

/** Lists of slides in a profile: what its changes put in. */
export function insertedItems(profile: MapNode): Node[] {
  const changes = entryOf(profile, 'changes')?.value;
  const items = changes?.kind === 'sequence' ? changes.items : [];
  return items.flatMap((change) => {
    if (change.kind !== 'map') return [];
    const insert = entryOf(change, 'insert')?.value;
    const lists = insert?.kind === 'map' ? insert.entries.map(({ value }) => value) : [];
    const inserted = lists.flatMap((list) => (list.kind === 'sequence' ? list.items : []));
    const replaced = entryOf(change, 'replace')?.value;
    const sections = [...inserted, ...(replaced === undefined ? [] : [replaced])];
    return [...inserted, ...sections.flatMap((each) => (each.kind === 'map' ? slideItems(each) : []))];
  });
}
