import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createNodeHost } from '../../src/host-node.ts';
import { openLibrary } from '../../src/read/library.ts';
import { precompileBuiltIns } from '../../src/render/precompile.ts';
import { precompiledKey } from '../../src/render/precompiled.ts';
import { surroundingShape, templateShape, unknown } from '../../src/render/shape.ts';
import { repository } from '../support/cases.ts';

test('every built-in template is compiled by the build, as it is asked for', () => {
  const module = precompileBuiltIns(repository);
  const library = openLibrary({ ...createNodeHost(), packageRoot: repository }, [repository]);
  const wanted = [...library.partials()].map(([name, { text }]) => ({
    name,
    key: precompiledKey(text, unknown),
  }));
  const furniture = library.partials().get('furniture')?.text ?? '';
  wanted.push({ name: 'furniture by itself', key: precompiledKey(furniture, surroundingShape) });
  for (const name of readdirSync(join(repository, 'templates/layouts'))) {
    const layout = library.layout(name).value;
    if (layout === undefined) throw new Error(`layout ${name} is broken`);
    wanted.push({ name, key: precompiledKey(layout.template.text, templateShape(layout.contract)) });
  }
  expect(wanted.filter(({ key }) => !module.includes(JSON.stringify(key))).map(({ name }) => name)).toEqual(
    [],
  );
});
