import { join } from 'node:path';
import type { Host } from '../host.ts';
import type { FieldGroup } from '../model/deck.ts';
import { plainValue } from '../model/field-types.ts';
import type { Layout } from '../model/layout.ts';
import { readYaml } from './file.ts';

/** A slide that shows a layout at its best. */
export interface Example {
  /** As it is written in a section file, beginning with `- layout: …`. */
  readonly text: string;
  readonly value: FieldGroup;
}

/** The `example.yaml` of a layout, if there is one that can be read. */
export function readExample(host: Host, layout: Layout): Example | undefined {
  const path = join(layout.folder, 'example.yaml');
  if (host.kind(path) !== 'file') return undefined;
  const { value } = readYaml(host, path);
  if (value?.node?.kind !== 'map') return undefined;
  const { layout: _, ...fields } = plainValue(value.node) as FieldGroup;
  return { text: asSlide(layout.name, value.source.text), value: { layout: layout.name, ...fields } };
}

function asSlide(layout: string, text: string): string {
  const lines = text
    .trimEnd()
    .split(/\r?\n/)
    .filter((line) => !/^(?:layout:|#)/.test(line));
  return [`- layout: ${layout}`, ...lines.map((line) => (line === '' ? '' : `  ${line}`))].join('\n');
}
