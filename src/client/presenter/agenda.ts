import { spentOn, type Timer } from '../link/timer.ts';
import { type Parts, setText } from './parts.ts';
import type { Plan } from './plan.ts';
import type { Chapter } from './slides.ts';
import { formatSpan } from './time.ts';

export interface Agenda {
  /** The sections, anew: the deck was changed. */
  build(chapters: readonly Chapter[]): void;
  show(slide: string, state: { timer: Timer; plan: Plan; now: number }): void;
}

export function createAgenda(parts: Parts, jump: (slide: string) => void): Agenda {
  const list = parts.get('agenda');
  let rows: { chapter: Chapter; button: HTMLButtonElement; minutes: HTMLElement }[] = [];
  let lit: Chapter | undefined;
  return {
    build: (chapters) => {
      lit = undefined;
      rows = chapters.map((chapter) => {
        const button = document.createElement('button');
        button.type = 'button';
        const minutes = document.createElement('span');
        minutes.className = 'minutes';
        const title = document.createElement('span');
        title.textContent = chapter.title;
        button.append(title, minutes);
        button.addEventListener('click', () => jump(chapter.sheets[0]?.id ?? ''));
        return { chapter, button, minutes };
      });
      list.replaceChildren(
        ...rows.map(({ button }) => {
          const item = document.createElement('li');
          item.append(button);
          return item;
        }),
      );
    },
    show: (slide, { timer, plan, now }) => {
      for (const { chapter, button, minutes } of rows) {
        const isCurrent = chapter.sheets.some(({ id }) => id === slide);
        button.setAttribute('aria-current', String(isCurrent));
        const planned = sum(chapter, ({ id }) => plan.slides.get(id) ?? 0);
        const spent = sum(chapter, ({ id }) => spentOn(timer, id, now));
        setText(minutes, planned > 0 ? `${formatSpan(spent)} / ${formatSpan(planned)}` : formatSpan(spent));
        minutes.classList.toggle('is-over', planned > 0 && spent > planned);
        if (isCurrent && lit !== chapter) {
          lit = chapter;
          list.scrollTop = button.offsetTop - list.offsetTop - list.clientHeight / 3;
        }
      }
    },
  };
}

function sum(chapter: Chapter, of: (sheet: Chapter['sheets'][number]) => number): number {
  return chapter.sheets.reduce((total, sheet) => total + of(sheet), 0);
}
