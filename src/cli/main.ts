import { createNodeHost } from '../host-node.ts';
import { createProgram } from './program.ts';
import { runProgram } from './run.ts';

// `turnout check | head` closes the pipe early; that is no fault.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const host = createNodeHost();
process.exitCode = await runProgram(createProgram(host), process.argv.slice(2), host);
