import { join } from 'node:path';
import { type Checked, type Diagnostic, diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import type { Host } from '../host.ts';
import type { FormatFiles } from '../model/print-format.ts';
import { openFormats } from '../read/print-format.ts';
import type { DrawContext } from '../render/helpers.ts';
import { leaf, leaves, list, object } from '../render/shape.ts';
import { openTemplates } from '../render/templates.ts';

/** A kind of PDF, read and checked. */
export interface PrintFormat extends FormatFiles {
  /** Draws the document. Throws `template-failed`. */
  readonly draw: (view: object, context: DrawContext) => string;
}

const sheet = object({
  ...leaves('id', 'slide', 'pageName', 'number', 'title', 'heading', 'opens', 'section', 'minutes', 'clock'),
  ...leaves('part', 'html', 'notes'),
  cues: list(object(leaves('number', 'text'))),
});

/** What a print template sees. */
const documentShape = object({
  ...leaves('lang', 'dir', 'title', 'subtitle', 'event', 'date', 'profile', 'variant'),
  slides: list(sheet),
  leaves: list(object({ ...leaves('pageName'), slides: list(sheet) })),
  lines: list(leaf),
});

/** Compiles the template of a format, once its names are held against what there is. */
export function prepareFormat(files: FormatFiles): Checked<PrintFormat> {
  const { template } = files;
  const made = openTemplates(new Map()).compile(template, documentShape, 'page');
  const diagnostics = [...made.diagnostics, ...namelessPages(files)];
  const { value } = made;
  if (value === undefined || diagnostics.length > 0) return { diagnostics };
  const draw = (view: object, context: DrawContext): string => {
    const drawn = value(view, context);
    if (drawn.value === undefined) throw new TurnoutError(...drawn.diagnostics);
    return drawn.value;
  };
  return { value: { ...files, draw }, diagnostics };
}

/** Margins follow the slides by the names of pages: a template that leaves them out would print them empty. */
function namelessPages({ page, template }: FormatFiles): Diagnostic[] {
  if (page === 'slide' || /\bpage:\s*\{\{[^{}]*pageName\s*\}\}/.test(template.text)) return [];
  return [
    diagnose(
      'format-invalid',
      'the template gives pages no name: header and footer cannot follow the slides',
      {
        span: { source: template, start: 0, end: 0 },
        hints: [
          'write `style="page: {{pageName}}"` on the element around each slide, or around each leaf of a grid',
        ],
      },
    ),
  ];
}

/** A format of Turnout itself. */
export function findPrintFormat(host: Host, name: string): PrintFormat {
  const { value } = openFormats(host, [host.packageRoot]).read(name);
  const format = value === undefined ? undefined : prepareFormat(value).value;
  if (format === undefined)
    throw new Error(`no print format ${name} in ${join(host.packageRoot, 'templates')}`);
  return format;
}
