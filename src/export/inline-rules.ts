const braces = /"(?:[^"\\]|\\[\s\S])*"|'(?:[^'\\]|\\[\s\S])*'|url\([^"')]*\)|\/\*[\s\S]*?\*\/|[{}]/g;

/** Takes out the rules of a style all of whose selectors are of no use. */
export function dropRules(css: string, isUseless: (selector: string) => boolean): string {
  let kept = '';
  let start = 0;
  let open = 0;
  let depth = 0;
  for (const { 0: mark, index } of css.matchAll(braces)) {
    if (mark === '{' && depth++ === 0) open = index;
    if (mark !== '}' || --depth !== 0) continue;
    kept += keptRule(css.slice(start, open), css.slice(open + 1, index), isUseless);
    start = index + 1;
  }
  return kept + css.slice(start);
}

function keptRule(head: string, body: string, isUseless: (selector: string) => boolean): string {
  if (/^\s*@(?:media|supports)\b/.test(head)) {
    const inner = dropRules(body, isUseless);
    return inner.trim() === '' ? '' : `${head}{${inner}}`;
  }
  // A comma inside of brackets makes parts that say less than a selector, and so keep the rule.
  return head.split(',').every(isUseless) ? '' : `${head}{${body}}`;
}
