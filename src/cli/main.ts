import { createNodeHost } from '../host-node.ts';
import { createProgram } from './program.ts';
import { runProgram } from './run.ts';

const host = createNodeHost();
process.exitCode = await runProgram(createProgram(host), process.argv.slice(2), host);
