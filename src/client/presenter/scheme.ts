import type { Options } from '../page/options.ts';
import { recall, remember } from './notes.ts';

const storedAs = 'turnout-scheme';

/** Light or dark. It begins dark, whatever the slides are: lecterns stand in the dim part of a room. */
export function createScheme(root: HTMLElement, { scheme: ofTheme }: Options): () => void {
  let isDark = recall(storedAs) !== 'light';
  const apply = (): void => {
    root.classList.toggle('is-dark', isDark);
    root.classList.toggle('is-light', !isDark);
    root.classList.toggle('is-turned', isDark !== (ofTheme === 'dark'));
  };
  apply();
  return () => {
    isDark = !isDark;
    remember(storedAs, isDark ? 'dark' : 'light');
    apply();
  };
}
