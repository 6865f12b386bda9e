import { baseEdition, type EditionRequest } from '../model/edition.ts';
import type { Choices } from './build.ts';
import type { Showing } from './message.ts';

/** Which edition all pages show: as the command line says, until somebody chooses another. */
export class Chooser {
  #request: EditionRequest;
  #choices: Choices = { profiles: [], locales: [], themes: [] };

  constructor(request: EditionRequest = baseEdition) {
    this.#request = request;
  }

  request(): EditionRequest {
    return this.#request;
  }

  offer(choices: Choices): void {
    this.#choices = choices;
  }

  /** The lists begin with the deck as it is, and hold what was asked for even when there is no such thing. */
  showing(): Showing {
    const { profiles, locale = '', theme = '' } = this.#request;
    const profile = profiles.join('+');
    const list = (names: readonly string[], shown: string): string[] => [...new Set(['', ...names, shown])];
    return {
      profiles: list(this.#choices.profiles, profile),
      locales: list(this.#choices.locales, locale),
      themes: list(this.#choices.themes, theme),
      profile,
      locale,
      theme,
    };
  }

  /** By place in those lists. False when one of them has no such place. */
  choose(profileAt: number, localeAt: number, themeAt: number): boolean {
    const { profiles, locales, themes } = this.showing();
    const [profile, locale, theme] = [profiles[profileAt], locales[localeAt], themes[themeAt]];
    if (profile === undefined || locale === undefined || theme === undefined) return false;
    const { locale: _locale, theme: _theme, ...rest } = this.#request;
    this.#request = {
      ...rest,
      profiles: profile === '' ? [] : profile.split('+'),
      ...(locale === '' ? {} : { locale }),
      ...(theme === '' ? {} : { theme }),
    };
    return true;
  }
}
