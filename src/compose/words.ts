import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Validation } from '../model/validation.ts';
import { fillVariables, listNamed } from './variables.ts';
import { isShown, type Scope } from './when.ts';

/** What makes an edition's words of those that are written: for whatever validates a part of the deck. */
export type Words = Required<Pick<Validation, 'fill' | 'isShown' | 'listNamed'>>;

export function wordsOf(scope: Scope, diagnostics: Diagnostic[]): Words {
  return {
    fill: (text, span) => fillVariables(text, scope.variables, span, diagnostics),
    isShown: (condition) => isShown(condition, scope, diagnostics),
    listNamed: (node) => listNamed(node, scope.variables),
  };
}
