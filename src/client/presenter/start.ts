import { meetServer } from '../link/meet.ts';
import type { Options, Words } from '../page/options.ts';
import { stayAwake } from '../page/wake.ts';
import { actionsOf } from './actions.ts';
import { Desk } from './desk.ts';
import { listenToKeys } from './input.ts';
import { mountTemplate } from './parts.ts';
import { offerToPreview } from './played.ts';
import { listenToPointer } from './pointer.ts';
import { recordTimes } from './rehearsal.ts';
import { createScheme } from './scheme.ts';
import { createSearch } from './search.ts';

/** The presenter view: the same page as the deck, with the slides taken out of it to be shown in small. */
export function startPresenter(options: Options, words: Words): void {
  const slides = takeSlides(document);
  const parts = mountTemplate(document);
  document.title = `${words('title')}: ${document.title}`;
  const desk = new Desk(parts, slides, options, words);
  const { session, view } = desk;
  const actions = actionsOf(session, view, {
    parts,
    place: () => desk.place,
    chooseTool: (tool) => desk.chooseTool(tool),
    search: createSearch(
      parts,
      words,
      () => view.sheets,
      (slide) => desk.jump(slide),
    ),
    scheme: createScheme(parts.root, options),
  });
  listenToKeys(parts, actions, () => session.leads());
  listenToPointer(view.now, options.always, session.link, {
    tool: () => (session.leads() ? desk.tool : undefined),
    slide: () => desk.place.slide,
  });
  desk.open();
  const rehearsal = recordTimes(desk);
  meetServer(session.link, (meeting) => rehearsal.report(meeting));
  if (new URLSearchParams(location.search).has('audience')) openAudienceOnce(() => actions.audience());
  stayAwake();
  offerToPreview({
    slides,
    place: () => desk.place,
    goTo: (index, step) => desk.follow(index, step),
    refresh: () => desk.refresh(),
  });
}

/** The program that opened this window wants the other one, too; after a reload it is there already. */
function openAudienceOnce(open: () => void): void {
  history.replaceState(history.state, '', location.href.replace(/&audience(?==?(?:&|#|$))=?/, ''));
  // The server's part of the page stands behind this script.
  document.addEventListener('DOMContentLoaded', open, { once: true });
}

/** The deck leaves the page: what is shown are copies, and each id is there once. */
function takeSlides(page: Document): HTMLElement {
  const slides = page.querySelector<HTMLElement>('.reveal > .slides');
  if (slides === null) throw new Error('the page has no slides');
  page.querySelector('body > main')?.remove();
  return slides;
}
