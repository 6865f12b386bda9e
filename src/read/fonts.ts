import { basename, dirname, extname, join, resolve, sep } from 'node:path';
import { type Checked, type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import type { FieldValue } from '../model/deck.ts';
import { type FontFace, type FontFamily, type FontRole, fontRoles } from '../model/theme.ts';
import { resolveFile } from './assets.ts';
import { parseCoverage } from './font-file.ts';
import { libraryRoots } from './locate.ts';

/** An entry of `fonts` in `deck.yaml`, as written. */
interface FontEntry {
  readonly package?: string;
  readonly file?: string;
  readonly family?: string;
  readonly weight?: string;
  readonly style?: string;
  readonly range?: string;
  readonly for?: FontRole;
}

const everything = 'U+0-10FFFF';

/** What may stand in a style sheet: a deck's words must not become rules. */
const shapes = {
  family: /^[\p{L}\p{N}][\p{L}\p{N} ._-]*$/u,
  weight: /^\d{1,4}(?: \d{1,4})?$/,
  style: /^(?:normal|italic)$/,
  range: /^U\+[0-9A-F?]{1,6}(?:-[0-9A-F]{1,6})?(?:\s*,\s*U\+[0-9A-F?]{1,6}(?:-[0-9A-F]{1,6})?)*$/i,
} as const;

/** The fonts that a deck names. There is a value for each that was found. */
export function readFonts(
  host: Host,
  deckFolder: string,
  written: FieldValue | undefined,
  spans: ReadonlyMap<string, Span>,
): Checked<FontFamily[]> {
  const diagnostics: Diagnostic[] = [];
  const families = ((written ?? []) as readonly FontEntry[]).flatMap((entry, index): FontFamily[] => {
    const at = (key: string): Span | undefined =>
      spans.get(`fonts.${index}.${key}`) ?? spans.get(`fonts.${index}`) ?? spans.get('fonts');
    const faults = shapeFaults(entry, at);
    const read =
      faults.length > 0 ? { diagnostics: faults } : facesOf(host, deckFolder, entry, at, sourceOf(entry));
    diagnostics.push(...read.diagnostics);
    const [first] = read.value ?? [];
    if (read.value === undefined || first === undefined) return [];
    return [{ family: first.family, faces: read.value, roles: entry.for ? [entry.for] : fontRoles }];
  });
  return { value: families, diagnostics };
}

type Place = (key: string) => Span | undefined;

function sourceOf(entry: FontEntry): 'package' | 'file' {
  return entry.package === undefined ? 'file' : 'package';
}

function shapeFaults(entry: FontEntry, at: Place): Diagnostic[] {
  if ((entry.package === undefined) === (entry.file === undefined)) {
    return [
      diagnose('font-invalid', 'a font is a `package` or a `file`: one of the two', {
        span: at(entry.file === undefined ? '' : 'file'),
        hints: ['for example `- package: "@fontsource/noto-sans-jp"` or `- file: assets/company.woff2`'],
      }),
    ];
  }
  return (Object.keys(shapes) as (keyof typeof shapes)[]).flatMap((key) => {
    const value = entry[key];
    return value === undefined || shapes[key].test(value)
      ? []
      : [diagnose('font-invalid', `\`${value}\` is no ${names[key]}`, { span: at(key) })];
  });
}

const names = {
  family: 'family name: letters, digits, blanks, `.`, `_` and `-`',
  weight: 'CSS weight, such as `400` or `100 900`',
  style: 'CSS style: `normal` or `italic`',
  range: 'CSS unicode-range, such as `U+4E00-9FFF, U+3040-30FF`',
} as const;

function facesOf(
  host: Host,
  deckFolder: string,
  entry: FontEntry,
  at: Place,
  source: 'package' | 'file',
): Checked<FontFace[]> {
  return source === 'file'
    ? fileFace(host, deckFolder, entry, at(source))
    : packageFaces(host, deckFolder, entry, at);
}

function fileFace(
  host: Host,
  deckFolder: string,
  entry: FontEntry,
  span: Span | undefined,
): Checked<FontFace[]> {
  const written = entry.file ?? '';
  const found = resolveFile(host, deckFolder, written, span as Span, {
    types: new Set(['.woff2', '.woff', '.ttf', '.otf']),
    name: 'a font',
    lacks: 'font',
  });
  if ('code' in found) return { diagnostics: [found] };
  if (parseCoverage(host.readBytes(found.file)) === undefined) {
    return {
      diagnostics: [
        diagnose('font-invalid', `\`${written}\` is damaged, or no font`, { span, lacks: 'font' }),
      ],
    };
  }
  const face = {
    family: entry.family ?? basename(written, extname(written)).replace(/[^\p{L}\p{N} ._-]/gu, ' '),
    weight: entry.weight ?? '400',
    style: entry.style ?? 'normal',
    range: entry.range ?? everything,
    file: found.file,
  };
  return { value: [face], diagnostics: [] };
}

/** Faces of a package as its style sheets list them, a file for each slice of the script. */
function packageFaces(host: Host, deckFolder: string, entry: FontEntry, at: Place): Checked<FontFace[]> {
  const span = at('package');
  const name = entry.package ?? '';
  const isName = /^(?:@[a-z0-9~-][\w.~-]*\/)?[a-z0-9~-][\w.~-]*$/i.test(name);
  const folder = isName ? findPackage(host, deckFolder, name) : undefined;
  if (folder === undefined) {
    return {
      diagnostics: [
        diagnose('font-invalid', `the package \`${name}\` is not installed`, {
          span,
          lacks: 'font',
          hints: isName
            ? [`\`npm install ${name}\` beside the deck or its workspace brings it`]
            : ['a package has a name such as `@fontsource/noto-sans-jp`'],
        }),
      ],
    };
  }
  const sheets = styleSheets(host, folder, entry);
  const faces = sheets.flatMap((sheet) => parseFaces(host, folder, sheet));
  if (faces.length === 0) {
    const wanted = entry.weight === undefined ? '' : ` of weight ${entry.weight}`;
    return {
      diagnostics: [
        diagnose('font-invalid', `the package \`${name}\` lists no font${wanted}`, {
          span: entry.weight === undefined ? span : at('weight'),
          hints: ['packages of Fontsource have a `400.css`; a single font can be named with `file`'],
        }),
      ],
    };
  }
  const { family } = entry;
  return {
    value: family === undefined ? faces : faces.map((face) => ({ ...face, family })),
    diagnostics: [],
  };
}

/** In `node_modules` of the deck, of the folders that hold it as far as its workspace, and of Turnout itself. */
function findPackage(host: Host, deckFolder: string, name: string): string | undefined {
  const roots = libraryRoots(host, deckFolder);
  // Where Turnout is installed, packages of the same project lie beside it.
  const beside = dirname(host.packageRoot);
  const modules = [...roots.map((root) => join(root, 'node_modules')), beside];
  return modules
    .map((folder) => join(folder, ...name.split('/')))
    .find((folder) => host.kind(join(folder, 'package.json')) === 'file');
}

/** `400.css` and `700.css` unless weights are given: the two that every layout asks for, or the nearest to them. */
function styleSheets(host: Host, folder: string, { weight, style }: FontEntry): string[] {
  const slant = style === 'italic' ? '-italic' : '';
  const wanted = (weight ?? '400 700').split(' ').map((each) => `${each}${slant}.css`);
  const found = wanted.filter((name) => host.kind(join(folder, name)) === 'file');
  if (found.length > 0 || weight !== undefined) return found;
  // A variable font has all weights in one style sheet.
  const whole = slant === '' ? ['wght.css', 'index.css'] : ['wght-italic.css'];
  return whole.filter((name) => host.kind(join(folder, name)) === 'file').slice(0, 1);
}

function parseFaces(host: Host, folder: string, sheet: string): FontFace[] {
  const css = host.readText(join(folder, sheet));
  return [...css.matchAll(/@font-face\s*\{([^}]*)\}/g)].flatMap(([, body = '']): FontFace[] => {
    const value = (key: string): string | undefined =>
      new RegExp(`(?:^|[;{\\s])${key}\\s*:\\s*([^;]+)`).exec(body)?.[1]?.trim();
    const family = value('font-family')?.replace(/^["']|["']$/g, '') ?? '';
    const url = /url\(\s*["']?([^"')]+\.woff2)["']?\s*\)/.exec(body)?.[1];
    const file = url === undefined ? undefined : resolve(folder, url);
    const face = {
      family,
      weight: value('font-weight') ?? '400',
      style: value('font-style') ?? 'normal',
      // A list may end in a comma, as those of Fontsource do in places.
      range: (value('unicode-range') ?? everything).replace(/,\s*$/, ''),
    };
    const isSound = (Object.keys(shapes) as (keyof typeof shapes)[]).every((key) =>
      shapes[key].test(face[key]),
    );
    if (file === undefined || !isSound || !file.startsWith(folder + sep)) return [];
    return host.kind(file) === 'file' ? [{ ...face, file }] : [];
  });
}
