// `npm run bench -- pdf [--slides 20,100] [--runs 3] [--only turnout,floor,marp]`, or
// `npm run bench -- matrix [--runs 3] [--formats html,slides,notes]`, or
// `npm run bench -- preview [--slides 300] [--saves 40] [--only turnout,marp]`: prints a table for docs/performance.md.
import { benchMatrix } from '../bench/matrix/bench.mjs';
import { benchPdf } from '../bench/pdf/bench.mjs';
import { benchPreview } from '../bench/preview/bench.mjs';
import { build } from './build.mjs';

const benches = { pdf: benchPdf, matrix: benchMatrix, preview: benchPreview };
const [name, ...args] = process.argv.slice(2);
const bench = benches[name];
if (bench === undefined) {
  console.error(`which one? ${Object.keys(benches).join(', ')}`);
  process.exitCode = 2;
} else {
  await build();
  await bench(args);
}
