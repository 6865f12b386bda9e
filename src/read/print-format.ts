import { join } from 'node:path';
import { type Checked, type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { Source, Span } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import type { FieldGroup } from '../model/deck.ts';
import type { MapNode, Node } from '../model/node.ts';
import type { PageLine } from '../model/page-text.ts';
import {
  type FormatFiles,
  type FormatOption,
  formatOptions,
  type PageDesign,
  type Variant,
} from '../model/print-format.ts';
import { validateGroup } from '../model/validate.ts';
import { keyPath, type Validation } from '../model/validation.ts';
import { readSource, readYaml } from './file.ts';
import { readPageLine } from './page-line.ts';
import { designFields, formatFields, plainDesign } from './print-format-keys.ts';

const folderName = 'templates/print';

/** Print formats by name: those of the deck, of its workspace and the built-in ones. */
export interface Formats {
  readonly names: () => readonly string[];
  /** The files of a format; no value and no diagnostic when there is no format of that name. */
  readonly read: (name: string) => Checked<FormatFiles>;
}

/** Looks in each root for `templates/print/<name>.yaml`; the nearest root comes first. */
export function openFormats(host: Host, roots: readonly string[]): Formats {
  const folders = new Map<string, string>();
  for (const root of roots) {
    const folder = join(root, folderName);
    for (const file of host.list(folder)) {
      const name = /^([a-z0-9][a-z0-9_-]*)\.yaml$/i.exec(file)?.[1];
      if (name !== undefined && !folders.has(name)) folders.set(name, folder);
    }
  }
  return {
    names: () => [...folders.keys()],
    read: (name) => {
      const folder = folders.get(name);
      return folder === undefined ? { diagnostics: [] } : readFormat(host, name, folder);
    },
  };
}

function readFormat(host: Host, name: string, folder: string): Checked<FormatFiles> {
  const file = readYaml(host, join(folder, `${name}.yaml`));
  if (file.value === undefined) return { diagnostics: file.diagnostics.map(asFormatFault) };
  const { node, source } = file.value;
  const parsed = parseFormat(node, source);
  const diagnostics = [...file.diagnostics, ...parsed.diagnostics].map(asFormatFault);
  const templateFile = join(folder, `${name}.hbs`);
  if (host.kind(templateFile) !== 'file') {
    diagnostics.push(
      diagnose('format-invalid', `format \`${name}\` has no \`${name}.hbs\``, {
        span: { source, start: 0, end: 0 },
        hints: ['the template of its pages stands beside this file'],
      }),
    );
  }
  if (diagnostics.length > 0 || parsed.value === undefined) return { diagnostics };
  const template = readSource(host, templateFile);
  if (template.value === undefined) return { diagnostics: template.diagnostics };
  const cssFile = join(folder, `${name}.css`);
  const css = host.kind(cssFile) === 'file' ? host.readText(cssFile) : '';
  return { value: { ...parsed.value, name, template: template.value, css }, diagnostics: [] };
}

/** Whatever is wrong with a format has one code: its author mends it, not the speaker. */
function asFormatFault(fault: Diagnostic): Diagnostic {
  const isItsOwn = fault.code === 'yaml-syntax' || fault.code === 'unreadable-file';
  return isItsOwn ? fault : { ...fault, code: 'format-invalid', severity: 'error' };
}

type Parsed = Omit<FormatFiles, 'name' | 'template' | 'css'>;

function parseFormat(node: Node | undefined, source: Source): Checked<Parsed> {
  if (node?.kind !== 'map') {
    const span = node?.span ?? { source, start: 0, end: 0 };
    return {
      diagnostics: [diagnose('format-invalid', 'a print format is a map with `description`', { span })],
    };
  }
  const validation: Validation = { diagnostics: [], spans: new Map(), owner: 'a print format' };
  const values = validateGroup(node, formatFields, validation);
  if (validation.diagnostics.length > 0) return { diagnostics: validation.diagnostics };
  const reading: Reading = { validation, options: optionsOf(values, validation), start: node.span };
  const design = { ...plainDesign, ...designOf(values, node, reading) };
  const variants = ((values.variants ?? []) as readonly FieldGroup[]).map((each, index) =>
    variantOf(each, itemOf(node, 'variants', index), `variants.${index}`, reading),
  );
  refuseNotesInGrids(design, variants, reading);
  return {
    value: {
      description: String(values.description),
      page: values.page as FormatFiles['page'],
      design,
      options: reading.options,
      variants,
    },
    diagnostics: validation.diagnostics,
  };
}

interface Reading {
  readonly validation: Validation;
  readonly options: FormatFiles['options'];
  readonly start: Span;
}

function optionsOf(values: FieldGroup, { diagnostics, spans }: Validation): FormatFiles['options'] {
  const options = new Map<FormatOption, readonly string[]>();
  for (const [name, list] of Object.entries((values.options ?? {}) as FieldGroup)) {
    const known = formatOptions.find((each) => each === name);
    if (known !== undefined) options.set(known, list as readonly string[]);
    else {
      diagnostics.push(
        diagnose('format-invalid', `there is no option \`${name}\` that a format can take`, {
          span: spans.get(keyPath('options', name)),
          hints: [didYouMean(name, formatOptions) ?? `there are: ${formatOptions.join(', ')}`],
        }),
      );
    }
  }
  return options;
}

/** The keys that a map has of its own: what is left out stays as it is. */
function designOf(values: FieldGroup, node: MapNode | undefined, reading: Reading): Partial<PageDesign> {
  const { slide, margin, header: _header, footer: _footer, ...rest } = values;
  const own = Object.fromEntries(Object.entries(rest).filter(([key]) => designFields.has(key)));
  const line = (name: string): PageLine | undefined =>
    node && readPageLine(node, name, { fill: (text) => text, diagnostics: reading.validation.diagnostics });
  const [header, footer] = [line('header'), line('footer')];
  return {
    ...own,
    ...(slide === undefined ? {} : { slide: { ...plainDesign.slide, ...(slide as object) } }),
    ...(margin === undefined ? {} : { margin: { ...plainDesign.margin, ...(margin as object) } }),
    ...(header === undefined ? {} : { header }),
    ...(footer === undefined ? {} : { footer }),
  };
}

function variantOf(values: FieldGroup, node: MapNode | undefined, path: string, reading: Reading): Variant {
  const when = new Map<FormatOption, string>();
  for (const [name, value] of Object.entries((values.when ?? {}) as FieldGroup)) {
    const option = formatOptions.find((each) => each === name);
    const known = option === undefined ? undefined : reading.options.get(option);
    if (option !== undefined && known?.includes(String(value)) === true) when.set(option, String(value));
    else reading.validation.diagnostics.push(unknownCase(name, String(value), known, path, reading));
  }
  return {
    when,
    design: designOf(values, node, reading),
    ...(typeof values.refuse === 'string' ? { refuse: values.refuse } : {}),
  };
}

function unknownCase(
  name: string,
  value: string,
  known: readonly string[] | undefined,
  path: string,
  { validation: { spans }, options }: Reading,
): Diagnostic {
  if (known !== undefined) {
    return diagnose('format-invalid', `\`options\` has no \`${value}\` for \`${name}\``, {
      span: spans.get(`${path}.when.${name}`),
      hints: [`it has: ${known.join(', ')}`],
    });
  }
  return diagnose('format-invalid', `the format takes no option \`${name}\``, {
    span: spans.get(keyPath(`${path}.when`, name)),
    hints: [didYouMean(name, options.keys()) ?? `name it under \`options:\` with its values`],
  });
}

/** Rows of a grid have a fixed height, notes have any length. */
function refuseNotesInGrids(base: PageDesign, variants: readonly Variant[], reading: Reading): void {
  const { diagnostics, spans } = reading.validation;
  const refuse = (path: string): void => {
    diagnostics.push(
      diagnose('format-invalid', 'a grid cannot hold notes: they take as much room as they need', {
        span: spans.get(path) ?? reading.start,
        hints: ['use `arrange: one` or `arrange: flow` where `notes` is true'],
      }),
    );
  };
  if (base.arrange === 'grid' && base.notes) refuse('notes');
  for (const [index, { design }] of variants.entries()) {
    const both = { ...base, ...design };
    if (design.notes === true && both.arrange === 'grid') refuse(`variants.${index}.notes`);
  }
}

function itemOf(node: MapNode, key: string, index: number): MapNode | undefined {
  const list = node.entries.find((entry) => entry.key === key)?.value;
  const item = list?.kind === 'sequence' ? list.items[index] : undefined;
  return item?.kind === 'map' ? item : undefined;
}
