import { basename, join, relative } from 'node:path';
import { diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import { displayPath } from '../diagnostics/path.ts';
import type { WritingHost } from '../host.ts';
import { openLibrary } from '../read/library.ts';
import { libraryRoots } from '../read/locate.ts';
import { editorSettings, writeSchemas } from '../schema/write.ts';

/** Title in the files of `templates/new/`; the new deck gets its folder's name instead. */
const placeholder = 'Title of the talk';

const settingsFile = '.vscode/settings.json';

/**
 * Copies a starter deck into a folder and wires it to editors. Throws `target-exists` when a file is there already, before anything is written.
 * Gives back the paths of the files, relative to the folder.
 */
export function scaffold(host: WritingHost, folder: string, template: string): string[] {
  const from = join(host.packageRoot, 'templates/new', template);
  const files = filesBelow(host, from, '');
  const taken =
    host.kind(folder) === 'file' ? [''] : files.filter((file) => host.kind(join(folder, file)) !== undefined);
  if (taken.length > 0) {
    const shown = displayPath(join(folder, taken[0] ?? ''), host.cwd);
    throw new TurnoutError(
      diagnose('target-exists', `\`${shown}\` is there already; nothing was written`, {
        hints: ['name another folder, or move that one away'],
      }),
    );
  }
  if (!host.isWritable(folder)) {
    throw new TurnoutError(
      diagnose('output-not-writable', `\`${displayPath(folder, host.cwd)}\` cannot be written to`, {
        hints: ['choose a folder of your own'],
      }),
    );
  }
  const title = titleFrom(basename(folder));
  for (const file of files) {
    const source = join(from, file);
    if (/\.(?:ya?ml|md|json)$/.test(file)) {
      host.writeFile(join(folder, file), host.readText(source).replaceAll(placeholder, title));
    } else {
      host.copyFile(source, join(folder, file));
    }
  }
  return [...files, ...wireEditors(host, folder)];
}

/** Schemas, and settings that name them. The settings of somebody who has some are left alone: the files name schemas, too. */
function wireEditors(host: WritingHost, folder: string): string[] {
  const settings = join(folder, settingsFile);
  const isNew = host.kind(settings) === undefined;
  if (isNew) host.writeFile(settings, editorSettings());
  const schemas = writeSchemas(host, openLibrary(host, libraryRoots(host, folder)), folder).files;
  return [...(isNew ? [settingsFile] : []), ...schemas.map((path) => relative(folder, path))];
}

function filesBelow(host: WritingHost, folder: string, prefix: string): string[] {
  return host.list(folder).flatMap((name) => {
    const path = join(folder, name);
    return host.kind(path) === 'folder' ? filesBelow(host, path, `${prefix}${name}/`) : [prefix + name];
  });
}

/** `my-first_talk` as `My first talk`; what YAML could misread never gets into it. */
export function titleFrom(name: string): string {
  const words = name.replace(/[^\p{L}\p{N}]+/gu, ' ').trim();
  return words === '' ? 'My talk' : words.charAt(0).toUpperCase() + words.slice(1);
}
