import { join } from 'node:path';
import { type Checked, diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../diagnostics/nearest.ts';
import type { Source, Span } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import { kept } from '../host-keep.ts';
import type { Layout } from '../model/layout.ts';
import type { Theme } from '../model/theme.ts';
import { parseContract } from './contract.ts';
import { readSource, readYaml } from './file.ts';
import { readTheme } from './theme.ts';

/** Layouts, themes and partials by name, read when they are first asked for. Nearer roots come before the built-in one. */
export interface Library {
  readonly layoutNames: () => readonly string[];
  readonly themeNames: () => readonly string[];
  /** `wanted` is the place that names the layout. Faults of one layout are reported once. */
  readonly layout: (name: string, wanted?: Span) => Checked<Layout>;
  readonly theme: (name: string, wanted?: Span) => Checked<Theme>;
  readonly partials: () => ReadonlyMap<string, Source>;
  /** Text of a file under `templates/`, e.g. `base.css`. */
  readonly template: (path: string) => Source;
}

/** Layouts and themes that were read: what several libraries with the same roots may share. */
export interface Shelf {
  readonly layouts: Map<string, Checked<Layout>>;
  readonly themes: Map<string, Checked<Theme>>;
}

export function openShelf(): Shelf {
  return { layouts: new Map(), themes: new Map() };
}

/** Each library tells the faults of what is on its shelf anew. */
export function openLibrary(host: Host, roots: readonly string[], shelf: Shelf = openShelf()): Library {
  const layouts = memory(shelf.layouts);
  const themes = memory(shelf.themes);
  const folders = (kind: string, mark: string): Map<string, string> => {
    const found = new Map<string, string>();
    for (const root of roots) {
      for (const name of host.list(join(root, kind))) {
        const folder = join(root, kind, name);
        if (!found.has(name) && host.kind(join(folder, mark)) === 'file') found.set(name, folder);
      }
    }
    return found;
  };
  const layoutFolders = lazy(() => folders('templates/layouts', 'layout.hbs'));
  const themeFolders = lazy(() => folders('themes', 'theme.yaml'));

  const theme = (
    reading: Host,
    name: string,
    wanted: Span | undefined,
    chain: readonly string[],
  ): Checked<Theme> => {
    const folder = themeFolders().get(name);
    if (folder === undefined)
      return unknown('unknown-theme', 'theme', name, [...themeFolders().keys()], wanted);
    if (chain.includes(name)) {
      const loop = [...chain, name].join(' → ');
      return {
        diagnostics: [
          diagnose('theme-invalid', `themes extend each other in a circle: ${loop}`, {
            ...(wanted && { span: wanted }),
          }),
        ],
      };
    }
    const given = [[...themeFolders()].join('\n'), chain.join('\n')];
    const read = (): Checked<Theme> =>
      kept(reading, `theme ${folder}`, given, (inner) =>
        readTheme(inner, name, folder, (base, span) => theme(inner, base, span, [...chain, name])),
      );
    // What is kept has to know all that it was made of: then a base is asked for once more.
    return reading === host || host.keep === undefined ? themes(name, read) : read();
  };

  return {
    layoutNames: () => [...layoutFolders().keys()].sort(),
    themeNames: () => [...themeFolders().keys()].sort(),
    layout: (name, wanted) => {
      const folder = layoutFolders().get(name);
      if (folder === undefined)
        return unknown('unknown-layout', 'layout', name, [...layoutFolders().keys()], wanted);
      return layouts(name, () =>
        kept(host, `layout ${folder}`, [], (reading) => readLayout(reading, name, folder)),
      );
    },
    theme: (name, wanted) => theme(host, name, wanted, []),
    partials: lazy(() => readPartials(host, roots)),
    template: (path) => {
      const root =
        roots.find((each) => host.kind(join(each, 'templates', path)) === 'file') ?? host.packageRoot;
      const file = join(root, 'templates', path);
      return { path: file, text: host.readText(file) };
    },
  };
}

function readLayout(host: Host, name: string, folder: string): Checked<Layout> {
  const template = readSource(host, join(folder, 'layout.hbs'));
  const contractFile = join(folder, 'contract.yaml');
  if (host.kind(contractFile) !== 'file') {
    const span = { source: template.value ?? { path: folder, text: '' }, start: 0, end: 0 };
    return {
      diagnostics: [
        ...template.diagnostics,
        diagnose('contract-invalid', `layout \`${name}\` has no \`contract.yaml\``, {
          span,
          hints: ['describe its fields there: `description: …` and `fields:`'],
        }),
      ],
    };
  }
  const file = readYaml(host, contractFile);
  const broken = file.diagnostics.length > 0 || file.value === undefined;
  const contract = broken ? { diagnostics: [] } : parseContract(file.value.node, file.value.source);
  const diagnostics = [...template.diagnostics, ...file.diagnostics, ...contract.diagnostics];
  if (template.value === undefined || contract.value === undefined) return { diagnostics };
  const cssFile = join(folder, 'layout.css');
  const css = host.kind(cssFile) === 'file' ? host.readText(cssFile) : '';
  return { value: { name, folder, contract: contract.value, template: template.value, css }, diagnostics };
}

function readPartials(host: Host, roots: readonly string[]): Map<string, Source> {
  const found = new Map<string, Source>();
  for (const root of roots) {
    const folder = join(root, 'templates/partials');
    for (const file of host.list(folder)) {
      const name = file.replace(/\.hbs$/, '');
      if (!file.endsWith('.hbs') || found.has(name)) continue;
      found.set(name, { path: join(folder, file), text: host.readText(join(folder, file)) });
    }
  }
  return found;
}

function unknown(
  code: 'unknown-layout' | 'unknown-theme',
  what: 'layout' | 'theme',
  name: string,
  known: readonly string[],
  wanted: Span | undefined,
): Checked<never> {
  const hints = [
    didYouMean(name, known),
    `\`turnout ${what}s\` lists every ${what}${what === 'layout' ? ' and its fields' : ''}`,
  ];
  return {
    diagnostics: [
      diagnose(code, `${what} \`${name}\` does not exist`, {
        span: wanted,
        hints,
        fix: renameTo(name, known, wanted),
      }),
    ],
  };
}

/** Remembers what was made under a name; its diagnostics are handed out the first time only. */
function memory<T>(made: Map<string, Checked<T>>): (name: string, make: () => Checked<T>) => Checked<T> {
  const told = new Set<string>();
  return (name, make) => {
    const result = made.get(name) ?? make();
    made.set(name, result);
    if (told.has(name)) return { ...result, diagnostics: [] };
    told.add(name);
    return result;
  };
}

function lazy<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
