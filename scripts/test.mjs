// `npm test`: types, then lint and format, then the tests. A step that fails does not keep the next from running.
// Arguments are handed to vitest: npm test -- tests/unit
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from './paths.mjs';

const require = createRequire(import.meta.url);

/** The script behind a package's command; run with this Node, it needs no shell on any system. */
function program(name, command) {
  const manifest = require.resolve(`${name}/package.json`);
  const { bin } = require(manifest);
  return join(dirname(manifest), typeof bin === 'string' ? bin : bin[command]);
}

function step(title, script, args) {
  console.log(`\n— ${title}`);
  const began = performance.now();
  const { status } = spawnSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  return { title, isGood: status === 0, seconds };
}

/** What vitest counted. A file that could not be loaded holds no test, and is counted as one that failed. */
function readReport(path) {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    const broken = report.testResults.filter(
      (file) => file.status === 'failed' && file.assertionResults.length === 0,
    );
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests + broken.length,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const folder = mkdtempSync(join(tmpdir(), 'test-of-turnout-'));
const reportPath = join(folder, 'report.json');
try {
  const types = step('types', program('typescript', 'tsc'), ['-p', '.']);
  const style = step('lint and format', program('@biomejs/biome', 'biome'), ['check', '--error-on-warnings']);
  const tests = step('tests', program('vitest', 'vitest'), [
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportPath}`,
    ...process.argv.slice(2),
  ]);
  const counts = readReport(reportPath);
  // Vitest also fails for errors outside of any test.
  if (!tests.isGood && counts.failed === 0) counts.failed = 1;
  for (const other of [types, style]) counts[other.isGood ? 'passed' : 'failed'] += 1;

  console.log('');
  for (const { title, isGood, seconds } of [types, style, tests]) {
    console.log(`${isGood ? 'ok    ' : 'FAILED'}  ${title} (${seconds} s)`);
  }
  if (process.env.TURNOUT_TEST_COUNTS) writeFileSync(process.env.TURNOUT_TEST_COUNTS, JSON.stringify(counts));
  if (counts.failed > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
