import { randomBytes } from 'node:crypto';
import type { PageParts } from '../assemble/deck-page.ts';
import type { Host } from '../host.ts';
import { type Deck, slidesOf } from '../model/deck.ts';
import type { EditionRequest } from '../model/edition.ts';
import { Builder, type Built, liveScript } from './build.ts';
import { Chooser } from './choose.ts';
import { type EditorPlace, editorCall, findEditor, startEditor } from './editor.ts';
import { FitDesk } from './fit.ts';
import type { FitNews, PagePatch, PageSetup, PreviewState } from './message.ts';
import type { PreviewOptions } from './options.ts';
import { patchOf } from './patch.ts';
import { editorPlace, toBugProblem, toProblems } from './problems.ts';
import type { Pages } from './push.ts';
import type { Answer, Hears, Site, TakesSocket } from './server.ts';
import { waitingAnswer } from './waiting-page.ts';

/**
 * How long a deck may be broken before pages are told, in ms: files that are deleted and made again, or written in
 * several steps, are wrong for a moment, and nobody wants to see that.
 */
const graceMs = 100;

const noFit: FitNews = { problems: [], more: 0 };

/** What a page may post of a few slides, in bytes. */
const mostFound = 200_000;

/** A build, for what it was asked, and how long it took. */
interface Work {
  readonly built: Built;
  readonly request: EditionRequest;
  readonly ms: number;
}

/** What is shown now: the last good deck and what is wrong with the files. */
export class Session implements Site {
  readonly run = randomBytes(8).toString('hex');
  readonly #root = `/${randomBytes(16).toString('hex')}`;
  readonly #connect: string;
  readonly #host: Host;
  readonly #options: PreviewOptions;
  readonly #pages: Pages;
  readonly #builder: Builder;
  readonly #chooser: Chooser;
  /** Not while presenting: nobody mends slides then. */
  readonly #fit: FitDesk | undefined;
  #fitPlaces: readonly EditorPlace[] = [];
  #parts: PageParts | undefined;
  #page: { readonly build: number; readonly html: string } | undefined;
  #deck: Deck | undefined;
  #build = 0;
  #assets = 0;
  #state: PreviewState;
  #places: readonly EditorPlace[] = [];
  /** Touched since the last good build. */
  #touched = new Set<string>();
  #grace: NodeJS.Timeout | undefined;
  #afterwards: NodeJS.Immediate | undefined;
  #prepared: Work | undefined;
  /** The build that was told last. */
  #told: Work | undefined;

  constructor(host: Host, folder: string, port: number, pages: Pages, options: PreviewOptions) {
    this.#host = host;
    this.#pages = pages;
    this.#options = options;
    this.#builder = new Builder(host, folder);
    this.#chooser = new Chooser(options.edition);
    this.#fit = options.presenting === undefined ? new FitDesk(host) : undefined;
    this.#state = { build: 0, assets: 0, problems: [], more: 0, showing: this.#chooser.showing() };
    this.#connect = ["'self'", `ws://127.0.0.1:${port}`, `ws://localhost:${port}`].join(' ');
  }

  end(): void {
    clearTimeout(this.#grace);
    clearImmediate(this.#afterwards);
  }

  /**
   * Builds with what a file holds now, without a word to anybody: most often it is what `rebuild` is asked for as soon as
   * it is certain that nobody writes on.
   */
  prepare(path: string): void {
    this.#prepared = this.#work([path]);
  }

  /** Gives back the folders of other decks that this one uses, where that is known. */
  rebuild(touched: ReadonlySet<string>): readonly string[] | undefined {
    if (this.#isOf(this.#told, touched)) return this.#told?.built.used;
    for (const path of touched) this.#touched.add(this.#host.realPath(path));
    const prepared = this.#prepared;
    this.#prepared = undefined;
    const isReady = prepared !== undefined && touched.size === 1 && this.#isOf(prepared, touched);
    const work = isReady ? prepared : this.#work(touched);
    const began = this.#host.now().getTime();
    const { built } = work;
    this.#told = work;
    if (built.choices !== undefined) this.#chooser.offer(built.choices);
    if (built.page !== undefined) this.#deck = built.deck;
    this.#publish(built, built.page === undefined ? undefined : this.#take(built.page));
    if (built.fit !== undefined) this.#fit?.renew(built.fit, this.#assets);
    // Lines may have moved; but first the slides are sent.
    this.#afterwards = setImmediate(() => this.#tellFit());
    this.#options.onBuild?.({
      diagnostics: built.diagnostics,
      ms: work.ms + this.#host.now().getTime() - began,
      ...(built.page === undefined ? {} : { slides: built.slides }),
      ...(built.bug === undefined ? {} : { bug: built.bug }),
    });
    return built.used;
  }

  #work(touched: Iterable<string>): Work {
    const began = this.#host.now().getTime();
    const request = this.#chooser.request();
    const built = this.#builder.build([...touched, ...this.#touched], request);
    return { built, request, ms: this.#host.now().getTime() - began };
  }

  /** Whether a build read those files as they are now, so that another would be the same. */
  #isOf(work: Work | undefined, touched: ReadonlySet<string>): boolean {
    if (work?.request !== this.#chooser.request() || touched.size === 0) return false;
    return [...touched].every((path) => {
      const text = work?.built.texts.get(path);
      return text !== undefined && text === this.#textOf(path);
    });
  }

  #textOf(path: string): string | undefined {
    try {
      return this.#host.readText(path);
    } catch {
      return undefined;
    }
  }

  answer(path: string): Answer | undefined {
    if (path === '/' || path === '/index.html')
      return this.#pageAnswer() ?? waitingAnswer(`${this.#root}/preview.js`, this.#connect);
    if (path === `${this.#root}/page`) return this.#pageAnswer();
    if (path === `${this.#root}/preview.js`) {
      return { name: 'preview.js', body: liveScript(this.#host, this.#setup(0)) };
    }
    if (path === `${this.#root}-fit`) return this.#fit?.frame();
    const [, shown] = /^\/fit\/(\d{1,6})$/.exec(path.replace(this.#root, '')) ?? [];
    if (shown !== undefined && path.startsWith(this.#root)) {
      return { name: 'work.json', body: JSON.stringify(this.#fit?.work(Number(shown)) ?? { slides: [] }) };
    }
    const name = path.slice(1);
    const file = path.startsWith('/') ? this.#parts?.files.get(name) : undefined;
    if (file === undefined) return undefined;
    return { name, body: 'copyOf' in file ? this.#host.readBytes(file.copyOf) : file.content };
  }

  socketAt(path: string): TakesSocket | undefined {
    const { presenting } = this.#options;
    if (path === `${this.#root}/events`) {
      return (request, socket) => this.#pages.accept(request, socket, JSON.stringify(this.#state));
    }
    return path === `${this.#root}/${presenting?.name}` ? presenting?.take : undefined;
  }

  /** A page names what to do by numbers: nothing of what it sends becomes a path or a word of a command. */
  act(path: string): Promise<number> | undefined {
    const start = `${this.#root}/act/`;
    const asked = path.startsWith(start) ? path.slice(start.length) : '';
    const [, what = '', numbers = ''] =
      /^(problem|fit|slide|show)\/(\d{1,6}(?:\/\d{1,6}){0,2})$/.exec(asked) ?? [];
    const [first = 0, second = 0, third = 0] = numbers.split('/').map(Number);
    if (what === 'problem') return this.#open(this.#places[first]);
    if (what === 'fit') return this.#open(this.#fitPlaces[first]);
    if (what === 'slide') return this.#open(this.#placeOfSlide(first));
    if (what !== 'show') return undefined;
    if (!this.#chooser.choose(first, second, third)) return Promise.resolve(404);
    this.rebuild(new Set());
    return Promise.resolve(200);
  }

  hears(path: string): Hears | undefined {
    const fit = this.#fit;
    if (fit === undefined || path !== `${this.#root}/fit`) return undefined;
    const take = (body: string): number => {
      if (!fit.take(body)) return 400;
      this.#tellFit();
      return 200;
    };
    return { most: mostFound, take };
  }

  #tellFit(): void {
    const { problems, more, places } = this.#fit?.report() ?? { problems: [], more: 0, places: [] };
    this.#fitPlaces = places;
    const fit = { problems, more };
    if (JSON.stringify(fit) === JSON.stringify(this.#state.fit ?? noFit)) return;
    this.#state = { ...this.#state, fit };
    this.#pages.send(JSON.stringify({ fit }));
  }

  #placeOfSlide(number: number): EditorPlace | undefined {
    const slide = this.#deck === undefined ? undefined : slidesOf(this.#deck)[number];
    return slide === undefined ? undefined : editorPlace(slide.span);
  }

  /** 200 when the editor was started; 409 when there is none that can be; 404 when there is no such place. */
  async #open(place: EditorPlace | undefined): Promise<number> {
    if (place === undefined) return 404;
    const command = findEditor(this.#host, this.#options.editor);
    const call = command === undefined ? 'none' : editorCall(command, place);
    if (typeof call === 'string') return 409;
    return (await startEditor(call)) ? 200 : 409;
  }

  /** The page's next build; gives back what differs. */
  #take(parts: PageParts): PagePatch | undefined {
    const before = this.#parts;
    // A picture or font keeps its address, so pages would go on showing the old one.
    const isAsset = [...(before?.files.values() ?? [])].some(
      (file) => 'copyOf' in file && this.#touched.has(file.copyOf),
    );
    if (isAsset) this.#assets++;
    this.#parts = parts;
    this.#touched = new Set();
    const patch = before === undefined ? undefined : patchOf(before, parts, this.#build);
    this.#build++;
    return patch;
  }

  #setup(build: number): PageSetup {
    const { presenting } = this.#options;
    return {
      run: this.run,
      events: `${this.#root}/events`,
      page: `${this.#root}/page`,
      act: `${this.#root}/act`,
      build,
      assets: this.#assets,
      ...(this.#fit === undefined ? {} : { fit: { frame: `${this.#root}-fit`, desk: `${this.#root}/fit` } }),
      ...(presenting === undefined ? {} : { meet: `${this.#root}/${presenting.name}` }),
      ...(presenting?.rehearse === undefined ? {} : { rehearse: presenting.rehearse }),
      ...(presenting?.fullscreen === undefined ? {} : { fullscreen: presenting.fullscreen }),
    };
  }

  #pageAnswer(): Answer | undefined {
    if (this.#parts === undefined) return undefined;
    if (this.#page?.build !== this.#build) {
      const html = this.#builder.page(this.#parts, this.#setup(this.#build), this.#connect);
      this.#page = { build: this.#build, html };
    }
    // The page itself says what else it may do.
    return {
      name: 'index.html',
      body: this.#page.html,
      headers: { 'content-security-policy': "frame-ancestors 'self'", etag: `"${this.#build}"` },
    };
  }

  #publish(built: Built, patch: PagePatch | undefined): void {
    clearTimeout(this.#grace);
    const { problems, more, places } =
      built.bug === undefined
        ? toProblems(built.diagnostics, this.#host.cwd)
        : { problems: [toBugProblem(built.bug)], more: 0, places: [] };
    const wasGood = this.#state.build > 0 && this.#state.problems.every((each) => each.severity !== 'error');
    const tell = (): void => {
      this.#places = places;
      const showing = this.#chooser.showing();
      const state = { build: this.#build, assets: this.#assets, problems, more, showing };
      const { fit = noFit } = this.#state;
      this.#state = { ...state, fit };
      this.#pages.send(JSON.stringify(patch === undefined ? state : { ...state, patch }));
    };
    if (built.page === undefined && wasGood) this.#grace = setTimeout(tell, graceMs);
    else tell();
  }
}
