import { type Command, CommanderError } from 'commander';
import { type Diagnostic, diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import type { Host } from '../host.ts';
import { exitCodeOf } from './exit-code.ts';
import { Interrupted } from './interrupt.ts';
import { codeOf } from './program.ts';
import { printReport } from './terminal.ts';

export async function runProgram(program: Command, args: readonly string[], host: Host): Promise<number> {
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({ writeErr: () => {} });
  }
  try {
    if (args.length === 0) {
      program.outputHelp();
      return 0;
    }
    await program.parseAsync(args, { from: 'user' });
    return codeOf(program);
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0;
      const fault = usageFault(error, program, args);
      await printReport([fault], host);
      return exitCodeOf([fault]);
    }
    if (error instanceof Interrupted) {
      process.stderr.write('interrupted; nothing is left half written\n');
      return error.exitCode;
    }
    if (error instanceof TurnoutError) {
      await printReport(error.diagnostics, host);
      return exitCodeOf(error.diagnostics);
    }
    throw error;
  }
}

/** What Commander says, in the shape of every other error. */
function usageFault(error: CommanderError, program: Command, args: readonly string[]): Diagnostic {
  const [said = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const message = said.replaceAll("'", '`').replace(/\.$/, '');
  const near = /Did you mean (.+?)\?/.exec(suggestion ?? '')?.[1];
  const command = program.commands.find((each) => each.name() === args[0]);
  return diagnose('bad-option', message.replace(/\. Allowed/, '; allowed'), {
    hints: [
      near === undefined ? undefined : `did you mean \`${near}\`?`,
      `\`turnout ${command === undefined ? '' : `${command.name()} `}--help\` shows what there is`,
    ],
  });
}
