import { basename, dirname, extname, isAbsolute, relative, resolve, sep } from 'node:path';
import { type Diagnostic, diagnose, hasErrors } from '../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../diagnostics/nearest.ts';
import { displayPath } from '../diagnostics/path.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import { describeNode, type ScalarNode } from '../model/node.ts';
import type { SharedFile } from '../model/use.ts';
import { readYaml } from './file.ts';
import { homeOf, isInside, sharedRoot } from './home.ts';
import { workspaceOf } from './locate.ts';

/** What is read while uses are followed. One serves a whole deck: each file is read once. */
export interface UseReading {
  readonly host: Host;
  readonly folder: string;
  readonly diagnostics: Diagnostic[];
  readonly files: Map<string, SharedFile>;
}

/** The file behind the path of a `use`: a YAML file in the workspace. No value, and told, when the path is refused. */
export function findFile(written: string, node: ScalarNode, reading: UseReading): SharedFile | undefined {
  const { host, folder, diagnostics } = reading;
  const { span } = node;
  const slashed = written.replaceAll('\\', '/');
  if (/^[a-z][a-z0-9+.-]*:|^\//i.test(slashed) || isAbsolute(slashed)) {
    diagnostics.push(
      diagnose('outside-use', `\`${written}\` is not a path from the deck's folder`, {
        span,
        hints: ['write it as that of a picture, such as `../common/sections/about-us.yaml`'],
      }),
    );
    return undefined;
  }
  const home = homeOf(host, folder, span.source.path);
  const path = resolve(home, slashed);
  if (!mayBeRead(host, folder, path)) {
    diagnostics.push(outside(written, span, host, folder));
    return undefined;
  }
  const known = reading.files.get(path);
  if (known !== undefined) return known;
  const file = readShared(path, slashed, home, node, reading);
  reading.files.set(path, file);
  return file;
}

/** Judged by where links lead; of a file that does not exist by its path alone. */
function mayBeRead(host: Host, folder: string, path: string): boolean {
  const roots = [workspaceOf(folder) ?? folder, folder];
  const isThere = host.kind(path) !== undefined;
  return roots.some(
    (root) => isInside(host.realPath(root), host.realPath(path)) || (!isThere && isInside(root, path)),
  );
}

function outside(written: string, span: Span, host: Host, folder: string): Diagnostic {
  const isAlone = workspaceOf(folder) === undefined;
  const root = displayPath(sharedRoot(host, folder), host.cwd);
  const workspace = root === '.' ? 'the workspace' : `the workspace \`${root}\``;
  return diagnose('outside-use', `\`${written}\` lies outside ${isAlone ? "the deck's folder" : workspace}`, {
    span,
    hints: [
      isAlone
        ? 'decks share files inside a workspace: put this deck into a folder `slides/`'
        : 'copy the file into the workspace',
    ],
  });
}

function readShared(
  path: string,
  written: string,
  home: string,
  { span }: ScalarNode,
  { host, diagnostics }: UseReading,
): SharedFile {
  const id = basename(path)
    .replace(/\.ya?ml$/, '')
    .replace(/^\d+[-_. ]*(?=.)/, '');
  const nothing: SharedFile = { path, id, source: { path, text: '' } };
  const fault = fileFault(host, path, written, home, span);
  if (fault !== undefined) {
    diagnostics.push(fault);
    return nothing;
  }
  const read = readYaml(host, path, span);
  diagnostics.push(...read.diagnostics);
  if (read.value === undefined || hasErrors(read.diagnostics)) return nothing;
  const { source, node } = read.value;
  if (node?.kind === 'map') return { path, id, source, map: node };
  const what = node === undefined ? 'empty' : describeNode(node);
  diagnostics.push(
    diagnose('wrong-type', `\`${written}\` is no section with \`slides\`: it is ${what}`, { span }),
  );
  return nothing;
}

function fileFault(
  host: Host,
  path: string,
  written: string,
  home: string,
  span: Span,
): Diagnostic | undefined {
  const kind = host.kind(path);
  if (kind === 'file') {
    if (/^\.ya?ml$/.test(extname(path))) return undefined;
    return diagnose('missing-use', `\`${written}\` is not a YAML file`, { span });
  }
  if (kind === 'folder') {
    const files = yamlFiles(host, path);
    return diagnose('missing-use', `\`${written}\` is a folder, not a file`, {
      span,
      hints: [files.length === 0 ? undefined : `its files are: ${files.join(', ')}`],
    });
  }
  const found = nearFiles(host, path, written, home, span);
  return diagnose('missing-use', `there is no file \`${written}\``, {
    span,
    fix: renameTo(written, found.names, placeIn(span, written)),
    hints: [found.hint ?? didYouMean(written, found.names)],
  });
}

/** Files whose paths are near; `hint` when the path was meant from the file in which it stands. */
function nearFiles(
  host: Host,
  path: string,
  written: string,
  home: string,
  span: Span,
): { names: string[]; hint?: string } {
  const fromFile = resolve(dirname(span.source.path), written);
  if (host.kind(fromFile) === 'file') {
    const right = relative(home, fromFile).split(sep).join('/');
    return { names: [], hint: `paths begin in the deck's folder, as those of pictures: \`${right}\`` };
  }
  const folder = written.includes('/') ? written.slice(0, written.lastIndexOf('/') + 1) : '';
  return { names: yamlFiles(host, dirname(path)).map((name) => folder + name) };
}

function yamlFiles(host: Host, folder: string): string[] {
  return host.list(folder).filter((name) => /\.ya?ml$/.test(name) && !name.startsWith('.'));
}

function placeIn(span: Span, part: string): Span {
  const at = span.source.text.slice(span.start, span.end).indexOf(part);
  return at < 0 ? span : { ...span, start: span.start + at, end: span.start + at + part.length };
}
