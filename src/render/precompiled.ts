import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { type Shape, shapeKey } from './shape.ts';

/** Key of a template that was checked against this shape. */
export function precompiledKey(text: string, shape: Shape): string {
  return createHash('sha1')
    .update(`${shapeKey(shape)}\0${text}`)
    .digest('base64url');
}

let loaded: Readonly<Record<string, TemplateSpecification>> | undefined;

/** What the build made of this very text, or undefined: the text is somebody's own, or there was no build. */
export function findPrecompiled(text: string, shape: Shape): TemplateSpecification | undefined {
  if (loaded === undefined) {
    try {
      loaded = createRequire(import.meta.url)('./precompiled.cjs') as typeof loaded;
    } catch {
      loaded = {};
    }
  }
  return loaded?.[precompiledKey(text, shape)];
}
