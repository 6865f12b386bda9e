import { basename, join } from 'node:path';
import { type Diagnostic, diagnose } from '../diagnostics/diagnostic.ts';
import type { Host } from '../host.ts';
import type { FieldValue, Slide } from '../model/deck.ts';
import { renderedSlides } from '../model/rendered.ts';
import type { Check } from './subject.ts';

/** `pager.svg` or `IMG_2041` says nothing to somebody who does not see the picture. */
export const altTextCheck: Check = {
  codes: ['alt-is-file-name'],
  needs: 'slides',
  run: ({ rendered }) => renderedSlides(rendered).flatMap(({ slide }) => altFaults(slide.fields, '', slide)),
};

function altFaults(value: FieldValue | undefined, path: string, slide: Slide): Diagnostic[] {
  if (typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => altFaults(item, add(path, index), slide));
  const group = value as Readonly<Record<string, FieldValue | undefined>>;
  const { src, alt } = group;
  if (typeof src === 'string' && typeof alt === 'string' && namesFile(alt, src)) {
    return [
      diagnose('alt-is-file-name', `the alternative text \`${alt}\` is only the picture's file name`, {
        span: slide.spans.get(add(path, 'alt')) ?? slide.spans.get(path) ?? slide.span,
        hints: ['say what the picture shows, as you would on the telephone'],
      }),
    ];
  }
  return Object.entries(group).flatMap(([key, item]) => altFaults(item, add(path, key), slide));
}

function add(path: string, key: string | number): string {
  return path === '' ? String(key) : `${path}.${key}`;
}

function namesFile(alt: string, src: string): boolean {
  const file = basename(src);
  return alt !== '' && (alt === file || alt === src || alt === file.replace(/\.[^.]+$/, ''));
}

/** Files that nobody sees make a deck heavy and are often a picture that was meant to be shown. */
export const unusedAssetsCheck: Check = {
  codes: ['unused-asset'],
  needs: 'deck',
  run: ({ host, whole }) => {
    const { deck } = whole;
    const used = new Set(
      renderedSlides(whole).flatMap(({ assets, noteAssets, otherAssets }) =>
        [...assets, ...noteAssets, ...otherAssets].map((asset) => asset.file),
      ),
    );
    // What a single edition shows is used.
    const overlays = ['profiles', 'locales'].flatMap((name) => textsIn(host, join(deck.folder, name)));
    return filesBelow(host, join(deck.folder, 'assets'))
      .filter((file) => !used.has(host.realPath(file)) && !basename(file).startsWith('.'))
      .map((file) => file.slice(deck.folder.length + 1))
      .filter((file) => !overlays.some((text) => text.includes(file)))
      .map((file) =>
        diagnose('unused-asset', `no slide uses \`${file}\``, {
          span: deck.span,
          hints: ['show it on a slide, or move it out of `assets/`'],
        }),
      );
  },
};

function textsIn(host: Host, folder: string): string[] {
  return host
    .list(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => host.readText(join(folder, name)));
}

function filesBelow(host: Host, folder: string): string[] {
  return host.list(folder).flatMap((name) => {
    const path = join(folder, name);
    return host.kind(path) === 'folder' ? filesBelow(host, path) : [path];
  });
}
