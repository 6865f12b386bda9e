import { diagnose } from '../diagnostics/diagnostic.ts';
import { languageChain } from '../model/language.ts';
import { speaks } from '../model/theme.ts';
import type { Check } from './subject.ts';

/** Words that layouts print would be English among words of another language. */
export const languageCheck: Check = {
  codes: ['missing-language'],
  needs: 'slides',
  run: ({ rendered: { deck } }) => {
    const { theme, lang } = deck;
    if (speaks(theme, lang)) return [];
    const file = `${languageChain(lang).at(-1)}.yaml`;
    return [
      diagnose(
        'missing-language',
        `theme \`${theme.name}\` has no labels in \`${lang}\`: layouts print English ones`,
        {
          span: deck.spans.get('lang') ?? deck.span,
          hints: [
            `add \`languages/${file}\` to a theme of your own that extends \`${theme.name}\`, with the keys of \`en.yaml\``,
          ],
        },
      ),
    ];
  },
};
