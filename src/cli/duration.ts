import { InvalidArgumentError } from 'commander';
import { parseMinutes } from '../model/field-parts.ts';

/** A time on the command line as minutes: `20`, `20m`, `1h30m`. */
export function readDuration(written: string): number {
  const minutes = parseMinutes(written);
  if (minutes === undefined || minutes <= 0)
    throw new InvalidArgumentError('It must be a time such as 20, 20m or 1h30m.');
  return minutes;
}
