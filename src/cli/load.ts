import { hasErrors } from '../diagnostics/diagnostic.ts';
import type { Host } from '../host.ts';
import { type Loaded, loadDeck } from '../pipeline.ts';
import { locateDeck } from '../read/locate.ts';
import { exitCodeOf } from './exit-code.ts';
import { printReport } from './terminal.ts';

/** Loads a deck and prints what is wrong with it. `code` is what to exit with when there is no value. */
export async function loadAndReport(
  host: Host,
  named: string | undefined,
  options: { strict?: boolean },
): Promise<Loaded & { code: number }> {
  const loaded = loadDeck(host, locateDeck(host, named));
  await printReport(loaded.diagnostics, host);
  const code = exitCodeOf(loaded.diagnostics, options.strict === true);
  if (code === 0 || hasErrors(loaded.diagnostics)) return { ...loaded, code };
  const { value: _refused, ...rest } = loaded;
  return { ...rest, code };
}
