// Writes the document that `turnout pdf` prints, for the floor. Usage: print-document.mjs <deck> <folder>
import { assemblePrint } from '../../src/assemble/print.ts';
import { papers } from '../../src/assemble/print-formats.ts';
import { findPrintFormat } from '../../src/assemble/print-template.ts';
import { findBrowser } from '../../src/browser/find.ts';
import { exportFolder } from '../../src/export/folder.ts';
import { createNodeHost } from '../../src/host-node.ts';
import { loadDeck } from '../../src/pipeline.ts';
import { locateDeck } from '../../src/read/locate.ts';

const [deck = '', folder = '', root = ''] = process.argv.slice(2);
const host = { ...createNodeHost(), packageRoot: root };
if (folder === '') {
  process.stdout.write(findBrowser(host).path);
} else {
  const { value } = loadDeck(host, locateDeck(host, deck));
  if (value === undefined) throw new Error('the generated deck has a fault');
  exportFolder(host, assemblePrint(host, value, findPrintFormat(host, 'slides'), papers.a4), folder);
}
