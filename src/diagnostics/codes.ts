/**
 * Every code that a person can meet. A code is permanent: it is never renamed and never used for something else.
 * `kind` decides the exit code: content 1, usage 2, environment 3.
 */
export interface CodeInfo {
  readonly severity: 'error' | 'warning';
  readonly kind: 'content' | 'usage' | 'environment';
}

const contentError: CodeInfo = { severity: 'error', kind: 'content' };
const contentWarning: CodeInfo = { severity: 'warning', kind: 'content' };
const usageError: CodeInfo = { severity: 'error', kind: 'usage' };
const environmentError: CodeInfo = { severity: 'error', kind: 'environment' };

export const codes = {
  'no-deck': usageError,
  'ambiguous-deck': usageError,
  'bad-option': usageError,
  'target-exists': usageError,
  'unknown-profile': usageError,
  'unknown-locale': usageError,
  'unknown-address': usageError,

  'unreadable-file': contentError,
  'yaml-syntax': contentError,
  'yaml-limit': contentError,
  'duplicate-key': contentError,
  'wrong-type': contentError,
  'missing-field': contentError,
  'unknown-field': contentError,
  'unknown-choice': contentError,
  'out-of-bounds': contentError,
  'excluding-fields': contentError,

  'empty-deck': contentError,
  'empty-section': contentError,
  'unknown-section': contentError,
  'duplicate-section': contentError,
  'unknown-layout': contentError,
  'unknown-theme': contentError,
  'unknown-variable': contentError,
  'invalid-variable': contentError,
  'unused-variable': contentWarning,
  'invalid-condition': contentError,
  'unknown-page-field': contentError,
  'duplicate-id': contentError,
  'invalid-id': contentError,
  'missing-use': contentError,
  'outside-use': contentError,
  'use-circle': contentError,

  'unknown-edition': contentError,
  'duplicate-edition': contentError,

  'unknown-parent': contentError,
  'profile-circle': contentError,
  'unknown-change': contentError,
  'change-target': contentError,
  'change-id': contentError,
  'change-without-effect': contentWarning,
  'change-overridden': contentWarning,
  'unknown-tag': contentWarning,

  'locale-length': contentError,
  'locale-not-text': contentError,
  'locale-left-over': contentWarning,
  'translation-missing': contentWarning,
  'translation-stale': contentWarning,
  'translation-steps': contentWarning,
  'lock-invalid': contentError,

  'missing-asset': contentError,
  'outside-asset': contentError,
  'unreadable-asset': contentError,
  'asset-type': contentError,
  'invalid-captions': contentError,
  'media-too-large': contentError,
  'media-without-captions': contentWarning,
  'media-without-poster': contentWarning,
  'too-much-text': contentWarning,
  'missing-alt': contentWarning,
  'unsafe-link': contentError,
  'font-invalid': contentError,
  'missing-glyph': contentError,

  'malformed-link': contentWarning,
  'unknown-slide': contentWarning,
  'hidden-target': contentWarning,
  'too-little-time': contentError,
  'section-minutes': contentWarning,
  'deck-minutes': contentWarning,
  'missing-notes': contentWarning,
  'long-notes': contentWarning,
  'unknown-step': contentWarning,
  'repeated-heading': contentWarning,
  'alt-is-file-name': contentWarning,
  'unused-asset': contentWarning,
  'low-contrast': contentWarning,
  'missing-language': contentWarning,
  'fit-overflow': contentError,
  'fit-cut': contentError,
  'fit-overlap': contentError,
  'fit-broken-image': contentError,
  'fit-enlarged-image': contentWarning,
  'fit-small-text': contentWarning,
  'fit-contrast': contentWarning,
  'fit-code-wrap': contentWarning,
  'unused-ignore': contentWarning,
  'not-ignorable': contentError,

  'contract-invalid': contentError,
  'theme-invalid': contentError,
  'format-invalid': contentError,
  'template-syntax': contentError,
  'template-unknown-name': contentError,
  'template-unknown-helper': contentError,
  'template-missing-partial': contentError,
  'template-markup': contentError,
  'template-failed': contentError,

  'print-asset-failed': contentError,
  'print-mismatch': contentError,
  'reference-outside': contentError,
  'pictures-not-fitted': contentWarning,
  'withheld-text': contentError,
  'print-timeout': environmentError,
  'browser-missing': environmentError,
  'browser-failed': environmentError,
  'output-not-writable': environmentError,
  'port-taken': environmentError,
} as const satisfies Record<string, CodeInfo>;

export type Code = keyof typeof codes;
