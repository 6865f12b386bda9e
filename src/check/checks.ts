import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { contrastCheck } from './contrast.ts';
import { glyphsCheck } from './glyphs.ts';
import { headingsCheck } from './headings.ts';
import { languageCheck } from './language.ts';
import { linksCheck } from './links.ts';
import { mediaCheck } from './media.ts';
import { minutesCheck } from './minutes.ts';
import { noteStepsCheck } from './note-steps.ts';
import { longNotesCheck, missingNotesCheck } from './notes.ts';
import { altTextCheck, unusedAssetsCheck } from './pictures.ts';
import type { Check, Subject } from './subject.ts';

/** Adding a check is adding an object to this list. */
export const checks: readonly Check[] = [
  minutesCheck,
  missingNotesCheck,
  longNotesCheck,
  noteStepsCheck,
  headingsCheck,
  altTextCheck,
  mediaCheck,
  linksCheck,
  unusedAssetsCheck,
  contrastCheck,
  languageCheck,
  glyphsCheck,
];

/** Runs the checks; while the deck has errors only those that do not need all of it. */
export function checkDeck(subject: Subject, state: 'whole' | 'broken'): Diagnostic[] {
  return checks
    .filter((check) => state === 'whole' || check.needs === 'slides')
    .flatMap((check) => check.run(subject));
}
