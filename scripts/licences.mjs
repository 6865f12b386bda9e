// What is bundled goes out with its authors' licences; and shortened, since reading it is most of what a start takes.
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { minifySync } from 'rolldown/utils';

/** A plugin that notes each package whose code is bundled, and the file with their licences for when it has run. */
export function collectLicences() {
  const folders = new Set();
  const plugin = {
    name: 'licences',
    renderChunk(code, { modules }) {
      const lengths = { own: 0, packages: 0 };
      for (const [id, { renderedLength }] of Object.entries(modules)) {
        const folder = renderedLength > 0 ? packageFolder(id) : undefined;
        if (folder !== undefined) folders.add(folder);
        lengths[folder === undefined ? 'own' : 'packages'] += renderedLength;
      }
      // Our own stays as it is: the lines of a stack trace should say something.
      if (lengths.packages < 10 * lengths.own) return null;
      return { code: minifySync('chunk.js', code, { module: true }).code, map: null };
    },
  };
  return { plugin, file: () => ({ path: 'LICENCES.txt', text: describe([...folders].sort()) }) };
}

/** The folder of the package that a module belongs to. */
function packageFolder(id) {
  const parts = id.split(sep);
  const at = parts.lastIndexOf('node_modules');
  if (at < 0) return undefined;
  const length = parts[at + 1]?.startsWith('@') ? 3 : 2;
  return parts.slice(0, at + length).join(sep);
}

function describe(folders) {
  const entries = folders.map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((each) => /^(licen[cs]e|copying)/i.test(each));
    const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
    return `${name} ${version}: ${license}\n${text}`;
  });
  return `The code of these packages is in the files beside this one.\n\n${entries.join(`\n${'-'.repeat(78)}\n\n`)}`;
}
