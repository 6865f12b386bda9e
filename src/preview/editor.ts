import { spawn } from 'node:child_process';
import { basename } from 'node:path';
import type { Host } from '../host.ts';

/** A place in a file, counted from 1. */
export interface EditorPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Command of the person's editor: as asked for, else what the environment names. */
export function findEditor(host: Host, asked: string | undefined): string | undefined {
  const named = ['TURNOUT_EDITOR', 'VISUAL', 'EDITOR'].map((name) => host.env(name));
  return [asked, ...named].find((each) => each !== undefined && each.trim() !== '')?.trim();
}

type Way = (place: EditorPlace) => readonly string[];

const withColons: Way = ({ file, line, column }) => [`${file}:${line}:${column}`];
const withOption: Way = ({ file, line, column }) => ['--line', `${line}`, '--column', `${column}`, file];

/** How editors with a window of their own are told the line. */
const ways: readonly (readonly [names: RegExp, way: Way])[] = [
  [/^(?:code|code-insiders|codium|vscodium|cursor|windsurf)$/, (place) => ['-g', ...withColons(place)]],
  [/^(?:subl|zed|zeditor|atom|pulsar|lapce|helix-gui)$/, withColons],
  [/^(?:idea|webstorm|pycharm|phpstorm|rider|fleet|kate)$/, withOption],
  [/^(?:gedit|gvim|emacs|emacsclient|mousepad|geany)$/, ({ file, line }) => [`+${line}`, file]],
];

/** They need the terminal in which the preview runs. */
const inTerminal = /^(?:vi|vim|nvim|nano|pico|ne|joe|jed|mg|micro|hx|helix|kak|ed|mcedit|emacs-nox)$/;

/** Program and arguments, or why it cannot be started. `{file}`, `{line}` and `{column}` stand for the place where they are written. */
export function editorCall(command: string, place: EditorPlace): readonly string[] | 'in-terminal' {
  const [program = '', ...rest] = wordsOf(command);
  if (rest.some((word) => word.includes('{file}'))) {
    const fill = (word: string): string =>
      word.replace(/\{(file|line|column)\}/g, (_, name: keyof EditorPlace) => String(place[name]));
    return [program, ...rest.map(fill)];
  }
  const name = basename(program).replace(/\.(?:exe|cmd|bat)$/i, '');
  if (inTerminal.test(name) || rest.includes('-nw')) return 'in-terminal';
  const way = ways.find(([names]) => names.test(name))?.[1] ?? (({ file }: EditorPlace) => [file]);
  // The preview goes on: it does not wait for the file to be closed.
  return [program, ...rest.filter((word) => word !== '--wait' && word !== '-w'), ...way(place)];
}

/** Words of a command line; quotes keep blanks together. No shell reads it. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(([, double, single, bare]) =>
    String(double ?? single ?? bare),
  );
}

/** Starts the editor; it lives on when the preview ends. Resolves to whether there is such a program. */
export function startEditor([program = '', ...args]: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true, windowsHide: true });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}

/** Opens the place in VS Code from a browser, without our help. */
export function editorLink({ file, line, column }: EditorPlace): string {
  const path = file.replaceAll('\\', '/');
  return `vscode://file${path.startsWith('/') ? '' : '/'}${encodeURI(path)}:${line}:${column}`;
}
