import { type Checked, type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/source.ts';
import type { Host } from '../host.ts';
import { type Asset, type Deck, type Section, type Slide, slidesOf } from '../model/deck.ts';
import { escapeHtml, markField, markSafe, plainText, type SafeHtml } from '../model/html.ts';
import type { Layout } from '../model/layout.ts';
import { addressOf, linkedSlide, linkFault } from '../model/link.ts';
import type { RenderedDeck, RenderedSlide, SlideLink } from '../model/rendered.ts';
import { resolveImage } from '../read/assets.ts';
import type { Library } from '../read/library.ts';
import { createMarkdown, type Markdown } from './markdown.ts';
import { surroundingShape, templateShape } from './shape.ts';
import { deckView, sectionView } from './surroundings.ts';
import { openTemplates, type Template, type Templates } from './templates.ts';
import { viewFields } from './view.ts';

export interface RenderOptions {
  /** Whether comments in the HTML say which field each text came from: for measuring, not for an audience. */
  readonly marks?: boolean; // defaults to false
}

/** Styles under `templates/` that every slide has. */
const sharedCss = ['base.css', 'furniture.css'];

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
  const css = [
    ...sharedCss.map((name) => library.template(name).text),
    ...usedLayouts(deck).map((layout) => layout.css),
  ].filter((each) => each !== '');
  return { value: { deck, sections, css: css.join('\n') }, diagnostics: artist.diagnostics };
}

function usedLayouts(deck: Deck): Layout[] {
  const used = new Map(slidesOf(deck).map((slide) => [slide.layout.name, slide.layout]));
  return [...used.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Draws the slides of one deck; keeps the compiled templates and the parser. */
class Artist {
  readonly diagnostics: Diagnostic[] = [];
  readonly #host: Host;
  readonly #deck: Deck;
  readonly #templates: Templates;
  readonly #compiled = new Map<string, Template | undefined>();
  readonly #furniture: Template | undefined;
  readonly #ids: ReadonlySet<string>;
  readonly #total: number;
  readonly #markdown: Markdown;
  /** Files that the slide in hand refers to, and where its text stands. */
  #assets = new Map<string, Asset>();
  #links: SlideLink[] = [];
  #place: Span | undefined;
  readonly #mark: (path: string, html: SafeHtml) => SafeHtml;

  constructor(host: Host, deck: Deck, library: Library, { marks = false }: RenderOptions) {
    this.#host = host;
    this.#mark = marks ? markField : (_path, html) => html;
    this.#deck = deck;
    this.#templates = openTemplates(library.partials());
    const slides = slidesOf(deck);
    this.#ids = new Set(slides.map((slide) => slide.id));
    this.#total = slides.length;
    this.#markdown = createMarkdown({
      image: (src, alt) => this.#image(src, alt),
      link: (href) => this.#link(href),
    });
    const furniture = library.partials().get('furniture');
    this.#furniture =
      furniture === undefined
        ? undefined
        : this.#compile('furniture', () => this.#templates.compile(furniture, surroundingShape));
  }

  draw(slide: Slide, section: Section): RenderedSlide | undefined {
    const { layout } = slide;
    const template = this.#compile(`layout ${layout.name}`, () =>
      this.#templates.compile(layout.template, templateShape(layout.contract)),
    );
    if (template === undefined) return undefined;
    this.#assets = new Map([...slide.assets.values()].map((asset) => [asset.href, asset]));
    this.#place = slide.span;
    this.#links = [];
    const fields = viewFields(slide.fields, layout.contract.fields, {
      markdown: this.#markdown,
      image: (path) => hrefOf(slide.assets.get(path)),
      link: (href) => this.#link(href),
      mark: this.#mark,
    });
    const title = this.#titleOf(slide, section);
    const view = {
      ...fields,
      slide: {
        id: slide.id,
        number: slide.number,
        total: this.#total,
        steps: slide.steps,
        title,
        progress: (slide.number / this.#total) * 100,
      },
      section: sectionView(section, this.#deck),
      deck: deckView(this.#deck, section.id, (text) => this.#markdown.inline(text), this.#mark),
    };
    const context = { steps: slide.steps, labels: this.#deck.theme.labels };
    const inside = this.#run(template, view, context);
    const furniture =
      layout.contract.furniture && this.#furniture !== undefined
        ? this.#run(this.#furniture, view, context)
        : '';
    if (inside === undefined || furniture === undefined) return undefined;
    this.#place = slide.spans.get('notes') ?? slide.span;
    const notes = slide.notes === '' ? markSafe('') : this.#markdown.block(slide.notes);
    if (slide.background !== undefined && 'image' in slide.background) {
      this.#assets.set(slide.background.image.href, slide.background.image);
    }
    return {
      slide,
      title,
      html: this.#box(slide, title, markSafe(inside + furniture)),
      notes,
      links: this.#links,
      assets: [...this.#assets.values()],
    };
  }

  #run(template: Template, view: object, context: Parameters<Template>[1]): string | undefined {
    const drawn = template(view, context);
    this.diagnostics.push(...drawn.diagnostics);
    return drawn.value;
  }

  #compile(key: string, make: () => Checked<Template>): Template | undefined {
    if (!this.#compiled.has(key)) {
      const made = make();
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

  /** The `.slide` box, with a hidden heading where the layout draws none, so that every slide is in the outline. */
  #box(slide: Slide, title: string, inside: SafeHtml): SafeHtml {
    const { layout, background } = slide;
    const { width, height } = this.#deck.size;
    const hasHeading = /<h[12][\s>]/.test(inside);
    const level = layout.contract.outline === 'section' ? 1 : 2;
    const heading = hasHeading ? '' : `<h${level} class="hidden-text">${escapeHtml(title)}</h${level}>`;
    const classes = [
      'slide',
      `layout-${layout.name}`,
      ...(layout.contract.furniture ? ['has-furniture'] : []),
    ];
    const paint =
      background !== undefined && 'color' in background
        ? `;--slide-background:var(--color-${background.color})`
        : '';
    const picture =
      background !== undefined && 'image' in background
        ? `<img class="slide-picture" src="${escapeHtml(hrefOf(background.image) ?? '')}" alt="${escapeHtml(background.alt)}">`
        : '';
    return markSafe(
      `<div class="${classes.join(' ')}" style="--w:${width}px;--h:${height}px${paint}">${picture}${heading}${inside}</div>`,
    );
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
    const found = resolveImage(this.#host, this.#deck.folder, src, span);
    if ('code' in found) {
      this.diagnostics.push(found);
      return undefined;
    }
    this.#assets.set(found.href, found);
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
    const start = place.source.text.indexOf(written, place.start);
    return start < 0 || start > place.end
      ? place
      : { source: place.source, start, end: start + written.length };
  }
}

function hrefOf(asset: Asset | undefined): string | undefined {
  return asset === undefined ? undefined : asset.href.split('/').map(encodeURIComponent).join('/');
}
