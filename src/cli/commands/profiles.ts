import { sortDiagnostics } from '../../diagnostics/diagnostic.ts';
import type { WritingHost } from '../../host.ts';
import { slidesOf } from '../../model/deck.ts';
import { baseEdition } from '../../model/edition.ts';
import { entryOf, textOf } from '../../model/node.ts';
import { showMinutes } from '../../model/pace.ts';
import { type Loaded, loadDeck } from '../../pipeline.ts';
import { locateDeck } from '../../read/locate.ts';
import { profileNames, readProfiles } from '../../read/profiles.ts';
import { exitCodeOf } from '../exit-code.ts';
import { dim, printLine, printReport, strong } from '../terminal.ts';

/** A line a profile. Faults of one do not hide the others, and each is told once. */
export async function run(host: WritingHost, named: string | undefined, _options: object): Promise<number> {
  const folder = locateDeck(host, named);
  const names = profileNames(host, folder);
  if (names.length === 0) {
    printLine('the deck has no profiles: a profile is a file such as `profiles/training.yaml`');
    return 0;
  }
  const editions = names.map((name) => ({
    ...describe(host, folder, name),
    name,
    loaded: loadDeck(host, folder, { ...baseEdition, profiles: [name] }),
  }));
  const width = Math.max(...names.map((name) => name.length));
  for (const { name, about, parents, loaded } of editions) {
    const title = loaded.deck?.title ?? '';
    const size = sizeOf(loaded);
    const from = parents.length === 0 ? '' : `extends ${parents.join(', ')}`;
    const rest = [title, size, from].filter((part) => part !== '').join(' · ');
    printLine(`${strong(name.padEnd(width))}  ${rest}`);
    if (about !== undefined) printLine(`${' '.repeat(width)}  ${dim(about)}`);
  }
  const faults = editions.flatMap(({ loaded }) =>
    loaded.diagnostics.filter(({ severity }) => severity === 'error'),
  );
  const seen = new Set<string>();
  const once = faults.filter(({ code, message, span }) => {
    const key = [code, message, span?.source.path, span?.start].join('\n');
    return !seen.has(key) && seen.add(key);
  });
  await printReport(sortDiagnostics(once), host);
  return exitCodeOf(once);
}

interface Described {
  readonly about?: string;
  readonly parents: readonly string[];
}

function describe(host: WritingHost, folder: string, name: string): Described {
  const file = readProfiles(host, folder, [name]).value?.find((each) => each.name === name);
  if (file === undefined) return { parents: [] };
  const node = entryOf(file.map, 'extends')?.value;
  const items = node?.kind === 'sequence' ? node.items : node === undefined ? [] : [node];
  const about = textOf(file.map, 'about')?.trim();
  return {
    ...(about === undefined ? {} : { about }),
    parents: items.flatMap((item) => (item.kind === 'scalar' && item.value !== null ? [item.text] : [])),
  };
}

function sizeOf({ deck, value }: Loaded): string {
  if (deck === undefined || value === undefined) return 'broken';
  const minutes = deck.sections.reduce((sum, section) => sum + (section.minutes ?? 0), 0);
  const slides = slidesOf(deck).length;
  return `${slides} ${slides === 1 ? 'slide' : 'slides'}${minutes > 0 ? `, ${showMinutes(minutes)} min` : ''}`;
}
