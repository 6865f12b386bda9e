import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'rolldown/parseAst';
import { expect, test } from 'vitest';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

/** The floors of the house, lowest first. A file imports from its own room and from the floors below. */
const floors: readonly (readonly string[])[] = [
  ['diagnostics', 'host'],
  ['model'],
  ['read', 'browser'],
  ['compose', 'render'],
  ['assemble'],
  ['check', 'schema', 'review'],
  ['export'],
  ['pipeline'],
  ['preview'],
  ['present'],
  ['cli'],
];
const ground = floors[0] ?? [];
const apart = 'client';

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

interface Import {
  readonly specifier: string;
  readonly isTypeOnly: boolean;
}

interface Module {
  /** Below src/, with forward slashes. */
  readonly path: string;
  readonly room: string;
  readonly imports: readonly Import[];
  readonly nodes: readonly Node[];
}

const modules = filesBelow(join(root, 'src'))
  .filter((file) => file.endsWith('.ts'))
  .map(readModule);
const pathsOfModules = new Set(modules.map((each) => each.path));

test('every file of src/ is in a room that the architecture knows', () => {
  const rooms = [...floors.flat(), apart];
  expectNone(
    modules
      .filter((each) => !rooms.includes(each.room))
      .map((each) => `${each.path}: \`${each.room}\` is on no floor; rooms are ${rooms.join(', ')}`),
  );
});

test('no import leads upward, or to another room of the same floor', () => {
  expectNone(
    internalImports().flatMap(({ from, to }) => {
      if (from.room === to.room || from.room === apart || to.room === apart) return [];
      const [low, high] = [floorOf(to.room), floorOf(from.room)];
      if (low < high || (low === high && ground.includes(to.room))) return [];
      return [`${from.path} imports ${to.path}: ${from.room}/ must not know ${to.room}/`];
    }),
  );
});

test('client/ and the rest share only types', () => {
  expectNone(
    internalImports()
      .filter(({ from, to, isTypeOnly }) => (from.room === apart) !== (to.room === apart) && !isTypeOnly)
      .map(({ from, to }) => `${from.path} imports ${to.path}: use \`import type\``),
  );
});

test('no imports go round in a circle', () => {
  const targets = new Map<string, string[]>();
  for (const { from, to } of internalImports()) {
    targets.set(from.path, [...(targets.get(from.path) ?? []), to.path]);
  }
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    const seen = trail.indexOf(path);
    if (seen >= 0) circles.push([...trail.slice(seen), path].join(' -> '));
    if (seen >= 0 || done.has(path)) return;
    for (const next of targets.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of targets.keys()) visit(path, []);
  expectNone(circles);
});

test('every relative import names a file of src/', () => {
  expectNone(
    modules.flatMap((each) =>
      each.imports
        .filter(({ specifier }) => specifier.startsWith('.') && !pathsOfModules.has(target(each, specifier)))
        .map(({ specifier }) => `${each.path} imports ${specifier}`),
    ),
  );
});

test('files and environment are reached through host*.ts only', () => {
  const elsewhere = modules.filter((each) => each.room !== 'host');
  expectNone([
    ...importersOf(elsewhere, /^(node:)?fs(\/promises)?$/),
    ...usersOf(elsewhere, (node) => member(node) === 'process.env', 'process.env'),
  ]);
});

test('puppeteer is imported in browser/ only', () => {
  const elsewhere = modules.filter((each) => each.room !== 'browser');
  expectNone(importersOf(elsewhere, /^(@puppeteer\/|puppeteer)/));
});

test('only cli/ prints and ends the process', () => {
  // In client/ the console is the reader's own.
  const elsewhere = modules.filter((each) => each.room !== 'cli' && each.room !== apart);
  const isPrinting = (node: Node): boolean =>
    member(node)?.startsWith('console.') === true ||
    ['process.exit', 'process.exitCode', 'process.stdout', 'process.stderr'].includes(member(node) ?? '');
  expectNone(usersOf(elsewhere, isPrinting, 'console or process.exit'));
});

test('options of reveal.js are named in one file of assemble/ only', () => {
  const naming = modules.filter((each) => each.nodes.some(isRevealOptions)).map((each) => each.path);
  expect(naming.length, `files that name options of reveal.js: ${naming.join(', ')}`).toBeLessThanOrEqual(1);
  expectNone(naming.filter((path) => !path.startsWith('assemble/')));
});

test('each layout has its template, contract and example', () => {
  const layouts = join(root, 'templates', 'layouts');
  const names = existsSync(layouts) ? readdirSync(layouts) : [];
  expect(names).not.toEqual([]);
  expectNone(
    names.flatMap((name) =>
      ['layout.hbs', 'contract.yaml', 'example.yaml']
        .filter((file) => !existsSync(join(layouts, name, file)))
        .map((file) => `templates/layouts/${name} has no ${file}`),
    ),
  );
});

function expectNone(violations: readonly string[]): void {
  if (violations.length > 0) expect.fail(`\n${violations.join('\n')}`);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    })
    .sort();
}

function readModule(file: string): Module {
  const path = relative(join(root, 'src'), file).split(sep).join('/');
  const nodes: Node[] = [];
  collect(parseAst(readFileSync(file, 'utf8'), { lang: 'ts' }), nodes);
  return { path, room: roomOf(path), imports: nodes.flatMap(importOf), nodes };
}

/** The folder, or for a file directly in src/ its name without what follows a dash: host-node.ts is of `host`. */
function roomOf(path: string): string {
  const [first = '', ...rest] = path.split('/');
  return rest.length > 0 ? first : first.replace(/(-.*)?\.ts$/, '');
}

function collect(value: unknown, into: Node[]): void {
  if (Array.isArray(value)) {
    for (const each of value) collect(each, into);
  } else if (typeof value === 'object' && value !== null) {
    if ('type' in value && typeof value.type === 'string') into.push(value as Node);
    for (const each of Object.values(value)) collect(each, into);
  }
}

/** `import`, `export … from`, `import()`, `require()` and `import('…').Type`. */
function importOf(node: Node): Import[] {
  const source = literal(node.type === 'CallExpression' ? (node.arguments as unknown[])[0] : node.source);
  if (source === undefined) return [];
  if (node.type === 'ImportDeclaration') {
    const names = node.specifiers as Node[];
    const onlyTypes = names.length > 0 && names.every((name) => name.importKind === 'type');
    return [{ specifier: source, isTypeOnly: node.importKind === 'type' || onlyTypes }];
  }
  if (node.type === 'ExportNamedDeclaration' || node.type === 'ExportAllDeclaration') {
    return [{ specifier: source, isTypeOnly: node.exportKind === 'type' }];
  }
  if (node.type === 'TSImportType') return [{ specifier: source, isTypeOnly: true }];
  const isCall = node.type === 'CallExpression' && (node.callee as Node).name === 'require';
  return isCall || node.type === 'ImportExpression' ? [{ specifier: source, isTypeOnly: false }] : [];
}

function literal(node: unknown): string | undefined {
  const { type, value } = (node ?? {}) as { type?: unknown; value?: unknown };
  return type === 'Literal' && typeof value === 'string' ? value : undefined;
}

function target(from: Module, specifier: string): string {
  return posix.normalize(posix.join(posix.dirname(from.path), specifier));
}

function internalImports(): { from: Module; to: Module; isTypeOnly: boolean }[] {
  return modules.flatMap((from) =>
    from.imports.flatMap(({ specifier, isTypeOnly }) => {
      const to = specifier.startsWith('.')
        ? modules.find((each) => each.path === target(from, specifier))
        : undefined;
      return to === undefined ? [] : [{ from, to, isTypeOnly }];
    }),
  );
}

function floorOf(room: string): number {
  return floors.findIndex((rooms) => rooms.includes(room));
}

function importersOf(among: readonly Module[], name: RegExp): string[] {
  return among.flatMap((each) =>
    each.imports
      .filter(({ specifier }) => name.test(specifier))
      .map(({ specifier }) => `${each.path} imports ${specifier}`),
  );
}

function usersOf(among: readonly Module[], test: (node: Node) => boolean, what: string): string[] {
  return among.filter((each) => each.nodes.some(test)).map((each) => `${each.path} uses ${what}`);
}

/** `process.env` for the expression process.env. */
function member(node: Node): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  const object = (node.object as Node).name;
  const property = (node.property as Node).name ?? (node.property as Node).value;
  return typeof object === 'string' && typeof property === 'string' ? `${object}.${property}` : undefined;
}

/** Names that mean nothing but an option of reveal.js. */
const telling =
  /^(hashOneBasedIndex|respondToHashChanges|jumpToSlide|controls(Tutorial|Layout|BackArrows)|navigationMode|fragmentInURL|autoPlayMedia|preloadIframes|autoAnimate.*|autoSlide.*|defaultTiming|mouseWheel|previewLinks|hideInactiveCursor|hideCursorTime|transitionSpeed|backgroundTransition|parallaxBackground.*|pdf(MaxPagesPerSlide|SeparateFragments|PageHeightOffset)|(mobileV|v)iewDistance|(showS|s)lideNumber|showNotes|keyboardCondition|scroll(ActivationWidth|Layout|Progress|Snap))$/;
/** Names that are options only where they reach reveal.js. `plugins` are code, which cannot come from elsewhere. */
const common = [
  'hash',
  'controls',
  'progress',
  'center',
  'touch',
  'overview',
  'help',
  'keyboard',
  'history',
  'transition',
  'loop',
  'rtl',
];

function isRevealOptions(node: Node): boolean {
  if (node.type === 'ObjectExpression') return keysOf(node).some((key) => telling.test(key));
  if (node.type !== 'CallExpression') return false;
  const method = ((node.callee as Node).property as Node | undefined)?.name;
  if (method !== 'initialize' && method !== 'configure') return false;
  const inside: Node[] = [];
  collect(node.arguments, inside);
  return inside.some(
    (each) => each.type === 'ObjectExpression' && keysOf(each).some((key) => common.includes(key)),
  );
}

function keysOf(object: Node): string[] {
  return (object.properties as Node[]).flatMap((property) => {
    const key = property.key as { name?: string; value?: unknown } | undefined;
    return typeof key?.name === 'string' ? [key.name] : typeof key?.value === 'string' ? [key.value] : [];
  });
}
