import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { entryOf } from '../src/cli/commands/explain-error.ts';
import { codes } from '../src/diagnostics/codes.ts';
import { createNodeHost } from '../src/host-node.ts';
import { readExample } from '../src/read/example.ts';
import { openLibrary } from '../src/read/library.ts';
import { layoutsReference } from '../src/schema/reference.ts';
import { caseNames, repository } from './support/cases.ts';

const names = Object.keys(codes);
const document = (name: string): string => readFileSync(join(repository, 'docs', name), 'utf8');
const diagnostics = document('diagnostics.md');

test('the reference of layouts is current; `npm run docs` writes it', () => {
  const host = createNodeHost(repository);
  const library = openLibrary(host, [repository]);
  const described = library.layoutNames().map((name) => {
    const { value, diagnostics: faults } = library.layout(name);
    if (value === undefined) throw new Error(faults.map(({ message }) => message).join('\n'));
    return { layout: value, example: readExample(host, value) };
  });
  const written = /<!-- begin layouts[^\n]*\n\n(.*)\n\n<!-- end layouts -->/s.exec(document('layouts.md'));
  expect(written?.[1]).toBe(layoutsReference(described));
});

describe('every code', () => {
  test.each(names)('%s has an entry: cause, example, what to do', (code) => {
    const entry = entryOf(diagnostics, code) ?? '';
    expect(entry).toMatch(
      new RegExp(`^\`\`\`\\n${codes[code as keyof typeof codes].severity}\\[${code}\\]: \\S`),
    );
    expect(entry).not.toContain('TODO');
    expect(entry).toMatch(/Exit code\s[0-3]/);
    expect(entry).toMatch(/\n\*\*Mend:\*\* \S/);
  });

  const cases = new Set(caseNames('errors').map((name) => name.replace(/--.*/, '')));
  test.each(names)('%s has a case folder', (code) => {
    expect(cases.has(code), `tests/cases/errors/${code} is missing`).toBe(true);
  });
});

test('no entry is for a code that does not exist', () => {
  const headings = [...diagnostics.matchAll(/^### (\S+)$/gm)].map(([, name]) => name);
  expect(headings.filter((name) => !names.includes(name ?? ''))).toEqual([]);
  expect(new Set(headings).size).toBe(headings.length);
});

test('links between documents lead somewhere', () => {
  const files = readdirSync(join(repository, 'docs')).filter((name) => name.endsWith('.md'));
  const broken = files.flatMap((file) =>
    [...proseOf(document(file)).matchAll(/\]\(([^)#:\s]*)(?:#([^)\s]+))?\)/g)].flatMap(
      ([, path = '', anchor]) => {
        const target = path === '' ? join('docs', file) : join('docs', path);
        if (!existsSync(join(repository, target))) return [`${file}: ${path}`];
        if (anchor === undefined || !target.endsWith('.md')) return [];
        return anchorsOf(readFileSync(join(repository, target), 'utf8')).includes(anchor)
          ? []
          : [`${file}: ${path}#${anchor}`];
      },
    ),
  );
  expect(broken).toEqual([]);
});

/** Without code, which may show links that lead nowhere. */
function proseOf(markdown: string): string {
  return markdown.replace(/^(`{3,}).*?^\1$/gms, '').replace(/`[^`\n]*`/g, '');
}

/** Headings as GitHub addresses them. */
function anchorsOf(markdown: string): string[] {
  return [...markdown.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}
