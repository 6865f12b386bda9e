import { type Command, InvalidArgumentError, Option } from 'commander';
import { badOption } from './bad-option.ts';
import type { EditionOptions } from './edition-options.ts';

/** One part of several: `2/4`. */
export interface Shard {
  /** From 1. */
  readonly part: number;
  readonly of: number;
}

export interface MatrixChoice {
  readonly matrix?: boolean;
  readonly shard?: Shard;
  readonly force?: boolean;
}

/** Options of commands that can make every edition in one run. */
export function withMatrix(command: Command): Command {
  return withShard(
    command.option('--matrix', 'every edition of `editions` in deck.yaml, or all there are'),
  ).option('--force', 'with --matrix: make what is unchanged, too');
}

/** `turnout editions`; its code is loaded when it is called. */
export function editionsCommand(program: Command): Command {
  return withShard(program.command('editions [deck]'))
    .description('list what `build --matrix` makes, an output a row')
    .addOption(
      new Option('--format <format>', 'how to print it').choices(['human', 'json']).default('human'),
    );
}

function withShard(command: Command): Command {
  return command.option('--shard <part/of>', 'one part of the matrix, such as 2/4', readShard);
}

/** `2/4`, or a fault of the command line. */
export function readShard(written: string): Shard {
  const [, part, of] = /^(\d{1,6})\/(\d{1,6})$/.exec(written) ?? [];
  const shard = { part: Number(part), of: Number(of) };
  if (shard.part >= 1 && shard.part <= shard.of) return shard;
  throw new InvalidArgumentError('It must be a part and their number, such as 2/4.');
}

/** Every so-many-th of a list: a partition, and as even as can be. */
export function takePart<T>(all: readonly T[], { part, of }: Shard): T[] {
  return all.filter((_, index) => index % of === part - 1);
}

/** The matrix says itself which editions it makes. Throws `bad-option`. */
export function refuseEditions(options: EditionOptions): void {
  const given = [
    options.profile === undefined ? undefined : '--profile',
    options.locale === undefined ? undefined : '--locale',
    options.duration === undefined ? undefined : '--duration',
    options.notesFor === undefined ? undefined : '--notes-for',
  ].find((each) => each !== undefined);
  if (given === undefined) return;
  throw badOption(
    `\`${given}\` does not go with \`--matrix\``,
    'which editions are made is said by `editions` in `deck.yaml`; `turnout editions` lists them',
  );
}

/** Throws `bad-option` for what means something only with `--matrix`. */
export function refuseWithoutMatrix({ matrix, shard, force }: MatrixChoice): void {
  if (matrix === true || (shard === undefined && force !== true)) return;
  throw badOption(
    `\`${shard === undefined ? '--force' : '--shard'}\` without \`--matrix\``,
    'add `--matrix`',
  );
}
