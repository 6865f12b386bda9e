import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';

/** Key of a template that was checked against these names; a partial is drawn in many scopes and has none. */
export function precompiledKey(text: string, names: ReadonlySet<string> | undefined): string {
  const scope = names === undefined ? '*' : [...names].sort().join(' ');
  return createHash('sha1').update(`${scope}\0${text}`).digest('base64url');
}

let loaded: Readonly<Record<string, TemplateSpecification>> | undefined;

/** What the build made of this very text, or undefined: the text is somebody's own, or there was no build. */
export function findPrecompiled(
  text: string,
  names: ReadonlySet<string> | undefined,
): TemplateSpecification | undefined {
  if (loaded === undefined) {
    try {
      loaded = createRequire(import.meta.url)('./precompiled.cjs') as typeof loaded;
    } catch {
      loaded = {};
    }
  }
  return loaded?.[precompiledKey(text, names)];
}
