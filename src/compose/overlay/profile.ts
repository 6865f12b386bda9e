import { type Checked, type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Channel } from '../../model/channel.ts';
import type { Field, Fields } from '../../model/contract.ts';
import { type Manuscript, manuscriptSlides, type Trace } from '../../model/manuscript.ts';
import { entryOf, type MapNode } from '../../model/node.ts';
import { validateGroup } from '../../model/validate.ts';
import type { Library } from '../../read/library.ts';
import type { ProfileFile } from '../../read/profiles.ts';
import { findDuplicates } from '../manuscript.ts';
import { applyChanges } from './changes.ts';
import { type Laying, settingFor } from './laying.ts';
import { Ledger } from './ledger.ts';
import { overlaidDeckFields, profileFields } from './profile-keys.ts';
import { setFields } from './set-fields.ts';
import { allTags, selectByTags } from './tags.ts';

/**
 * Lays profiles over a manuscript, one after the other. Everything that does not fit is named. `after` has each profile's
 * words in another language.
 */
export function applyProfiles(
  manuscript: Manuscript,
  profiles: readonly ProfileFile[],
  library: Library,
  after: (manuscript: Manuscript, profile: ProfileFile, before: Manuscript) => Manuscript = (manuscript) =>
    manuscript,
): Checked<Manuscript> {
  if (profiles.length === 0) return { value: manuscript, diagnostics: [] };
  const slides = manuscriptSlides(manuscript);
  // A slide that a profile leaves out may be one of two with the same id: which one was meant?
  const diagnostics: Diagnostic[] = findDuplicates(slides);
  const ledger = new Ledger(diagnostics);
  const value = profiles.reduce((all, profile) => {
    const laying: Laying = { profile, library, diagnostics, ledger, unnamed: { count: 0 } };
    return after(applyProfile(all, laying), profile, all);
  }, manuscript);
  const last = profiles.at(-1);
  if (slides.length > 0 && manuscriptSlides(value).length === 0 && last !== undefined)
    diagnostics.push(nothingLeft(last));
  return { value, diagnostics };
}

function applyProfile(manuscript: Manuscript, laying: Laying): Manuscript {
  const { map } = laying.profile;
  const known = allTags(manuscript);
  const named = setDeckKeys(manuscript, map, laying);
  const notes = readOwnKeys(map, laying.diagnostics);
  const changed = applyChanges(named, entryOf(map, 'changes')?.value, laying);
  const tags = new Set([...known, ...allTags(changed)]);
  const selected = selectByTags(changed, map, tags, laying);
  const profiles = [...(manuscript.profiles ?? []), laying.profile.name];
  return { ...selected, profiles, ...(notes === undefined ? {} : { notes }) };
}

function setDeckKeys(manuscript: Manuscript, profile: MapNode, laying: Laying): Manuscript {
  const entries = profile.entries.filter(({ key }) => overlaidDeckFields.has(key));
  if (entries.length === 0) return manuscript;
  const trail: Trace[] = [...manuscript.trail];
  const setting = settingFor(laying, { kind: 'deck', id: '' }, trail);
  return { ...manuscript, map: setFields(manuscript.map, { ...profile, entries }, setting), trail };
}

/** Validates the keys that are the profile's own, and names those that nobody knows. Gives back its channels. */
function readOwnKeys(profile: MapNode, diagnostics: Diagnostic[]): readonly Channel[] | undefined {
  const own = profile.entries.filter(({ key }) => !overlaidDeckFields.has(key));
  const named = [...overlaidDeckFields].map(([name, { description }]): [string, Field] => [
    name,
    { type: 'any', description, required: false },
  ]);
  // Those of the deck are held against their types when the deck is composed; here they are names to be near to.
  const fields: Fields = new Map([...profileFields, ...named]);
  const values = validateGroup({ ...profile, entries: own }, fields, {
    diagnostics,
    spans: new Map(),
    owner: 'a profile',
  });
  return values.notes === undefined ? undefined : (values.notes as unknown as readonly Channel[]);
}

function nothingLeft({ name, source, map }: ProfileFile): Diagnostic {
  const entry = ['keep', 'drop', 'changes']
    .map((key) => entryOf(map, key))
    .find((each) => each !== undefined);
  return diagnose('empty-deck', `with profile \`${name}\` the deck has no slide left`, {
    span: entry?.keySpan ?? { source, start: 0, end: 0 },
    hints: ['keep at least one slide, or insert one'],
  });
}
