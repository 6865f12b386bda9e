import { join } from 'node:path';
import { type Checked, type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { displayPath } from '../diagnostics/path.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import type { Field, Fields } from '../model/contract.ts';
import type { FieldGroup } from '../model/deck.ts';
import { type FontFace, labelFallback, type Theme } from '../model/theme.ts';
import { validateGroup } from '../model/validate.ts';
import type { Validation } from '../model/validation.ts';
import { readYaml } from './file.ts';
import { readLanguages } from './languages.ts';

const text = (description: string, required = false): Field => ({ type: 'text', description, required });
const mapOf = (description: string): Field => ({ type: 'map', description, required: false });

const faceFields: Fields = new Map<string, Field>([
  ['family', text('CSS family name', true)],
  ['weight', { ...text('CSS weight'), default: '400' }],
  ['style', { ...text('normal or italic'), default: 'normal' }],
  ['file', text("woff2 file in the theme's folder", true)],
  ['range', { ...text('CSS unicode-range'), default: 'U+0-10FFFF' }],
]);

/** Keys of `theme.yaml`. */
export const themeFields: Fields = new Map<string, Field>([
  ['description', text('one line about the look')],
  ['scheme', { type: 'choice', options: ['dark', 'light'], description: 'dark or light', required: false }],
  ['extends', text('theme whose values are the start')],
  ['colors', mapOf('role to CSS colour')],
  ['fonts', mapOf('`text`, `display`, `mono` to a CSS family list')],
  [
    'faces',
    {
      type: 'list',
      item: { type: 'group', fields: faceFields, description: 'a font file', required: false },
      description: 'font files',
      required: false,
    },
  ],
  ['labels', mapOf('words that layouts print themselves, in place of those of its language files')],
]);

/** Roles that layouts rely on: a theme without one of them would leave parts unpainted. */
export const colorRoles = [
  'background',
  'surface',
  'text',
  'muted',
  'accent',
  'rule',
  'on-line',
  'line-1',
  'line-2',
  'line-3',
  'line-4',
  'line-5',
  'line-6',
  'positive',
  'negative',
  'focus',
] as const;

/** Reads the theme in a folder; `base` gives the theme that it extends. */
export function readTheme(
  host: Host,
  name: string,
  folder: string,
  base: (name: string, span: Span) => Checked<Theme>,
): Checked<Theme> {
  const file = readYaml(host, join(folder, 'theme.yaml'));
  const diagnostics: Diagnostic[] = [...file.diagnostics];
  const node = file.value?.node;
  if (file.value === undefined) return { diagnostics };
  const start: Span = { source: file.value.source, start: 0, end: 0 };
  if (node?.kind !== 'map') {
    return {
      diagnostics: [
        ...diagnostics,
        diagnose('theme-invalid', 'a theme is a map with `colors`', { span: node?.span ?? start }),
      ],
    };
  }
  const validation: Validation = { diagnostics: [], spans: new Map(), owner: 'a theme' };
  const values = validateGroup(node, themeFields, validation);
  let parent: Theme | undefined;
  if (values.extends !== undefined) {
    const read = base(String(values.extends), validation.spans.get('extends') ?? start);
    diagnostics.push(...read.diagnostics);
    if (read.value === undefined) return { diagnostics };
    parent = read.value;
  }
  const words = readLanguages(host, folder, values, parent);
  diagnostics.push(...words.diagnostics);
  const theme = mergeTheme(host, name, folder, values, parent, words.value ?? new Map());
  diagnostics.push(
    ...validation.diagnostics.map((fault): Diagnostic => ({ ...fault, code: 'theme-invalid' })),
  );
  diagnostics.push(...themeFaults(host, theme, validation.spans, start));
  if (diagnostics.some(({ lacks }) => lacks === undefined)) return { diagnostics };
  const faces = theme.faces.filter((face) => isThere(host, face));
  return { value: faces.length === theme.faces.length ? theme : { ...theme, faces }, diagnostics };
}

function isThere(host: Host, { file }: FontFace): boolean {
  return host.kind(file) === 'file';
}

function mergeTheme(
  host: Host,
  name: string,
  folder: string,
  values: FieldGroup,
  parent: Theme | undefined,
  languages: Theme['languages'],
): Theme {
  const merge = (key: 'colors' | 'fonts'): Map<string, string> =>
    new Map([
      ...(parent?.[key] ?? []),
      ...Object.entries((values[key] ?? {}) as Record<string, string>).map(
        ([role, value]): [string, string] => [role, String(value)],
      ),
    ]);
  const faces = ((values.faces ?? []) as readonly Record<string, string>[]).map(
    (face): FontFace => ({
      family: face.family ?? '',
      weight: face.weight ?? '400',
      style: face.style ?? 'normal',
      range: face.range ?? 'U+0-10FFFF',
      file: join(folder, face.file ?? ''),
    }),
  );
  const cssFile = join(folder, 'theme.css');
  const css = host.kind(cssFile) === 'file' ? host.readText(cssFile) : '';
  return {
    name,
    folder,
    description: String(values.description ?? ''),
    scheme: (values.scheme ?? parent?.scheme ?? 'light') as Theme['scheme'],
    colors: merge('colors'),
    fonts: merge('fonts'),
    faces: [...(parent?.faces ?? []), ...faces],
    labels: languages.get(labelFallback) ?? new Map(),
    languages,
    css: [parent?.css ?? '', css].filter((each) => each !== '').join('\n'),
  };
}

function themeFaults(host: Host, theme: Theme, spans: ReadonlyMap<string, Span>, start: Span): Diagnostic[] {
  const missing = colorRoles.filter((role) => !theme.colors.has(role));
  const faults = theme.faces
    .filter((face) => !isThere(host, face))
    .map((face) =>
      diagnose('theme-invalid', `there is no font file \`${displayPath(face.file, host.cwd)}\``, {
        span: spans.get('faces') ?? start,
        lacks: 'font',
      }),
    );
  if (missing.length > 0) {
    faults.push(
      diagnose(
        'theme-invalid',
        `the theme has no colour for ${missing.map((role) => `\`${role}\``).join(', ')}`,
        {
          span: spans.get('colors') ?? start,
          hints: ['add them, or begin with `extends: night-line`'],
        },
      ),
    );
  }
  return faults;
}
