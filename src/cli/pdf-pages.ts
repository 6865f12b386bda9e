import { type Paper, parsePaper } from '../assemble/paper.ts';
import { inDaylight } from '../assemble/print-colors.ts';
import { selectSlides } from '../assemble/print-range.ts';
import type { OpenPage } from '../browser/measure-page.ts';
import { checkOverflow } from '../check/fit.ts';
import { codes } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { WritingHost } from '../host.ts';
import type { Size } from '../model/deck.ts';
import type { RenderedDeck } from '../model/rendered.ts';
import { judge, type Loaded } from '../pipeline.ts';
import { badOption } from './bad-option.ts';

interface SlideChoice {
  readonly range?: string;
  readonly inkSaving?: boolean;
}

/** Throws `bad-option`. */
export function readPaper(written: string): Paper {
  const paper = parsePaper(written);
  if (paper !== undefined) return paper;
  throw badOption(
    `\`${written}\` is no paper`,
    'write `a4`, `letter`, `a5`, or width and height in mm such as `200x280`; sides are 100 to 2000 mm',
  );
}

/** The slides of `--range`, light ones with `--ink-saving`. Throws `bad-option`. */
export function chosenSlides(loaded: Loaded, rendered: RenderedDeck, options: SlideChoice): RenderedDeck {
  const slides = options.range === undefined ? rendered : selectSlides(rendered, options.range);
  if (options.inkSaving !== true) return slides;
  const { value: light } = loaded.library.theme('daylight', undefined);
  return light === undefined ? slides : inDaylight(slides, light);
}

/** At full size and by itself: what is measured are slides, not sheets of paper. */
function fullSize({ width, height }: Size): string {
  return [
    `:root{--sheet-scale:1!important;--sheet-width:${width}px!important;--sheet-height:${height}px!important}`,
    'main>.page{columns:auto!important}',
    '.leaf,.leaf>.cell,.cue>.head{display:block!important;width:auto!important;height:auto!important}',
    '.sheet{float:none!important;overflow:visible!important;contain:none!important}',
    '.sheet~*,.sheet::after{display:none!important}',
  ].join('');
}

/** What does not fit on its slide, in a page that shows the slides as they are to be printed. */
export async function inspectFit(
  host: WritingHost,
  page: OpenPage,
  rendered: RenderedDeck,
): Promise<Diagnostic[]> {
  const style = fullSize(rendered.deck.size);
  // Pages of whole slides have that size already, and to style a thousand of them anew takes half a second.
  await page.evaluate(
    `if (document.querySelector('.sheet') !== null)
      document.head.insertAdjacentHTML('beforeend', '<style id="full-size">${style}</style>')`,
  );
  const found = await checkOverflow(host, page, rendered);
  await page.evaluate(`document.getElementById('full-size')?.remove()`);
  // What was switched off with a reason stays so; other switch-offs are not this command's to judge.
  return judge(found, rendered.deck, new Set(Object.keys(codes)));
}
