import type { PageSetup } from '../../preview/message.ts';

export interface Acts {
  /** Opens the file of a problem or of a slide in the person's editor; resolves to what to say when it cannot be. */
  openProblem(number: number): Promise<string | undefined>;
  openFit(number: number): Promise<string | undefined>;
  openSlide(index: number): Promise<string | undefined>;
  /** By place in the lists of choices. */
  show(profile: number, locale: number, theme: number): Promise<void>;
}

const noEditor =
  'No editor with a window of its own is known: start with `--editor code`, or set `TURNOUT_EDITOR`';

/** What the server does for a page. Only numbers are sent. */
export function createActs({ act }: PageSetup): Acts {
  const post = async (path: string): Promise<number> => {
    try {
      const answer = await fetch(`${act}/${path}`, { method: 'POST', cache: 'no-store' });
      // An answer that nobody reads is taken for one that was broken off.
      await answer.text();
      return answer.status;
    } catch {
      return 0;
    }
  };
  const open = async (path: string): Promise<string | undefined> => {
    const status = await post(path);
    if (status === 200) return undefined;
    return status === 409 ? noEditor : 'The file could not be opened';
  };
  return {
    openProblem: (number) => open(`problem/${number}`),
    openFit: (number) => open(`fit/${number}`),
    openSlide: (index) => open(`slide/${index}`),
    show: async (...places) => {
      await post(`show/${places.join('/')}`);
    },
  };
}
