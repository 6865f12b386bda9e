import { join } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Host } from '../host.ts';
import type { FieldGroup } from '../model/deck.ts';
import { type Labels, type Languages, labelFallback, type Theme } from '../model/theme.ts';
import { readYaml } from './file.ts';

/** Folder of a theme with a file of words for each language: `de.yaml`, `pt-br.yaml`. */
const folderName = 'languages';

/** The theme whose words every other has unless it says otherwise: layouts come with Turnout, and so do their words. */
const builtIn = 'themes/night-line';

interface Read {
  readonly value: Languages;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The words of a theme by language: those of Turnout, of the theme that it extends, its own `labels` whatever the
 * language, its own language files.
 */
export function readLanguages(
  host: Host,
  folder: string,
  values: FieldGroup,
  parent: Theme | undefined,
): Read {
  const turnouts = join(host.packageRoot, builtIn);
  const own = folder === turnouts ? openBuiltIn(host, folder) : readFolder(host, folder);
  const start = parent?.languages ?? (folder === turnouts ? own.value : openBuiltIn(host, turnouts).value);
  const always = Object.entries((values.labels ?? {}) as Record<string, string>).map(
    ([key, word]): [string, string] => [key, String(word)],
  );
  const tags = new Set([labelFallback, ...start.tags, ...own.value.tags]);
  const merge = (tag: string): Labels =>
    new Map([...(start.get(tag) ?? []), ...always, ...(own.value.get(tag) ?? [])]);
  return {
    value: { tags, get: (tag) => (tags.has(tag) ? merge(tag) : undefined) },
    diagnostics: own.diagnostics,
  };
}

/** What comes with Turnout is tested there: a deck pays only for its own language. */
function openBuiltIn(host: Host, theme: string): Read {
  const files = filesOf(host, theme);
  const read = new Map<string, Labels>();
  const get = (tag: string): Labels | undefined => {
    const file = files.get(tag);
    if (file === undefined) return undefined;
    const labels = read.get(tag) ?? readLanguage(host, file, []);
    read.set(tag, labels);
    return labels;
  };
  return { value: { tags: new Set(files.keys()), get }, diagnostics: [] };
}

function readFolder(host: Host, theme: string): Read {
  const diagnostics: Diagnostic[] = [];
  const languages = new Map(
    [...filesOf(host, theme)].map(([tag, file]) => [tag, readLanguage(host, file, diagnostics)]),
  );
  return { value: { tags: new Set(languages.keys()), get: (tag) => languages.get(tag) }, diagnostics };
}

/** Language tag to file. */
function filesOf(host: Host, theme: string): Map<string, string> {
  const folder = join(theme, folderName);
  const names = host.list(folder).filter((each) => each.endsWith('.yaml'));
  return new Map(names.map((name) => [name.slice(0, -'.yaml'.length).toLowerCase(), join(folder, name)]));
}

function readLanguage(host: Host, path: string, diagnostics: Diagnostic[]): Labels {
  const file = readYaml(host, path);
  diagnostics.push(...file.diagnostics);
  const node = file.value?.node;
  if (node === undefined) return new Map();
  if (node.kind !== 'map') {
    const message = 'a language file is a map of keys to words';
    diagnostics.push(diagnose('theme-invalid', message, { span: node.span }));
    return new Map();
  }
  const words = node.entries.flatMap(({ key, value }): [string, string][] => {
    if (value.kind === 'scalar' && value.value !== null) return [[key, value.text]];
    const message = `the label \`${key}\` is a word or a few`;
    diagnostics.push(diagnose('theme-invalid', message, { span: value.span }));
    return [];
  });
  return new Map(words);
}
