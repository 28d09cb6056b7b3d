import { readListUntilClose } from './read-list.ts';
import { nested, type Source } from './source.ts';
import type { Part } from './word.ts';

/** Reads a command whose output is taken, up to its `)`; its `(` is next. */
export function readOutput(source: Source): Part {
  source.at++;
  const { waiting } = source;
  source.waiting = [];
  source.outputs++;
  nested(source, () => readListUntilClose(source));
  source.outputs--;
  source.waiting = waiting;
  return { kind: 'unknown', rule: 'command-output' };
}
