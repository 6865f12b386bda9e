import { createHash } from 'node:crypto';

/** What names places of the folder that a page came from. */
const places = new Set([`'self'`, 'file:']);

/**
 * The content security policy of a page whose files are all inside: no file beside it may be asked for. `scripts` are
 * those that were added to the page, to the letter.
 */
export function narrowPolicy(policy: string, scripts: readonly string[]): string {
  const added = scripts.map((script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`);
  return policy
    .split(';')
    .map((directive) => {
      const [name = '', ...sources] = directive.trim().split(/\s+/);
      const kept = sources.filter((source) => !places.has(source));
      const all = name === 'script-src' ? [...kept.filter((each) => each !== `'none'`), ...added] : kept;
      return [name, ...(all.length === 0 ? [`'none'`] : all)].join(' ');
    })
    .join('; ');
}
