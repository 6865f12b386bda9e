import { join } from 'node:path';
import { type Checked, type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../diagnostics/nearest.ts';
import type { Source, Span } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import { describeNode, entryOf, type MapNode, type Node } from '../model/node.ts';
import type { Use, Uses } from '../model/use.ts';
import { readYaml } from './file.ts';
import { isUse, readUses, slideItems } from './uses.ts';

export interface SectionFile {
  /** File name without number and ending: `10-junior.yaml` is `junior`. */
  readonly id: string;
  readonly source: Source;
  /** Undefined when it could not be parsed; that is diagnosed already. */
  readonly map?: MapNode;
  /** Where `deck.yaml` names it, or the beginning of its own file. */
  readonly span: Span;
  /** Set for a section of another deck. */
  readonly use?: Use;
}

export interface DeckFiles {
  readonly folder: string;
  readonly source: Source;
  readonly map: MapNode;
  readonly sections: readonly SectionFile[];
  readonly uses: Uses;
}

/** Reads `deck.yaml` and the section files that it names, or all of them in the order of their names. */
export function readDeckFiles(host: Host, folder: string): Checked<DeckFiles> {
  const path = join(folder, 'deck.yaml');
  const file = readYaml(host, path);
  const diagnostics: Diagnostic[] = [...file.diagnostics];
  if (file.value === undefined) return { diagnostics };
  const { source } = file.value;
  const map = asMap(file.value.node, source, 'a deck', diagnostics);
  if (map === undefined) return { diagnostics };
  const listed = entryOf(map, 'sections')?.value;
  const shared = readUses(host, folder, { sections: listed?.kind === 'sequence' ? listed.items : [] });
  diagnostics.push(...shared.diagnostics);
  const wanted = wantedSections(host, folder, map, shared.value ?? new Map(), diagnostics);
  const sections = wanted.map((each) =>
    each.use === undefined ? readSection(host, folder, each, diagnostics) : sharedSection(each.use),
  );
  const own = sections.filter(({ use }) => use === undefined);
  const slides = readUses(host, folder, { items: own.flatMap((section) => slideItems(section.map)) });
  diagnostics.push(...slides.diagnostics);
  const uses = new Map([...(shared.value ?? []), ...(slides.value ?? [])]);
  return { value: { folder, source, map, sections, uses }, diagnostics };
}

function readSection(
  host: Host,
  folder: string,
  { file, span }: WantedSection,
  diagnostics: Diagnostic[],
): SectionFile {
  const path = join(folder, 'sections', file);
  const read = readYaml(host, path, span);
  diagnostics.push(...read.diagnostics);
  const source = read.value?.source ?? { path, text: '' };
  const map = read.value === undefined ? undefined : asMap(read.value.node, source, 'a section', diagnostics);
  return {
    id: sectionId(file),
    source,
    ...(map === undefined ? {} : { map }),
    span: span ?? { source, start: 0, end: 0 },
  };
}

/** A section of another deck, under its own id or the one that it has here. */
function sharedSection(use: Use): SectionFile {
  const { file, name, span } = use;
  const { source, map } = file;
  return {
    id: name?.text ?? file.id,
    source,
    ...(map === undefined ? {} : { map }),
    span: name?.span ?? span,
    use,
  };
}

export function sectionId(fileName: string): string {
  const stem = fileName.replace(/\.ya?ml$/, '');
  return stem.replace(/^\d+[-_. ]*(?=.)/, '');
}

function asMap(
  node: Node | undefined,
  source: Source,
  what: string,
  diagnostics: Diagnostic[],
): MapNode | undefined {
  if (node?.kind === 'map') return node;
  // A file that does not parse has said so already.
  if (diagnostics.some((each) => each.span?.source.path === source.path)) return undefined;
  const empty = node === undefined;
  diagnostics.push(
    diagnose(
      'wrong-type',
      empty
        ? `the file is empty; ${what} needs a \`title\``
        : `${what} is a map of keys, this is ${describeNode(node)}`,
      {
        span: node?.span ?? { source, start: 0, end: 0 },
        hints: ['begin with `title: …`'],
      },
    ),
  );
  return undefined;
}

interface WantedSection {
  readonly file: string;
  readonly span?: Span;
  readonly use?: Use;
}

function wantedSections(
  host: Host,
  folder: string,
  deck: MapNode,
  uses: Uses,
  diagnostics: Diagnostic[],
): WantedSection[] {
  const files = host
    .list(join(folder, 'sections'))
    .filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.'));
  const entry = entryOf(deck, 'sections');
  if (entry === undefined) return files.map((file) => ({ file }));
  if (entry.value.kind !== 'sequence') {
    diagnostics.push(
      diagnose(
        'wrong-type',
        `\`sections\` is a list of section names, this is ${describeNode(entry.value)}`,
        {
          span: entry.value.span,
          hints: ['write each name on a line of its own: `- opening`'],
        },
      ),
    );
    return [];
  }
  const wanted: WantedSection[] = [];
  for (const item of entry.value.items) {
    const found = isUse(item) ? usedSection(uses.get(item)) : wantedSection(item, files, diagnostics);
    if (found === undefined) continue;
    const earlier = wanted.find((each) => isSameSection(each, found));
    if (earlier === undefined) wanted.push(found);
    else diagnostics.push(listedTwice(found, earlier, item.span));
  }
  return wanted;
}

/** Of two files of the deck only the name counts: `10-end` and `20-end` may stand side by side as they do in `sections/`. */
function isSameSection(a: WantedSection, b: WantedSection): boolean {
  if (a.use === undefined && b.use === undefined) return a.file === b.file;
  return idOf(a) === idOf(b);
}

function idOf({ file, use }: WantedSection): string {
  return use === undefined ? sectionId(file) : (use.name?.text ?? use.file.id);
}

function listedTwice(found: WantedSection, earlier: WantedSection, place: Span): Diagnostic {
  const id = idOf(found);
  const hint = found.use === undefined ? undefined : `give this one another id: \`id: ${id}-2\``;
  return diagnose('duplicate-section', `section \`${id}\` is listed twice`, {
    span: found.span ?? place,
    hints: [hint],
    related: earlier.span === undefined ? [] : [{ message: 'it is first listed here', span: earlier.span }],
  });
}

function usedSection(use: Use | undefined): WantedSection | undefined {
  return use === undefined ? undefined : { file: use.file.path, span: use.name?.span ?? use.span, use };
}

function wantedSection(
  item: Node,
  files: readonly string[],
  diagnostics: Diagnostic[],
): WantedSection | undefined {
  if (item.kind !== 'scalar' || item.value === null) {
    diagnostics.push(
      diagnose('wrong-type', `a section is named by text, this is ${describeNode(item)}`, {
        span: item.span,
      }),
    );
    return undefined;
  }
  const name = item.text;
  const file = files.find(
    (each) => sectionId(each) === name || each === name || each.replace(/\.ya?ml$/, '') === name,
  );
  if (file !== undefined) return { file, span: item.span };
  diagnostics.push(
    diagnose('unknown-section', `there is no section \`${name}\``, {
      span: item.span,
      fix: renameTo(name, files.map(sectionId), item.span),
      hints: [
        /\.ya?ml$/.test(name) && name.includes('/')
          ? `for a file of another deck write \`use: ${name}\``
          : undefined,
        didYouMean(name, files.map(sectionId)) ??
          (files.length === 0
            ? `make the file \`sections/${name}.yaml\``
            : `the files in \`sections/\` are: ${files.join(', ')}`),
      ],
    }),
  );
  return undefined;
}
