import { join } from 'node:path';
import { fallbackLayout } from '../compose/deck-keys.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Host } from '../host.ts';
import type { Contract } from '../model/contract.ts';
import type { FieldGroup } from '../model/deck.ts';
import { entryOf, type MapNode, textOf } from '../model/node.ts';
import { sectionId } from '../read/deck-files.ts';
import { readExample } from '../read/example.ts';
import { readYaml } from '../read/file.ts';
import type { Library } from '../read/library.ts';
import { isDeck } from '../read/locate.ts';
import { colorRoles } from '../read/theme.ts';

/** What a deck in a folder can name. */
export interface Reach {
  readonly layouts: readonly LayoutInReach[];
  readonly themes: readonly string[];
  /** Colour roles of all themes. */
  readonly colors: readonly string[];
  /** Every way to name a section; undefined when the folder is no deck or has none yet. */
  readonly sections?: readonly string[];
  /** The layout of slides that name none. */
  readonly defaultLayout: string;
  /** What is wrong with layouts and themes. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface LayoutInReach {
  readonly name: string;
  /** Undefined when the layout has a fault: then its slides are not held against anything. */
  readonly contract?: Contract;
  readonly example?: FieldGroup;
}

/** Looks at everything that a deck in `folder` can name; the folder may be no deck. */
export function surveyReach(host: Host, library: Library, folder: string): Reach {
  const diagnostics: Diagnostic[] = [];
  const layouts = library.layoutNames().map((name): LayoutInReach => {
    const { value, diagnostics: faults } = library.layout(name);
    diagnostics.push(...faults);
    if (value === undefined) return { name };
    const example = readExample(host, value)?.value;
    return { name, contract: value.contract, ...(example !== undefined && { example }) };
  });
  const themes = library.themeNames();
  const colors = themes.flatMap((name) => {
    const { value, diagnostics: faults } = library.theme(name);
    diagnostics.push(...faults);
    return [...(value?.colors.keys() ?? [])];
  });
  const deck = isDeck(host, folder) ? readYaml(host, join(folder, 'deck.yaml')).value?.node : undefined;
  return {
    layouts,
    themes,
    colors: [...new Set([...colorRoles, ...colors])],
    ...sectionsIn(host, folder, deck !== undefined),
    defaultLayout: (deck?.kind === 'map' ? defaultLayout(deck) : undefined) ?? fallbackLayout,
    diagnostics,
  };
}

function sectionsIn(host: Host, folder: string, isInDeck: boolean): { sections?: readonly string[] } {
  const files = isInDeck
    ? host.list(join(folder, 'sections')).filter((name) => /^[^.].*\.ya?ml$/.test(name))
    : [];
  const stems = files.map((file) => file.replace(/\.ya?ml$/, ''));
  const names = [...new Set([...files.map(sectionId), ...stems, ...files])];
  return names.length === 0 ? {} : { sections: names };
}

function defaultLayout(deck: MapNode): string | undefined {
  const defaults = entryOf(deck, 'defaults')?.value;
  return defaults?.kind === 'map' ? textOf(defaults, 'layout') : undefined;
}
