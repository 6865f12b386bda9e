import { type Command, CommanderError } from 'commander';
import { codes } from '../diagnostics/codes.ts';
import { type Diagnostic, diagnose, TurnoutError } from '../diagnostics/diagnostic.ts';
import type { Host } from '../host.ts';
import { codeOf } from './program.ts';
import { printReport } from './terminal.ts';

/** 0 done, 1 the content is wrong, 2 the command line is wrong, 3 the environment is wrong, 130 interrupted. */
const exitCodes = { content: 1, usage: 2, environment: 3 } as const;

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

/** The gravest kind decides; warnings alone are 0 unless `strict`. */
export function exitCodeOf(diagnostics: readonly Diagnostic[], strict = false): number {
  const counted = diagnostics.filter((each) => strict || each.severity === 'error');
  return Math.max(0, ...counted.map((each) => exitCodes[codes[each.code].kind]));
}
