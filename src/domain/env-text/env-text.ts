import { type AssignmentStatement, type Statement, statementAt } from './statement-at.ts';

/** An env file as the statements it is made of; they lie end to end and leave no byte out. */
export interface EnvText {
  readonly statements: readonly Statement[];
  /** The bytes themselves: for the loaders' models, and for whoever writes the file. */
  readonly reveal: () => Uint8Array;
}

/** The document model of any bytes: total, lossless, and linear in their number. */
export function parseEnvText(bytes: Uint8Array): EnvText {
  const letters = oneLetterAByte.decode(bytes);
  const statements: Statement[] = [];
  for (let at = 0, line = 1; at < letters.length; ) {
    const one = statementAt(letters, at, line);
    statements.push(one);
    line += lineFeeds(bytes, one.from, one.to);
    at = one.to;
  }
  return { statements, reveal: () => bytes };
}

// The label means windows-1252, which is ASCII below 0x80 and has some letter for every other byte.
const oneLetterAByte = new TextDecoder('latin1');

/** The statements end to end: exactly the bytes that were parsed. */
export function printEnvText(text: EnvText): Uint8Array {
  const bytes = text.reveal();
  return joined(text.statements.map(({ from, to }) => bytes.subarray(from, to)));
}

/** Every statement that assigns to this key, in file order. */
export function assignmentsOf(text: EnvText, key: string): readonly AssignmentStatement[] {
  return text.statements
    .filter((one) => one.kind === 'assignment')
    .filter((one) => one.key === key);
}

/** The bytes with those from `from` up to `to` replaced. */
export function spliced(
  bytes: Uint8Array,
  from: number,
  to: number,
  instead: Uint8Array,
): Uint8Array {
  return joined([bytes.subarray(0, from), instead, bytes.subarray(to)]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function lineFeeds(bytes: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) if (bytes[at] === 0x0a) count++;
  return count;
}
