import { type Checked, type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import { type Asset, type Deck, type Section, type Slide, slidesOf } from '../model/deck.ts';
import { markField, markSafe, plainText, type SafeHtml } from '../model/html.ts';
import { addressOf, linkedSlide, linkFault } from '../model/link.ts';
import type { RenderedDeck, RenderedSlide, SlideLink } from '../model/rendered.ts';
import { resolveImage } from '../read/assets.ts';
import type { Library } from '../read/library.ts';
import { boxOf, hrefOf } from './box.ts';
import { captionTracks } from './captions.ts';
import {
  type Drawings,
  type Drawn,
  digestOf,
  isPlain,
  nameOf,
  openDrawings,
  type Surroundings,
} from './drawings.ts';
import { isolateForeign, type Markdown, rememberPlain } from './markdown.ts';
import { type DrawnNotes, drawNotes, joinNotes } from './notes.ts';
import { findWritten } from './place.ts';
import { surroundingShape, templateShape } from './shape.ts';
import { stylesOf } from './styles.ts';
import { deckView, sectionView } from './surroundings.ts';
import type { Template, Templates } from './templates.ts';
import { viewFields } from './view.ts';

export interface RenderOptions {
  /** Whether comments in the HTML say which field each text came from: for measuring, not for an audience. */
  readonly marks?: boolean; // defaults to false
  /** What other editions of the same deck have drawn already. */
  readonly drawings?: Drawings | undefined; // defaults to nothing
}

/** Draws every slide. No value when a template or a text cannot be drawn. */
export function renderDeck(
  host: Host,
  deck: Deck,
  library: Library,
  options: RenderOptions = {},
): Checked<RenderedDeck> {
  const artist = new Artist(host, deck, library, options);
  const sections = deck.sections.map((section) => ({
    id: section.id,
    title: section.title,
    slides: section.slides.flatMap((slide) => artist.draw(slide, section) ?? []),
  }));
  return { value: { deck, sections, css: stylesOf(deck, library) }, diagnostics: artist.diagnostics };
}

/** Draws the slides of one deck; keeps the compiled templates and the parser. */
class Artist {
  readonly diagnostics: Diagnostic[] = [];
  readonly #host: Host;
  readonly #deck: Deck;
  readonly #drawings: Drawings;
  readonly #compiled = new Map<string, Template | undefined>();
  /** What holds for every slide of the deck and changes how one is drawn. */
  readonly #manner: string;
  readonly #furniture: Template | undefined;
  readonly #ids: ReadonlySet<string>;
  readonly #total: number;
  readonly #markdown: Markdown;
  readonly #circumstances = new Map<Section, string>();
  readonly #views = new Map<Section, Pick<Surroundings, 'section' | 'deck'>>();
  /** Files that the slide in hand refers to, and where its text stands. */
  #assets = new Map<string, Asset>();
  #links: SlideLink[] = [];
  #place: Span | undefined;
  /** Values of the slide that an overlay wrote, in a file of its own. */
  #foreign: readonly Span[] = [];
  readonly #mark: (path: string, html: SafeHtml) => SafeHtml;

  constructor(host: Host, deck: Deck, library: Library, { marks = false, drawings }: RenderOptions) {
    this.#host = host;
    this.#mark = marks ? markField : (_path, html) => html;
    this.#deck = deck;
    this.#drawings = drawings ?? openDrawings(library);
    const { folder, dir, lang } = deck;
    this.#manner = digestOf([marks, folder, dir, lang, [...deck.theme.labels]]);
    const slides = slidesOf(deck);
    this.#ids = new Set(slides.map((slide) => slide.id));
    this.#total = slides.length;
    const markdown = rememberPlain(
      {
        image: (src, alt) => this.#image(src, alt),
        link: (href) => this.#link(href),
      },
      this.#drawings.texts,
    );
    this.#markdown = deck.dir === 'rtl' ? isolateForeign(markdown) : markdown;
    const furniture = library.partials().get('furniture');
    this.#furniture =
      furniture === undefined
        ? undefined
        : this.#compile('furniture', (templates) => templates.compile(furniture, surroundingShape));
  }

  draw(slide: Slide, section: Section): RenderedSlide | undefined {
    const { finished } = this.#drawings;
    const before = this.#circumstancesOf(slide, section);
    const known = before === undefined ? undefined : finished.get(slide, before);
    if (known !== undefined) return known;
    const told = this.diagnostics.length;
    const drawn = this.#drawNew(slide, section);
    const after = this.#circumstancesOf(slide, section);
    if (drawn !== undefined && after !== undefined && told === this.diagnostics.length && isPlain(drawn))
      finished.set(drawn, after);
    return drawn;
  }

  /** Where these are the same, the same slide looks the same, unless it refers to something else. */
  #circumstancesOf({ number }: Slide, section: Section): string | undefined {
    const around = this.#views.get(section);
    if (around === undefined) return undefined;
    const known = this.#circumstances.get(section) ?? digestOf([this.#manner, this.#deck.channels, around]);
    this.#circumstances.set(section, known);
    return `${known} ${number}/${this.#total}`;
  }

  #drawNew(slide: Slide, section: Section): RenderedSlide | undefined {
    const { layout } = slide;
    const template = this.#compile(`layout ${nameOf(layout)}`, (templates) =>
      templates.compile(layout.template, templateShape(layout.contract)),
    );
    if (template === undefined) return undefined;
    this.#assets = new Map([...slide.assets.values()].map((asset) => [asset.href, asset]));
    this.#place = slide.span;
    this.#foreign = [...slide.spans.values()].filter(({ source }) => source !== slide.span.source);
    this.#links = [];
    const title = this.#titleOf(slide, section);
    const around = {
      slide: {
        id: slide.id,
        number: slide.number,
        total: this.#total,
        steps: slide.steps,
        title,
        progress: (slide.number / this.#total) * 100,
      },
      ...this.#around(section),
    };
    const inside = this.#drawings.draw(
      this.#keyOf(slide),
      around,
      ({ links }) => links.every(({ id, isThere }) => this.#ids.has(id) === isThere),
      (watched) => this.#drawInside(slide, template, watched),
    );
    this.diagnostics.push(...inside.diagnostics);
    for (const asset of inside.assets) this.#assets.set(asset.href, asset);
    this.#links.push(...inside.links.map(({ id, span }) => ({ id, span })));
    if (inside.html === undefined) return undefined;
    if (slide.background !== undefined && 'image' in slide.background) {
      this.#assets.set(slide.background.image.href, slide.background.image);
    }
    return {
      slide,
      title,
      html: boxOf(slide, title, markSafe(inside.html), this.#deck),
      assets: [...this.#assets.values()],
      ...this.#notes(slide),
      links: this.#links,
    };
  }

  /** The same for all slides of a section, unless it refers to something: then each slide has to be told of that. */
  #around(section: Section): Pick<Surroundings, 'section' | 'deck'> {
    const known = this.#views.get(section);
    if (known !== undefined) return known;
    const [told, assets, links] = [this.diagnostics.length, this.#assets.size, this.#links.length];
    const made = {
      section: sectionView(section, this.#deck),
      deck: deckView(this.#deck, section.id, (text) => this.#markdown.inline(text), this.#mark),
    };
    const isPlain =
      told === this.diagnostics.length && assets === this.#assets.size && links === this.#links.length;
    if (isPlain) this.#views.set(section, made);
    return made;
  }

  /** All that the inside of a slide's box depends on, but for what its template looks at around it. */
  #keyOf({ layout, fields, assets, steps, span }: Slide): string {
    const pictures = [...assets].map(([path, { href, text }]) => [path, href, text]);
    const places = [span, ...this.#foreign].map(({ source, start, end }) => [source.path, start, end]);
    return JSON.stringify([this.#manner, nameOf(layout), fields, pictures, steps, places]);
  }

  #drawInside(slide: Slide, template: Template, around: Surroundings): Drawn {
    const { layout, steps } = slide;
    const outside = { assets: this.#assets, links: this.#links };
    const told = this.diagnostics.length;
    this.#assets = new Map();
    this.#links = [];
    const fields = viewFields(slide.fields, layout.contract.fields, {
      markdown: this.#markdown,
      image: (path) => hrefOf(slide.assets.get(path)),
      captions: (files) => captionTracks(files, slide.assets, this.#deck.lang),
      link: (href) => this.#link(href),
      mark: this.#mark,
    });
    const { theme, lang } = this.#deck;
    const view = { ...fields, ...around };
    const context = { steps, labels: theme.labels, lang };
    const inside = this.#run(template, view, context);
    const furniture =
      layout.contract.furniture && this.#furniture !== undefined
        ? this.#run(this.#furniture, view, context)
        : '';
    const drawn = {
      html: inside === undefined || furniture === undefined ? undefined : inside + furniture,
      assets: [...this.#assets.values()],
      links: this.#links.map((link) => ({ ...link, isThere: this.#ids.has(link.id) })),
      diagnostics: this.diagnostics.splice(told),
    };
    this.#assets = outside.assets;
    this.#links = outside.links;
    return drawn;
  }

  /** Every channel is drawn, so that a fault in one is named in every edition; those that it carries are kept. */
  #notes(slide: Slide): Pick<RenderedSlide, 'notes' | 'noteAssets' | 'otherAssets'> {
    const drawn = [...slide.notes].map(([channel, text]): DrawnNotes => {
      this.#place = slide.spans.get(`notes.${channel}`) ?? slide.spans.get('notes') ?? slide.span;
      this.#assets = new Map();
      const html = drawNotes(text, this.#markdown.block, this.#deck);
      return { channel, html, assets: [...this.#assets.values()] };
    });
    return joinNotes(drawn, this.#deck);
  }

  #run(template: Template, view: object, context: Parameters<Template>[1]): string | undefined {
    const drawn = template(view, context);
    this.diagnostics.push(...drawn.diagnostics);
    return drawn.value;
  }

  #compile(key: string, make: (templates: Templates) => Checked<Template>): Template | undefined {
    if (!this.#compiled.has(key)) {
      const made = this.#drawings.compile(key, make);
      this.diagnostics.push(...made.diagnostics);
      this.#compiled.set(key, made.value);
    }
    return this.#compiled.get(key);
  }

  /** Never empty: outlines, window titles and screen readers need a name for each slide. */
  #titleOf(slide: Slide, section: Section): string {
    const own = slide.fields[slide.layout.contract.title];
    const written = typeof own === 'string' ? plainText(this.#markdown.inline(own)) : '';
    if (written !== '') return written;
    if (slide.layout.name === 'title') return this.#deck.title;
    return slide.layout.contract.outline === 'section' ? section.title : slide.id;
  }

  #image(src: string, alt: string): string | undefined {
    const span = this.#where(src);
    if (alt.trim() === '') {
      this.diagnostics.push(
        diagnose('missing-alt', `the picture \`${src}\` has no alternative text`, {
          span,
          hints: [`say in the brackets what it shows: \`![what it shows](${src})\``],
        }),
      );
    }
    const { value: found, diagnostics } = resolveImage(this.#host, this.#deck.folder, src, span);
    this.diagnostics.push(...diagnostics);
    if (found !== undefined) this.#assets.set(found.href, found);
    return hrefOf(found);
  }

  /** A link to a slide that is not shown is printed as text; whether it is meant to be one is judged later. */
  #link(href: string): string | undefined {
    const span = this.#where(href);
    const fault = linkFault(href, span);
    if (fault !== undefined) this.diagnostics.push(fault);
    if (fault?.severity === 'error') return undefined;
    const id = linkedSlide(href);
    if (id === undefined) return addressOf(href);
    this.#links.push({ id, span });
    return this.#ids.has(id) ? addressOf(href) : undefined;
  }

  /** Where a text of this slide holds `written`, or the slide itself. */
  #where(written: string): Span {
    const place = this.#place as Span;
    return findWritten(written, [...this.#foreign, place]) ?? place;
  }
}
