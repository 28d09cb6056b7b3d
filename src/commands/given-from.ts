import type { Values } from '../domain/plain-command-line.ts';
import type { Given } from './command.ts';

/** What was typed, as a verb asks for it; `command` is what stands behind `--`. */
export function givenFrom(
  values: Values,
  words: readonly string[],
  command: readonly string[] | undefined,
): Given {
  const of = <T>(name: string, is: (value: unknown) => value is T): T | undefined => {
    const value = values[name];
    return is(value) ? value : undefined;
  };
  const isText = (value: unknown): value is string => typeof value === 'string';
  return {
    root: of('root', isText),
    words,
    command,
    text: (name) => of(name, isText),
    texts: (name) =>
      of(name, (value): value is string[] => Array.isArray(value) && value.every(isText)),
    flag: (name) => values[name] === true,
    number: (name) => of(name, (value): value is number => typeof value === 'number'),
  };
}
