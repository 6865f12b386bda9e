import { type Checked, diagnose } from '../diagnostics/diagnostic.ts';
import { displayPath } from '../diagnostics/path.ts';
import type { Source, Span } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import { kept } from '../host-keep.ts';
import type { Node } from '../model/node.ts';
import { parseYaml } from './yaml.ts';

/** Reads a text file. `wanted` is the place in another file that asked for it. */
export function readSource(host: Host, path: string, wanted?: Span): Checked<Source> {
  try {
    // A byte order mark is no content: without it every offset and column is as editors show it.
    return { value: { path, text: host.readText(path).replace(/^\uFEFF/, '') }, diagnostics: [] };
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? reasons[String(error.code)] : undefined;
    return {
      diagnostics: [
        diagnose(
          'unreadable-file',
          `\`${displayPath(path, host.cwd)}\` cannot be read${why === undefined ? '' : `: ${why}`}`,
          {
            span: wanted ?? { source: { path, text: '' }, start: 0, end: 0 },
          },
        ),
      ],
    };
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'this user may not read it',
  EISDIR: 'it is a folder',
};

export interface YamlFile {
  readonly source: Source;
  /** Undefined when the file is empty or does not parse. */
  readonly node?: Node;
}

/** Reads and parses a YAML file. There is a value whenever the file could be read. */
export function readYaml(host: Host, path: string, wanted?: Span): Checked<YamlFile> {
  const earlier = host.parsed?.get(path);
  if (earlier !== undefined) return earlier as Checked<YamlFile>;
  const file = kept(host, `yaml ${path}`, [], (reading) => parseFile(reading, path));
  // Who asked for it is named only when it cannot be read.
  if (file.value === undefined) return { diagnostics: readSource(host, path, wanted).diagnostics };
  host.parsed?.set(path, file);
  return file;
}

function parseFile(host: Host, path: string): Checked<YamlFile> {
  const { value: source, diagnostics } = readSource(host, path);
  if (source === undefined) return { diagnostics };
  const parsed = parseYaml(source);
  return {
    value: { source, ...(parsed.value === undefined ? {} : { node: parsed.value }) },
    diagnostics: parsed.diagnostics,
  };
}
