import { isKeyName, type LoaderName } from '../names.ts';
import type { Secret } from '../secret.ts';
import { escapedBytes } from '../utf8-text.ts';
import { asked, loadersOf, readersOf } from './declared-readers.ts';
import { type Refusal, refusals } from './edit-refusals.ts';
import { notEncodable } from './encode-portably.ts';
import { type EnvText, parseEnvText, spliced } from './env-text.ts';
import { type Heard, placeOf, speaksOf } from './place-of.ts';
import { readsOnly } from './reads-only.ts';
import type { Quoting } from './statement-at.ts';
import { provenWays, trialOf } from './trial.ts';

/** The edited file and the line that now has the value, 1-based; or the file stays as it is. */
export type Edited =
  | { readonly kind: 'edited'; readonly text: EnvText; readonly line: number }
  | Refusal;

/**
 * Changes the value of a key that stands there once, and no byte beside it: every declared loader
 * reads this value then, and everything else as before. Refused where that cannot be shown.
 */
export function setValue(
  text: EnvText,
  key: string,
  value: Secret,
  loaders: readonly LoaderName[],
): Edited {
  if (!isKeyName(key)) return refusals.badName();
  const heard = hear(text, loaders);
  const found = placeOf(text, key, heard);
  if (found.kind === 'refused') return found;
  const { valueFrom, valueTo, quoting, line } = found.at;
  const written = (way: string) => spliced(text.reveal(), valueFrom, valueTo, escapedBytes(way));
  return firstSound({ key, value, loaders, heard, line, quoting, written });
}

/**
 * Adds a key that no loader sees in the file as a last line, with the line end of the line before,
 * which is completed first where it has none; the same is shown as by `setValue`.
 */
export function addValue(
  text: EnvText,
  key: string,
  value: Secret,
  loaders: readonly LoaderName[],
): Edited {
  if (!isKeyName(key)) return refusals.badName();
  const heard = hear(text, loaders);
  const there = text.statements.some((one) => one.kind === 'assignment' && one.key === key);
  if (there || heard.some(({ reading }) => speaksOf(reading, key))) return refusals.keyThere(key);
  const { gap, lineEnd, line } = endOf(text);
  const bytes = text.reveal();
  const written = (way: string) =>
    spliced(bytes, bytes.length, bytes.length, escapedBytes(`${gap}${key}=${way}${lineEnd}`));
  return firstSound({ key, value, loaders, heard, line, written });
}

interface Edit {
  readonly key: string;
  readonly value: Secret;
  readonly loaders: readonly LoaderName[];
  readonly heard: readonly Heard[];
  readonly line: number;
  readonly quoting?: Quoting;
  /** The file's bytes with the value written this way. */
  readonly written: (way: string) => Uint8Array;
}

function firstSound(edit: Edit): Edited {
  let refused: Edited | undefined;
  const trial = trialOf(edit.value);
  for (const way of provenWays(trial, edit.loaders, edit.quoting)) {
    const tried = attempt(edit, way.text);
    if (tried.kind === 'edited') return tried;
    refused ??= tried;
  }
  return refused ?? refusals.valueNotWritable(edit.key, notEncodable(trial, edit.loaders));
}

function attempt({ key, value, heard, line, written }: Edit, text: string): Edited {
  const bytes = written(text);
  const against = heard.filter(
    ({ reader, reading }) => !readsOnly(reading, reader.read(bytes), key, value),
  );
  if (against.length === 0) return { kind: 'edited', text: parseEnvText(bytes), line };
  const loaders = loadersOf(against.map(({ reader }) => reader));
  // A value that nobody stumbles over leaves what is wrong around it.
  return refusals.editNotPortable(written('x'), key, line, loaders);
}

function hear(text: EnvText, loaders: readonly LoaderName[]): readonly Heard[] {
  const bytes = text.reveal();
  return readersOf(asked(loaders)).map((reader) => ({ reader, reading: reader.read(bytes) }));
}

interface End {
  /** What the last line lacks of its line end. */
  readonly gap: string;
  readonly lineEnd: string;
  /** Where a new last line stands. */
  readonly line: number;
}

function endOf({ statements, reveal }: EnvText): End {
  const bytes = reveal();
  const feeds = bytes.reduce((count, byte) => (byte === LF ? count + 1 : count), 0);
  const [lastFeed, last] = [bytes.lastIndexOf(LF), bytes.at(-1)];
  const lineEnd = bytes[lastFeed < 0 ? bytes.length - 1 : lastFeed - 1] === CR ? '\r\n' : '\n';
  const atStart =
    last === undefined || last === LF || statements.at(-1)?.kind === 'byte-order-mark';
  if (atStart) return { gap: '', lineEnd, line: feeds + 1 };
  return { gap: last === CR ? '\n' : lineEnd, lineEnd, line: feeds + 2 };
}

const [LF, CR] = [0x0a, 0x0d];
