import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { WritingHost } from '../host.ts';
import { type Library, openLibrary } from '../read/library.ts';
import { libraryRoots } from '../read/locate.ts';
import { schemaFiles } from './file-schemas.ts';
import type { JsonSchema } from './json-schema.ts';
import { surveyReach } from './reach.ts';

/** Where the schemas of a deck lie, in its folder. */
export const schemaFolder = '.turnout/schema';

export interface WrittenSchemas {
  /** Absolute paths of all schemas. */
  readonly files: readonly string[];
  /** Faults of layouts and themes that were met; those that the library has told of before are not repeated. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Writes the schemas for a deck in `folder` to `output` (left out: `.turnout/schema` in it). A schema that is current
 * is not touched, so it costs little to call this at every save. The folder need not be a deck: then sections are not known.
 */
export function writeSchemas(
  host: WritingHost,
  library: Library,
  folder: string,
  output: string = join(folder, schemaFolder),
): WrittenSchemas {
  const reach = surveyReach(host, library, folder);
  const files = Object.values(schemaFiles).map(({ file, build }) => {
    const path = join(output, file);
    const text = formatSchema(build(reach));
    if (host.kind(path) !== 'file' || host.readText(path) !== text) host.writeFile(path, text);
    return path;
  });
  return { files, diagnostics: reach.diagnostics };
}

/** Keeps the schemas of a deck current where somebody has asked for them: where their folder is. Never throws. */
export function refreshSchemas(host: WritingHost, folder: string): void {
  if (host.kind(join(folder, schemaFolder)) !== 'folder') return;
  try {
    writeSchemas(host, openLibrary(host, libraryRoots(host, folder)), folder);
  } catch {
    // A folder that is read-only or gone is no reason to stop showing the deck; `turnout schema` says what is wrong.
  }
}

function formatSchema(schema: JsonSchema): string {
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** `.vscode/settings.json`: which schema is for which files. */
export function editorSettings(): string {
  const schemas = Object.values(schemaFiles).map(({ file, glob }) => [`./${schemaFolder}/${file}`, glob]);
  return `${JSON.stringify({ 'yaml.schemas': Object.fromEntries(schemas) }, null, 2)}\n`;
}
