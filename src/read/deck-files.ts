import { join } from 'node:path';
import { type Checked, type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../diagnostics/nearest.ts';
import type { Source, Span } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import { describeNode, entryOf, type MapNode, type Node } from '../model/node.ts';
import { readYaml } from './file.ts';

export interface SectionFile {
  /** File name without number and ending: `10-junior.yaml` is `junior`. */
  readonly id: string;
  readonly source: Source;
  /** Undefined when it could not be parsed; that is diagnosed already. */
  readonly map?: MapNode;
  /** Where `deck.yaml` names it, or the beginning of its own file. */
  readonly span: Span;
}

export interface DeckFiles {
  readonly folder: string;
  readonly source: Source;
  readonly map: MapNode;
  readonly sections: readonly SectionFile[];
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
  const wanted = wantedSections(host, folder, map, diagnostics);
  const sections = wanted.map(({ file: name, span }) => {
    const sectionPath = join(folder, 'sections', name);
    const read = readYaml(host, sectionPath, span);
    diagnostics.push(...read.diagnostics);
    const own = read.value?.source ?? { path: sectionPath, text: '' };
    const sectionMap =
      read.value === undefined ? undefined : asMap(read.value.node, own, 'a section', diagnostics);
    return {
      id: sectionId(name),
      source: own,
      ...(sectionMap === undefined ? {} : { map: sectionMap }),
      span: span ?? { source: own, start: 0, end: 0 },
    };
  });
  return { value: { folder, source, map, sections }, diagnostics };
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
}

function wantedSections(
  host: Host,
  folder: string,
  deck: MapNode,
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
  const wanted = new Map<string, WantedSection>();
  for (const item of entry.value.items) {
    const found = wantedSection(item, files, diagnostics);
    if (found === undefined) continue;
    const earlier = wanted.get(found.file);
    if (earlier === undefined) wanted.set(found.file, found);
    else {
      diagnostics.push(
        diagnose('duplicate-section', `section \`${sectionId(found.file)}\` is listed twice`, {
          span: item.span,
          related:
            earlier.span === undefined ? [] : [{ message: 'it is first listed here', span: earlier.span }],
        }),
      );
    }
  }
  return [...wanted.values()];
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
        didYouMean(name, files.map(sectionId)) ??
          (files.length === 0
            ? `make the file \`sections/${name}.yaml\``
            : `the files in \`sections/\` are: ${files.join(', ')}`),
      ],
    }),
  );
  return undefined;
}
