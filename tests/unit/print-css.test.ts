import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../support/cases.ts';

const folder = join(repository, 'templates');
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');

/** Classes that layouts and their partials give to parts of a slide. */
const onSlides = new Set(
  (readdirSync(folder, { recursive: true }) as string[])
    .filter((path) => /^(?:layouts|partials)\b.*\.hbs$/.test(path))
    .flatMap((path) => [...read(path).matchAll(/class="([^"]*)"/g)])
    .flatMap(([, names = '']) => names.replace(/\{\{.*?\}\}/g, ' ').split(/\s+/)),
);

/** Selectors of a style sheet, each by itself. */
function selectorsOf(css: string): string[] {
  const rules = css.replace(/\/\*.*?\*\//gs, '').matchAll(/([^{}]+)\{[^{}]*\}/g);
  return [...rules]
    .flatMap(([, selectors = '']) => selectors.split(/,(?![^(]*\))/))
    .map((each) => each.trim());
}

test.each(readdirSync(join(folder, 'print')).filter((name) => name.endsWith('.css')))(
  'no rule of print/%s is about a part of a slide by accident',
  (name) => {
    const selectors = selectorsOf(read(`print/${name}`));
    expect(selectors.length).toBeGreaterThan(0);
    const loose = selectors.filter((selector) => {
      const [, combinator = '', subject = ''] = /(?:^|(\s*>|\s)\s*)([^\s>]+)$/.exec(selector) ?? [];
      const [first = ''] = /(?<=\.)[\w-]+/.exec(subject) ?? [];
      // Drawn slides are meant, or what stands right below a part of the page.
      return (
        first !== '' && onSlides.has(first) && !selector.startsWith('.slide ') && combinator.trim() !== '>'
      );
    });
    expect(loose).toEqual([]);
  },
);
