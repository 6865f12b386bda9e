import { join } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { Host } from '../host.ts';
import type { Manuscript } from '../model/manuscript.ts';
import type { Node } from '../model/node.ts';
import { readYaml } from '../read/file.ts';
import { usedFiles } from '../read/uses.ts';
import { braces, type Variables } from './variables.ts';
import { readWords } from './when-words.ts';

/** Where a deck's files lie that may use a variable. */
const folders = ['', 'sections', 'profiles', 'locales'];

/**
 * Warns of variables that no file of the deck uses. All overlays are looked at, not only those of this edition: what a
 * single profile uses is used.
 */
export function findUnused(
  host: Host,
  { folder, uses }: Pick<Manuscript, 'folder' | 'uses'>,
  variables: Variables,
): Diagnostic[] {
  const open = new Set([...variables].flatMap(([name, { span }]) => (span === undefined ? [] : [name])));
  if (open.size === 0) return [];
  const own = folders.flatMap((each) => yamlFiles(host, join(folder, each)));
  const paths = [...new Set([...own, ...usedFiles(uses)])];
  const texts = paths.map((path) => ({ path, text: textOf(host, path) }));
  for (const { text } of texts) for (const [, , name = ''] of text.matchAll(braces)) open.delete(name);
  // Reading a file once more is worth it only where a condition may settle the rest.
  const conditional = open.size === 0 ? [] : texts.filter(({ text }) => text.includes('when:'));
  for (const { path } of conditional) {
    const node = readYaml(host, path).value?.node;
    for (const name of node === undefined ? [] : namesInConditions(node)) open.delete(name);
  }
  return [...open].map((name) => unused(name, variables));
}

function yamlFiles(host: Host, folder: string): string[] {
  return host
    .list(folder)
    .filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.'))
    .map((name) => join(folder, name));
}

/** What cannot be read is named where it is read for its content. */
function textOf(host: Host, path: string): string {
  try {
    return host.readText(path);
  } catch {
    return '';
  }
}

function namesInConditions(node: Node): string[] {
  if (node.kind === 'scalar') return [];
  if (node.kind === 'sequence') return node.items.flatMap(namesInConditions);
  return node.entries.flatMap(({ key, value }) =>
    key === 'when' && value.kind === 'scalar'
      ? readWords(value.text).tokens.flatMap(({ kind, text }) => (kind === 'name' ? [text] : []))
      : namesInConditions(value),
  );
}

function unused(name: string, variables: Variables): Diagnostic {
  const others = [...variables.keys()].filter((each) => each !== name);
  const span = variables.get(name)?.span;
  return diagnose('unused-variable', `no file of the deck uses the variable \`${name}\``, {
    ...(span !== undefined && { span }),
    hints: [didYouMean(name, others), `write \`{{${name}}}\` where it belongs, or take it out`],
  });
}
