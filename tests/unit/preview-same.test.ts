import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { assembleDeckPage, joinPage } from '../../src/assemble/deck-page.ts';
import { createNodeHost } from '../../src/host-node.ts';
import { baseEdition, type EditionRequest } from '../../src/model/edition.ts';
import { loadDeck } from '../../src/pipeline.ts';
import { Builder } from '../../src/preview/build.ts';
import { patchOf } from '../../src/preview/patch.ts';
import { square } from '../support/preview-deck.ts';

const folder = mkdtempSync(join(tmpdir(), 'test-of-same-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rounds = 150;

/** The same numbers in every run: a failure can be looked at again. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

const roll = dice(6);
const write = (name: string, text: string): void => {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), text);
};

interface Slide {
  readonly id: string;
  readonly body: string;
}

let next = 0;
const makers: readonly ((word: string) => string)[] = [
  (word) => `    layout: statement\n    statement: Statement ${word} with *stress*\n`,
  (word) =>
    `    layout: bullets\n    title: Points ${word}\n    steps: true\n    points: [One, "Two {{company}}", Three]\n`,
  (word) =>
    `    layout: image\n    title: Picture ${word}\n    image: { src: assets/square.svg, alt: A square ${word} }\n`,
  (word) =>
    `    layout: statement\n    statement: See [another](#s-0) ${word}\n    notes: Say ![a square](assets/square.svg) ${word}\n`,
  (word) => `    layout: statement\n    statement: Only inside ${word}\n    when: profile == "inside"\n`,
  (word) => `    layout: agenda\n    title: Agenda ${word}\n    minutes: 2\n`,
];
const makeSlide = (): Slide => {
  const id = `s-${next++}`;
  return { id, body: makers[roll(makers.length)]?.(id) ?? '' };
};
const sections: Slide[][] = [
  [{ id: 's-0', body: makers[0]?.('zero') ?? '' }],
  [{ id: 't-0', body: makers[1]?.('one') ?? '' }],
];
next = 1;
const deck = { title: 'A talk', theme: 'night-line', company: 'Us' };

function writeSection(at: number, cut = 1): void {
  const slides = (sections[at] ?? []).map(({ id, body }) => `  - id: ${id}\n${body}`).join('');
  const text = `title: Section ${at}\nslides:\n${slides === '' ? '  []\n' : slides}`;
  write(`sections/${at}0-part${at}.yaml`, text.slice(0, Math.ceil(text.length * cut)));
}

function writeDeck(): void {
  write(
    'deck.yaml',
    `title: ${deck.title}\ntheme: ${deck.theme}\nvariables: { company: ${deck.company} }\nlang: en\n`,
  );
}

/** Kinds of edits; each gives back what it did. */
const edits: readonly (() => string)[] = [
  () => change((slides, at) => slides.splice(at, 1, { ...(slides[at] as Slide), ...reworded(slides[at]) })),
  () => change((slides, at) => slides.splice(at, 0, makeSlide())),
  () => change((slides, at) => slides.length > 1 && slides[at]?.id !== 's-0' && slides.splice(at, 1)),
  () => change((slides, at) => slides.unshift(...slides.splice(at, 1))),
  () => {
    const moved = sections[1]?.length === 1 ? undefined : sections[1]?.pop();
    if (moved !== undefined) sections[0]?.push(moved);
    writeSection(0);
    writeSection(1);
    return 'a slide to another section';
  },
  () => {
    Object.assign(deck, { title: `Talk ${roll(9)}`, company: `Firm ${roll(9)}` });
    writeDeck();
    return 'words of the deck';
  },
  () => {
    deck.theme = ['night-line', 'daylight', 'own', 'no-such-theme'][roll(4)] ?? '';
    writeDeck();
    return `theme ${deck.theme}`;
  },
  () => {
    write('themes/own/theme.yaml', `extends: daylight\ncolors: { accent: "#0${roll(9)}408${roll(9)}" }\n`);
    write('themes/own/theme.css', `.slide { --own: ${roll(99)} }\n`);
    return 'the theme itself';
  },
  () => {
    const layout = 'templates/layouts/statement';
    write(
      `${layout}/layout.hbs`,
      roll(4) === 0 ? '<h2>{{nothing}}</h2>' : `<h2 class="x${roll(9)}">{{statement}}</h2>\n`,
    );
    write(`${layout}/example.yaml`, 'statement: x\n');
    const most = roll(3) === 0 ? ', maxLength: 12' : '';
    write(
      `${layout}/contract.yaml`,
      `description: Ours\nfields: { statement: { type: text, description: x, required: true${most} } }\n`,
    );
    return 'template and contract';
  },
  () => {
    write('templates/partials/furniture.hbs', `<footer>{{slide.number}} of ${roll(9)}</footer>\n`);
    return 'a partial';
  },
  () => {
    write('assets/square.svg', square.replace('#f80', `#f${roll(9)}0`));
    return 'a picture';
  },
  () => {
    if (roll(2) === 0) rmSync(join(folder, 'assets'), { recursive: true, force: true });
    else write('assets/square.svg', square);
    return 'pictures away or back';
  },
  () => {
    write('profiles/inside.yaml', `title: Inside ${roll(9)}\n${roll(5) === 0 ? 'titel: x\n' : ''}`);
    return 'the profile';
  },
  () => {
    write('locales/de.yaml', `lang: de\ndeck: { title: Vortrag ${roll(9)} }\n`);
    return 'the language';
  },
  () => {
    writeSection(0, 0.3 + roll(6) / 10);
    return 'a broken file';
  },
  () => {
    writeSection(0);
    writeDeck();
    return 'mended';
  },
];

function change(edit: (slides: Slide[], at: number) => unknown): string {
  const section = roll(sections.length);
  const slides = sections[section] ?? [];
  edit(slides, roll(slides.length));
  writeSection(section);
  return `section ${section}`;
}

function reworded(slide: Slide | undefined): Partial<Slide> {
  return { body: slide?.body.replace(/(Statement|Points|Picture)/, `$1 ${roll(99)}`) ?? '' };
}

const editions: readonly EditionRequest[] = [
  baseEdition,
  baseEdition,
  { ...baseEdition, profiles: ['inside'] },
  { ...baseEdition, locale: 'de' },
  { ...baseEdition, theme: 'daylight' },
];

test(`after each of ${rounds} edits the page is that of a full build, to the byte`, {
  timeout: 120_000,
}, () => {
  writeDeck();
  write('assets/square.svg', square);
  edits[7]?.();
  edits[12]?.();
  edits[13]?.();
  for (const at of [0, 1]) writeSection(at);
  const host = createNodeHost(folder);
  const builder = new Builder(host, folder);
  let shown = builder.build().page;
  const seen = { good: 0, bad: 0, patched: 0 };
  for (let round = 0; round < rounds; round++) {
    const done = edits[roll(edits.length)]?.() ?? '';
    const request = editions[roll(editions.length)] ?? baseEdition;
    const built = builder.build([], request);
    const full = loadDeck(host, folder, request);
    const about = `round ${round}: ${done}, ${JSON.stringify(request)}`;
    expect(built.bug, about).toBeUndefined();
    expect(codesOf(built.diagnostics), about).toEqual(codesOf(full.diagnostics));
    expect(built.page === undefined, about).toBe(full.value === undefined);
    if (built.page === undefined || full.value === undefined) {
      seen.bad++;
      continue;
    }
    seen.good++;
    const bundle = assembleDeckPage(host, full.value, { notes: 'with' });
    const file = bundle.files.get('index.html');
    const html = file !== undefined && 'content' in file ? file.content : '';
    expect(joinPage(host, built.page).html === html, about).toBe(true);
    expect([...built.page.files], about).toEqual([...bundle.files].slice(1));
    if (shown !== undefined) seen.patched += comesOut(shown, built.page, about);
    shown = built.page;
  }
  // Otherwise nothing was tried.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(15);
});

type Page = NonNullable<ReturnType<Builder['build']>['page']>;

/** What a page makes of the difference is the new build. */
function comesOut(before: Page, after: Page, about: string): number {
  const patch = patchOf(before, after, 1);
  if (patch === undefined) return 0;
  const slides = new Map([...before.slides, ...patch.slides].map((slide) => [slide.id, slide.html]));
  const order = patch.order ?? before.slides.map(({ id }) => id);
  expect(
    order.map((id) => ({ id, html: slides.get(id) })),
    about,
  ).toEqual(after.slides);
  expect([patch.title, patch.lang, patch.css ?? before.css], about).toEqual([
    after.title,
    after.lang,
    after.css,
  ]);
  return 1;
}

function codesOf(diagnostics: ReturnType<Builder['build']>['diagnostics']): unknown[] {
  return diagnostics.map(({ code, message, span, hints, related }) => {
    const place =
      span === undefined ? '' : `${span.source.path} ${span.start} ${span.end} ${span.source.text}`;
    return [code, message, place, hints, related.map((each) => [each.message, each.span.start])];
  });
}

test('a file that is not touched is not read again', () => {
  const disk = createNodeHost(folder);
  const read: string[] = [];
  const host = {
    ...disk,
    readText: (path: string) => {
      read.push(path);
      return disk.readText(path);
    },
  };
  const builder = new Builder(host, folder);
  const file = join(folder, 'sections/00-part0.yaml');
  writeSection(0);
  builder.build();
  // Files that were only just written are not trusted.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  builder.build();
  read.length = 0;
  builder.build();
  expect(read).toEqual([]);
  writeFileSync(file, `${readFileSync(file, 'utf8')}# more\n`);
  builder.build([file]);
  expect(new Set(read)).toEqual(new Set([file]));
});
