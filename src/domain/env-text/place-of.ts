import { lastValue, type Reading } from '../loaders/loader.ts';
import { loadersOf, type Reader } from './declared-readers.ts';
import { type Refusal, refusals } from './edit-refusals.ts';
import { assignmentsOf, type EnvText, spliced } from './env-text.ts';
import type { AssignmentStatement } from './statement-at.ts';

/** A reader with what it takes from the file as it is. */
export interface Heard {
  readonly reader: Reader;
  readonly reading: Reading;
}

/** The one statement that assigns to a key, and whose value every reader sees where we see it. */
export type Place = { readonly kind: 'place'; readonly at: AssignmentStatement } | Refusal;

/** Where the value of a key stands; refused where that would be a guess. */
export function placeOf(text: EnvText, key: string, heard: readonly Heard[]): Place {
  const [at, ...more] = assignmentsOf(text, key);
  if (at === undefined) {
    const seeing = heard.filter(({ reading }) => speaksOf(reading, key));
    if (seeing.length === 0) return refusals.keyNotThere(key);
    return refusals.elsewhere(key, loadersOf(seeing.map(({ reader }) => reader)));
  }
  if (more.length > 0) return refusals.keyRepeated(key, [at, ...more]);
  const otherwise = heard.filter((one) => !seesIt(one, text, at));
  if (otherwise.length === 0) return { kind: 'place', at };
  const loaders = loadersOf(otherwise.map(({ reader }) => reader));
  return refusals.placeNotClear(text.reveal(), key, at.line, loaders);
}

/** True when the reading sets the key, or may. */
export function speaksOf(reading: Reading, key: string): boolean {
  if (reading.kind === 'refused') return false;
  const { assignments, unsure } = reading;
  return [...assignments, ...unsure].some((one) => one.key === key);
}

/**
 * Asks the model: does a letter at the end of the value change what it reads, does one at the end
 * of the remark behind it change nothing, and is it the same without the rest of the file?
 */
function seesIt({ reader, reading }: Heard, text: EnvText, at: AssignmentStatement): boolean {
  const { from, to, key } = at;
  const now = lastValue(reading, key)?.reveal();
  // Nothing certain to compare: the edit itself is judged by what is read afterwards.
  if (now === undefined || reading.kind === 'refused') return true;
  if (reading.assignments.filter((one) => one.key === key).length > 1) return false;
  const statement = text.reveal().subarray(from, to);
  const withLetter = (where: number) =>
    valueIn(reader, spliced(statement, where - from, where - from, letter), key);
  const alone = valueIn(reader, statement, key);
  if (alone === undefined) return true;
  if (alone !== now || withLetter(insideEnd(at)) === alone) return false;
  return !at.remark || withLetter(at.end) === alone;
}

const letter = Uint8Array.of('x'.charCodeAt(0));

function insideEnd({ quoting, valueTo }: AssignmentStatement): number {
  return quoting === 'bare' || quoting === 'mixed' ? valueTo : valueTo - 1;
}

function valueIn(reader: Reader, bytes: Uint8Array, key: string): string | undefined {
  return lastValue(reader.read(bytes), key)?.reveal();
}
