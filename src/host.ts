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
  /** What was made of files, by path: only where each is read once. */
  readonly parsed?: Map<string, unknown>;
  /**
   * Milliseconds of a file's last change, a blank, and more that differs when the file does; undefined when there is none.
   * Left out: nobody can tell.
   */
  stamp?(path: string): string | undefined;
  /** See `kept` in `host-keep.ts`. Left out: everything is made anew. */
  readonly keep?: Keep;
}

/**
 * What `make` gives. It is kept under `key` as long as `given` are the same values and all that `make` asked of its host
 * would be answered as before. It must depend on nothing else, and nobody may change what it gives.
 */
export type Keep = <T>(key: string | object, given: readonly unknown[], make: (host: Host) => T) => T;

/** What a file is to hold: made in memory, or copied from where it lies. */
export type FileContent = { readonly content: string | Uint8Array } | { readonly copyOf: string };

/** What exporters need on top: writing. Each file appears whole or not at all. */
export interface WritingHost extends Host {
  /** Makes the folders above it, writes beside the target, flushes, renames. */
  writeFile(path: string, content: string | Uint8Array): void;
  copyFile(from: string, to: string): void;
  /** All of them or, where one cannot be written, none; by path. */
  writeFiles(files: Iterable<readonly [path: string, file: FileContent]>): void;
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
