import { bringBrowser } from './browser.mjs';
import { bringPackages } from './packages.mjs';
import { SetupError } from './process.mjs';

export async function main() {
  try {
    await bringPackages();
    const browser = await bringBrowser();
    const isFresh = await buildDist();
    console.log(`Ready: browser ${browser}${isFresh ? ', dist/ built' : ''}`);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    if (error.output) console.error(error.output.trimEnd());
    console.error(`error: ${error.message}`);
    for (const hint of error.hints) console.error(`  hint: ${hint}`);
    process.exitCode = 3;
  }
}

async function buildDist() {
  // Only now: the build needs the packages.
  const { build, BuildError } = await import('../build.mjs');
  try {
    return (await build()).isFresh;
  } catch (error) {
    if (error.code === 'ERR_MODULE_NOT_FOUND') {
      throw new SetupError('node_modules is incomplete, or was made on another system', {
        hints: ['delete node_modules, then run the command again'],
        output: error.message,
      });
    }
    if (!(error instanceof BuildError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}
