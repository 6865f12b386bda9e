import { createRequire } from 'node:module';
import type { HLJSApi, LanguageFn } from 'highlight.js';
import { escapeHtml, markSafe, type SafeHtml } from '../model/html.ts';

const require = createRequire(import.meta.url);

let core: HLJSApi | undefined;

/** Highlighted HTML, or escaped text where the language is not known. Languages are loaded when first asked for. */
export function highlightCode(code: string, language: string | undefined): SafeHtml {
  if (language === undefined || !/^[a-z0-9-]+$/i.test(language)) return escapeHtml(code);
  const name = aliases[language.toLowerCase()] ?? language.toLowerCase();
  core ??= require('highlight.js/lib/core') as HLJSApi;
  if (core.getLanguage(name) === undefined) {
    try {
      core.registerLanguage(name, require(`highlight.js/lib/languages/${name}`) as LanguageFn);
    } catch {
      return escapeHtml(code);
    }
  }
  return markSafe(core.highlight(code, { language: name, ignoreIllegals: true }).value);
}

const aliases: Readonly<Record<string, string>> = {
  js: 'javascript',
  ts: 'typescript',
  yml: 'yaml',
  sh: 'bash',
  shell: 'bash',
  zsh: 'bash',
  py: 'python',
  rb: 'ruby',
  rs: 'rust',
  golang: 'go',
  html: 'xml',
  docker: 'dockerfile',
  md: 'markdown',
  'c++': 'cpp',
  'c#': 'csharp',
  cs: 'csharp',
  kt: 'kotlin',
  toml: 'ini',
  hcl: 'ini',
  terraform: 'ini',
};

export interface CodeLine {
  readonly number: number;
  readonly html: SafeHtml;
  readonly lit: boolean;
}

/** Splits highlighted HTML into lines; spans that run over a line break are closed and opened again. */
export function splitLines(html: string, lit: ReadonlySet<number>): CodeLine[] {
  const open: string[] = [];
  return html.split('\n').map((line, index) => {
    const before = open.join('');
    for (const tag of line.match(/<span[^>]*>|<\/span>/g) ?? []) {
      if (tag === '</span>') open.pop();
      else open.push(tag);
    }
    return {
      number: index + 1,
      html: markSafe(before + line + '</span>'.repeat(open.length)),
      lit: lit.has(index + 1),
    };
  });
}

/** `2-3,5` as the numbers 2, 3, 5. What is no number is passed over. */
export function parseLines(written: string | undefined): Set<number> {
  const lines = new Set<number>();
  for (const part of (written ?? '').split(',')) {
    const match = /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(part);
    if (match === null) continue;
    const from = Number(match[1]);
    const to = Math.min(Number(match[2] ?? from), from + 1000);
    for (let line = from; line <= to; line++) lines.add(line);
  }
  return lines;
}
