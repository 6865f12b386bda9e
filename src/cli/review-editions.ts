import { hasErrors } from '../diagnostics/diagnostic.ts';
import type { Host } from '../host.ts';
import type { EditionRequest } from '../model/edition.ts';
import { type Loaded, openWorkshop } from '../pipeline.ts';
import type { Reviewed } from '../review/edition.ts';
import { exitCodeOf } from './exit-code.ts';
import { printReport } from './terminal.ts';

/** An edition to look at, as far as it could be made. */
export interface Opened {
  readonly reviewed?: Reviewed;
  readonly loaded: Loaded;
  /** What to exit with. */
  readonly code: number;
}

/** Loads editions to look at them. Errors are told, each once; what is only to be warned of is for `turnout check`. */
export async function openEditions(
  host: Host,
  folder: string,
  requests: readonly EditionRequest[],
): Promise<Opened[]> {
  const workshop = openWorkshop(host, folder);
  const opened = requests.map((request): Opened => {
    const loaded = workshop.load(request);
    const { base, manuscript, deck, selection, library, diagnostics } = loaded;
    const code = exitCodeOf(diagnostics);
    if (base === undefined || manuscript === undefined) return { loaded, code };
    const made = { host, request, library, base, manuscript };
    const reviewed: Reviewed = {
      ...made,
      ...(deck === undefined ? {} : { deck }),
      ...(selection === undefined ? {} : { selection }),
    };
    return { reviewed, loaded, code };
  });
  const told = new Set<string>();
  const errors = opened
    .flatMap(({ loaded }) => loaded.diagnostics)
    .filter((each) => hasErrors([each]))
    .filter(({ code, message, span }) => {
      const key = [code, message, span?.source.path, span?.start].join('\n');
      return !told.has(key) && told.add(key);
    });
  await printReport(errors, host);
  return opened;
}
