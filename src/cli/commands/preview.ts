import { displayPath } from '../../diagnostics/path.ts';
import type { WritingHost } from '../../host.ts';
import { openInBrowser } from '../../preview/open-browser.ts';
import { type BuildReport, defaultPort, startPreview } from '../../preview/preview.ts';
import { locateDeck } from '../../read/locate.ts';
import { refreshSchemas } from '../../schema/write.ts';
import type { EditionOptions } from '../edition-options.ts';
import { editionOf } from '../editions.ts';
import { dim, printLine, printReport, strong } from '../terminal.ts';

export interface PreviewCommandOptions extends EditionOptions {
  readonly port?: number;
  readonly open?: boolean;
  readonly editor?: string;
}

export async function run(
  host: WritingHost,
  named: string | undefined,
  options: PreviewCommandOptions,
): Promise<number> {
  const folder = locateDeck(host, named);
  const edition = editionOf(host, folder, options);
  const stopped = stopSignal();
  const log = new Log(host);
  const onBuild = (report: BuildReport): void => {
    log.add(report);
    // After the page has been told: nobody waits for the editor's schemas.
    setImmediate(refreshSchemas, host, folder);
  };
  const preview = await startPreview(host, folder, {
    port: options.port,
    editor: options.editor,
    onBuild,
    edition,
  });
  if (options.port === undefined && preview.port !== defaultPort) {
    printLine(dim(`port ${defaultPort} is taken, so this is the next free one`));
  }
  printLine(`${strong(preview.url)}  ${displayPath(folder, host.cwd)}: ${await log.start()}`);
  printLine(dim('every save is shown at once; in the page: G all slides, E edits, T bar; Ctrl-C stops'));
  if (options.open === true) {
    openInBrowser(preview.url, () => printLine('the browser could not be opened: open the address by hand'));
  }
  await stopped;
  await preview.close();
  printLine(`\npreview stopped, port ${preview.port} is free again`);
  // Not 130: a server is only ever ended in this way, so nothing was broken off.
  return 0;
}

/** Resolves at the first Ctrl-C; a second one ends the process as usual. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    const signals = ['SIGINT', 'SIGTERM'] as const;
    const stop = (): void => {
      for (const signal of signals) process.off(signal, stop);
      resolve();
    };
    for (const signal of signals) process.on(signal, stop);
  });
}

/** A line a build; the report only when it says something new. */
export class Log {
  readonly #host: WritingHost;
  #reported = '';
  #slides: number | undefined;
  #isStarted = false;
  /** One after the other, so that lines never mix. */
  #printing: Promise<void> = Promise.resolve();

  constructor(host: WritingHost) {
    this.#host = host;
  }

  readonly add = (report: BuildReport): void => {
    this.#slides = report.slides;
    const time = this.#host.now().toTimeString().slice(0, 8);
    const isStarted = this.#isStarted;
    this.#printing = this.#printing.then(async () => {
      await this.#report(report);
      if (isStarted) printLine(dim(`${time} ${outcome(report)}`));
    });
  };

  /** What the first build came to; each later one gets a line of its own. */
  async start(): Promise<string> {
    await this.#printing;
    this.#isStarted = true;
    return this.#slides === undefined
      ? 'broken: it is shown as soon as it is mended'
      : `${this.#slides} slides, with speaker notes: press S`;
  }

  async #report({ diagnostics, bug }: BuildReport): Promise<void> {
    if (bug !== undefined) {
      process.stderr.write(`${bug instanceof Error ? bug.stack : String(bug)}\n`);
    }
    const said = JSON.stringify(
      diagnostics.map((each) => [each.code, each.message, each.span?.source.path, each.span?.start]),
    );
    if (said !== this.#reported) await printReport(diagnostics, this.#host);
    this.#reported = said;
  }
}

function outcome(report: BuildReport): string {
  return report.slides === undefined
    ? 'broken: the last good deck stays'
    : `${report.slides} slides built in ${report.ms} ms`;
}
