/** The only way out: files, clock, environment. The pure stages run on an in-memory host in tests. */
export interface Host {
  readonly cwd: string;
  /** Folder of the installed package: holds the built-in `templates/`, `themes/` and the client scripts. */
  readonly packageRoot: string;
  /** Throws when there is no such file or it cannot be read. */
  readText(path: string): string;
  readBytes(path: string): Uint8Array;
  /** Follows symbolic links. */
  kind(path: string): 'file' | 'folder' | undefined;
  /** Names in a folder, sorted; empty when there is no such folder. */
  list(path: string): readonly string[];
  /** The path after all symbolic links; the path itself when it does not exist. */
  realPath(path: string): string;
  size(path: string): number;
  /** The file of an installed dependency, e.g. `reveal.js/dist/reveal.js`. */
  resolveModule(specifier: string): string;
  env(name: string): string | undefined;
  now(): Date;
}

/** What exporters need on top: writing. Each file appears whole or not at all. */
export interface WritingHost extends Host {
  /** Makes the folders above it, writes beside the target, flushes, renames. */
  writeFile(path: string, content: string | Uint8Array): void;
  copyFile(from: string, to: string): void;
  /** The system's folder for temporary files. */
  readonly tempRoot: string;
  /** A new empty folder of this process in the system's temporary folder. */
  makeTempFolder(): string;
  /** Removes the temporary folders of runs that were killed. */
  sweepTempFolders(): void;
  /** Removes what a killed run left half written beside `path`. */
  sweepPartials(path: string): void;
  remove(path: string): void;
  makeFolder(path: string): void;
  /** Whether files can be made at `path`, or in the nearest folder above it that exists. */
  isWritable(path: string): boolean;
  /** Bytes that the volume of a folder holds in all; undefined when there is no such folder. */
  volumeSize(path: string): number | undefined;
}
