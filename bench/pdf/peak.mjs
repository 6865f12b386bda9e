// Preloaded into every Node process of a tool: writes the most memory that it held, in KB, when it ends.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.env.BENCH_PEAKS;
if (folder !== undefined) {
  process.on('exit', () =>
    writeFileSync(join(folder, String(process.pid)), String(process.resourceUsage().maxRSS)),
  );
}
