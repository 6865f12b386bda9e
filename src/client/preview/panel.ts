import type { FitNews, PreviewState, Problem } from '../../preview/message.ts';
import type { Acts } from './acts.ts';
import { countOf, element, messageParts } from './elements.ts';
import { panelCss } from './panel-css.ts';
import { type ProblemActs, problemList } from './problem-list.ts';

export interface Panel {
  show(state: PreviewState): void;
  showConnected(isConnected: boolean): void;
  /** What does not fit on the slides. */
  showFit(news: FitNews): void;
  /** Something short that goes away by itself. */
  say(text: string): void;
  readonly root: ShadowRoot;
}

const saidMs = 6_000;

/** Everything that the preview shows besides the deck: errors over it, warnings in a corner, a lost connection. */
export function createPanel(page: Document, acts: Acts, jump: (slide: string, step?: number) => void): Panel {
  const host = element('div', { id: 'turnout-preview', lang: 'en', dir: 'ltr' });
  const root = host.attachShadow({ mode: 'open' });
  const lost = element('div', { class: 'lost', role: 'status' });
  lost.hidden = true;
  const said = element('div', { class: 'lost said', role: 'status' });
  said.hidden = true;
  let timer: number | undefined;
  const say = (text: string): void => {
    said.replaceChildren(...messageParts(text));
    said.hidden = false;
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      said.hidden = true;
    }, saidMs);
  };
  const show = ({ slide, step }: Problem): void => {
    if (slide !== undefined) jump(slide, step);
  };
  const open = (problem: Problem): void => {
    show(problem);
    const ask = problem.slide === undefined ? acts.openProblem : acts.openFit;
    void ask(problem.open ?? 0).then((fault) => fault !== undefined && say(fault));
  };
  const does = { open, jump: show };
  const sheet = createSheet(does);
  const corner = createCorner(() => sheet.open(), does);
  sheet.onClose = () => corner.showClosed(true);
  root.append(element('style', {}, panelCss), sheet.layer, corner.box, lost, said);
  page.body.append(host);
  return {
    root,
    say,
    showFit: corner.showFit,
    show: (state) => {
      const errors = state.problems.filter((each) => each.severity === 'error');
      sheet.show(errors, state);
      corner.show(state);
    },
    showConnected: (isConnected) => {
      lost.hidden = isConnected;
      if (isConnected) lost.replaceChildren();
      else if (lost.firstChild === null) lost.append(...messageParts(lostMessage));
    },
  };
}

const lostMessage = 'Connection lost. Is `turnout preview` still running? Trying again …';

interface Sheet {
  readonly layer: HTMLElement;
  show(errors: readonly Problem[], state: PreviewState): void;
  open(): void;
  onClose: () => void;
}

/** The errors, over the last good deck. Escape puts it away until something changes. */
function createSheet(acts: ProblemActs): Sheet {
  const title = element('h1', { class: 'title', id: 'title' });
  const about = element('p', { class: 'about' });
  const list = element('div');
  const box = element(
    'div',
    { class: 'sheet', role: 'alertdialog', 'aria-labelledby': 'title', tabindex: '-1' },
    title,
    about,
    list,
  );
  const layer = element('div', { class: 'layer' }, box);
  layer.hidden = true;
  let back: Element | null = null;
  const open = (): void => {
    if (!layer.hidden) return;
    back = document.activeElement;
    layer.hidden = false;
    box.focus();
  };
  const close = (): void => {
    if (layer.hidden) return;
    layer.hidden = true;
    if (back instanceof HTMLElement) back.focus();
  };
  const sheet: Sheet = {
    layer,
    open,
    onClose: () => {},
    show: (errors, state) => {
      if (errors.length === 0) return close();
      const { more } = state;
      title.textContent = `${countOf(errors.length, 'error')}${more > 0 ? ' and more' : ''}`;
      about.replaceChildren(
        state.build === 0
          ? 'The deck appears as soon as this is mended. '
          : 'Behind this is the last deck that was right. ',
        element('kbd', {}, 'Esc'),
        ' puts this away until the next change.',
      );
      list.replaceChildren(problemList(errors, more, acts));
      box.scrollTop = 0;
      open();
    },
  };
  // The deck's own keys must not turn slides below what somebody reads; Escape would open its overview.
  window.addEventListener(
    'keydown',
    (event) => {
      if (layer.hidden || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === 'Escape') {
        event.preventDefault();
        close();
        sheet.onClose();
      }
      event.stopPropagation();
    },
    true,
  );
  return sheet;
}

interface Corner {
  readonly box: HTMLElement;
  show(state: PreviewState): void;
  showFit(news: FitNews): void;
  /** Whether the errors are put away, so that the badge has to stand for them. */
  showClosed(isClosed: boolean): void;
}

/** The badge: how many warnings, and on request which. After Escape it leads back to the errors. */
function createCorner(openErrors: () => void, acts: ProblemActs): Corner {
  const badge = element('button', { class: 'badge', type: 'button' });
  const list = element('div', { class: 'list', role: 'region', 'aria-label': 'Warnings' });
  const box = element('div', { class: 'corner' }, badge, list);
  let errors = 0;
  let shown: readonly Problem[] = [];
  let more = 0;
  let fit: FitNews = { problems: [], more: 0 };
  let isClosed = false;
  const unfold = (isOpen: boolean): void => {
    list.hidden = !isOpen;
    badge.setAttribute('aria-expanded', String(isOpen));
  };
  const draw = (): void => {
    const warnings = shown.length + fit.problems.length + fit.more + (errors === 0 ? more : 0);
    const standsForErrors = isClosed && errors > 0;
    box.hidden = !standsForErrors && (warnings === 0 || errors > 0);
    badge.textContent = standsForErrors ? countOf(errors, 'error') : countOf(warnings, 'warning');
    badge.classList.toggle('error', standsForErrors);
    if (box.hidden || standsForErrors) unfold(false);
  };
  const fill = (): void => {
    const active = (list.getRootNode() as ShadowRoot).activeElement;
    const buttons = (): HTMLElement[] => [...list.querySelectorAll<HTMLElement>('button, a')];
    const at = active instanceof HTMLElement ? buttons().indexOf(active) : -1;
    list.replaceChildren(problemList([...fit.problems, ...shown], fit.more + more, acts));
    if (at >= 0) (buttons()[at] ?? badge).focus();
    draw();
  };
  badge.addEventListener('click', () => {
    if (errors === 0) return unfold(list.hidden === true);
    isClosed = false;
    draw();
    openErrors();
  });
  // Space and Enter would turn the slide, too.
  box.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !list.hidden) unfold(false);
    else if (event.key !== ' ' && event.key !== 'Enter') return;
    event.stopPropagation();
  });
  unfold(false);
  box.hidden = true;
  return {
    box,
    show: (state) => {
      shown = state.problems.filter((each) => each.severity === 'warning');
      errors = state.problems.length - shown.length;
      more = state.more;
      isClosed = false;
      fill();
    },
    showFit: (news) => {
      fit = news;
      fill();
    },
    showClosed: (closed) => {
      isClosed = closed;
      draw();
    },
  };
}
