import { basename } from 'node:path';
import { diagnose } from '../diagnostics/diagnostic.ts';
import { didYouMean, renameTo } from '../diagnostics/nearest.ts';
import type { ManuscriptSection, ManuscriptSlide, Trace } from '../model/manuscript.ts';
import { entryOf, type MapNode, type Node } from '../model/node.ts';
import { describeUse, type Use } from '../model/use.ts';
import { isUse, slideItems } from '../read/uses.ts';
import { type Naming, readId, writeSlide } from './naming.ts';
import { setFields } from './overlay/set-fields.ts';

/** Uses that are being followed, outermost first: one that comes again is a circle. */
type Path = readonly string[];

/** The slides of a list; `nameOf` names those that have neither id nor title. */
export function writeItems(
  items: readonly Node[],
  nameOf: (index: number) => string,
  naming: Naming,
  path: Path = [],
): ManuscriptSlide[] {
  return items.flatMap((item, index) => {
    if (!isUse(item)) return writeSlide(item, () => nameOf(index), naming) ?? [];
    // One that names no file is told where it is read.
    const use = naming.uses.get(item);
    return use === undefined ? [] : useSlides(use, naming, path);
  });
}

/** A section of another file: its slides, and its keys with what is different here. */
export function useSection(section: ManuscriptSection, use: Use, naming: Naming): ManuscriptSection {
  const slides = useSlides(use, naming, []);
  if (use.name !== undefined) readId(use.name, naming);
  if (section.map === undefined) return { ...section, slides };
  const trail: Trace[] = [traceOf(use, section.map)];
  return { ...section, map: withChanges(section.map, use, ['id', 'slides'], trail, naming), slides, trail };
}

function useSlides(use: Use, naming: Naming, path: Path): ManuscriptSlide[] {
  const key = use.slide === undefined ? use.file.path : `${use.file.path}#${use.slide.id}`;
  if (path.includes(key)) {
    const circle = [...path.slice(path.indexOf(key)), key].map((each) => basename(each)).join(' → ');
    naming.diagnostics.push(
      diagnose('use-circle', `files use each other in a circle: ${circle}`, {
        span: use.span,
        hints: ['take one `use` out'],
      }),
    );
    return [];
  }
  const inside = [...path, key];
  if (use.file.map === undefined) return [];
  if (use.slide === undefined) return allSlides(use, naming, inside).map((slide) => adopt(slide, use));
  const slide = oneSlide(use, use.slide, naming, inside);
  return slide === undefined ? [] : [adoptChanged(slide, use, naming)];
}

function allSlides({ file, span, written }: Use, naming: Naming, path: Path): ManuscriptSlide[] {
  const items = slideItems(file.map);
  if (items.length === 0)
    naming.diagnostics.push(diagnose('missing-use', `\`${written}\` has no slides`, { span }));
  return writeItems(items, namesIn(file.id), naming, path);
}

function namesIn(section: string): (index: number) => string {
  return (index) => `${section}-${index + 1}`;
}

/** Only the slide that is meant is looked at closely: what is wrong with its neighbours is not this deck's. */
function oneSlide(
  use: Use,
  { id, span }: NonNullable<Use['slide']>,
  naming: Naming,
  path: Path,
): ManuscriptSlide | undefined {
  const items = slideItems(use.file.map);
  const quiet: Naming = { ...naming, diagnostics: [] };
  const nameOf = namesIn(use.file.id);
  const known: string[] = [];
  for (const [index, item] of items.entries()) {
    const named = idOf(item, () => nameOf(index), quiet);
    if (named === id) return writeItems([item], () => nameOf(index), naming, path)[0];
    if (named !== undefined) known.push(named);
  }
  const others = items.filter((item) => isUse(item) && quiet.uses.get(item)?.slide === undefined);
  const slides = writeItems(others, nameOf, naming, path);
  const found = slides.find((slide) => slide.id === id);
  if (found !== undefined) return found;
  known.push(...slides.map((slide) => slide.id));
  naming.diagnostics.push(
    diagnose('missing-use', `there is no slide \`${id}\` in \`${use.written.split('#')[0]?.trim()}\``, {
      span,
      fix: renameTo(id, known, span),
      hints: [didYouMean(id, known) ?? `its slides are: ${known.join(', ')}`],
    }),
  );
  return undefined;
}

/** The id of an item; undefined for one that brings several slides or none. */
function idOf(item: Node, nameOf: () => string, naming: Naming): string | undefined {
  if (!isUse(item)) return writeSlide(item, nameOf, naming)?.id;
  const use = naming.uses.get(item);
  return use?.name === undefined ? use?.slide?.id : readId(use.name, naming);
}

function adopt(slide: ManuscriptSlide, use: Use): ManuscriptSlide {
  return { ...slide, idSpan: use.slide?.span ?? use.span, trail: [...slide.trail, traceOf(use, slide.map)] };
}

function adoptChanged(slide: ManuscriptSlide, use: Use, naming: Naming): ManuscriptSlide {
  const adopted = adopt(slide, use);
  const trail = [...adopted.trail];
  const map = withChanges(slide.map, use, ['id'], trail, naming);
  if (use.name === undefined) return { ...adopted, map, trail };
  return { ...adopted, id: readId(use.name, naming), idSpan: use.name.span, map, trail };
}

function traceOf(use: Use, after: Node): Trace {
  return { by: describeUse(use), verb: 'use', path: '', span: use.span, after };
}

/** The keys with those under `set`; `refused` are no fields. */
function withChanges(
  map: MapNode,
  use: Use,
  refused: readonly string[],
  trail: Trace[],
  naming: Naming,
): MapNode {
  if (use.set === undefined) return map;
  const { diagnostics } = naming;
  for (const key of refused) {
    const entry = entryOf(use.set, key);
    if (entry === undefined) continue;
    const hint = key === 'id' ? 'write `id` beside `use`' : 'take the slides that you want one by one';
    diagnostics.push(
      diagnose('unknown-field', `\`set\` of a \`use\` has no field \`${key}\``, {
        span: entry.keySpan,
        hints: [hint],
      }),
    );
  }
  const wanted = { ...use.set, entries: use.set.entries.filter(({ key }) => !refused.includes(key)) };
  return setFields(map, wanted, {
    by: describeUse(use),
    verb: 'set',
    diagnostics,
    trail,
    onSet: () => {},
    onEdit: () => {},
    onSame: (path, span) =>
      diagnostics.push(
        diagnose('change-without-effect', `\`${path}\` is this already`, {
          span,
          hints: ['take it out of `set`'],
        }),
      ),
  });
}
