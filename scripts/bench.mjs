// `npm run bench -- pdf [--slides 20,100] [--runs 3] [--only turnout,floor,marp]`: prints a table for docs/performance.md.
import { benchPdf } from '../bench/pdf/bench.mjs';
import { build } from './build.mjs';

const benches = { pdf: benchPdf };
const [name, ...args] = process.argv.slice(2);
const bench = benches[name];
if (bench === undefined) {
  console.error(`which one? ${Object.keys(benches).join(', ')}`);
  process.exitCode = 2;
} else {
  await build();
  await bench(args);
}
