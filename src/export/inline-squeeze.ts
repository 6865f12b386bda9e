/** A string or an address, which stay; a comment; blanks with the mark that they stand by. */
const pieces =
  /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|url\([^"')]*\)|(\/\*[\s\S]*?\*\/)|\s*([{};,])\s*|\s+/g;

/**
 * A style without comments, and without blanks that mean nothing. Elsewhere a blank may mean something: between
 * selectors, around `+`, before a colon. What is on one line was squeezed by its maker.
 */
export function squeezeCss(css: string): string {
  if (!css.trim().includes('\n')) return css;
  return [withoutComments, withoutBlanks, withoutLastMarks]
    .reduce((text, squeeze) => squeeze(text), css)
    .trim();
}

function withoutComments(css: string): string {
  return css.replace(pieces, (whole: string, comment?: string) => (comment === undefined ? whole : ' '));
}

function withoutBlanks(css: string): string {
  return css.replace(
    pieces,
    (whole: string, _comment?: string, mark?: string) => mark ?? (/^\s+$/.test(whole) ? ' ' : whole),
  );
}

/** The blank after the name of a property, and the last semicolon of a rule. A rule in a rule may begin with a colon. */
const ends =
  /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|url\([^"')]*\)|([{;][\w-]+:) (?=[^;{}]*[;}])|;(?=\})/g;

function withoutLastMarks(css: string): string {
  return css.replace(ends, (whole: string, property?: string) => property ?? (whole === ';' ? '' : whole));
}
