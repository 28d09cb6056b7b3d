import { loaders as models } from '../loaders/index.ts';
import type { LoaderName } from '../names.ts';
import { portableFor, unportableLines } from '../portable.ts';
import { Secret } from '../secret.ts';
import { escapedBytes } from '../utf8-text.ts';
import { readersOf } from './declared-readers.ts';
import { parseEnvText } from './env-text.ts';
import { readsOnly } from './reads-only.ts';
import type { Quoting } from './statement-at.ts';
import { type Style, styles, type Way, waysToWrite } from './ways-to-write.ts';

/** What to put behind `KEY=`, or which loaders stand in the way; no message shows the value. */
export type Encoded =
  | { readonly kind: 'encoded'; readonly text: Secret; readonly style: Style }
  | NotEncodable;

/** Each loader that stands in the way, with what goes on after its name. */
export interface NotEncodable {
  readonly kind: 'not-encodable';
  readonly loaders: readonly { readonly loader: LoaderName; readonly why: string }[];
  readonly remedy: string;
}

/**
 * Text that every version of every declared loader reads back as exactly this value, on a line of
 * its own in any sound file; it is the most widely portable one there is.
 */
export function encodePortably(value: Secret, loaders: readonly LoaderName[]): Encoded {
  const [way] = provenWays(value, loaders);
  if (way !== undefined) return { kind: 'encoded', text: Secret.of(way.text), style: way.style };
  return notEncodable(value, loaders);
}

/** Why a value that has no proven way cannot be written for these loaders. */
export function notEncodable(value: Secret, loaders: readonly LoaderName[]): NotEncodable {
  const remedy = `write the value ${other}`;
  return { kind: 'not-encodable', loaders: obstacles(value, loaders), remedy };
}

/** How these loaders want the value written, in words that show none of it. */
export function wayToWrite(value: Secret, loaders: readonly LoaderName[]): string {
  const encoded = encodePortably(value, loaders);
  return encoded.kind === 'encoded' ? styles[encoded.style] : other;
}

const other = 'as base64, or in its own file';

/**
 * The ways to write the value that all of these loaders read back as it is: those of the portable
 * subset first, and among equals the one with this quoting.
 */
export function* provenWays(
  value: Secret,
  loaders: readonly LoaderName[],
  quoting?: Quoting,
): Generator<Way> {
  const heard = readersOf(loaders).map(({ read }) => ({ read, before: read(fileWith('')) }));
  for (const way of ranked(waysToWrite(value.reveal()), loaders, quoting)) {
    const after = fileWith(way.text);
    if (heard.every(({ read, before }) => readsOnly(before, read(after), 'PINE_B', value)))
      yield way;
  }
}

function ranked(ways: readonly Way[], loaders: readonly LoaderName[], quoting?: Quoting) {
  const subset = portableFor(loaders);
  const rank = (way: Way) => {
    const other = way.quoting === quoting ? 0 : 1;
    const bytes = fileWith(way.text);
    const plain = way.style === way.quoting && way.style !== 'backtick';
    if (plain && unportableLines(bytes, subset).length === 0) return other;
    // Outside the subset a value in quotes is at least seen to be one, by people and by the next edit.
    return 2 + other + (way.quoting === 'bare' ? 2 : 0) + (isWhole(bytes) ? 0 : 4);
  };
  return ways
    .map((way) => ({ way, rank: rank(way) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ way }) => way);
}

function isWhole(bytes: Uint8Array): boolean {
  const [, second, third] = parseEnvText(bytes).statements;
  return (
    second?.kind === 'assignment' && second.valueTo === second.end && third?.to === bytes.length
  );
}

// With neighbours, so that a text which takes something from the next line is found out.
function fileWith(text: string): Uint8Array {
  return escapedBytes(`PINE_A=1\nPINE_B=${text}\nPINE_C=1\n`);
}

function obstacles(value: Secret, loaders: readonly LoaderName[]): NotEncodable['loaders'] {
  if (value.reveal().includes('\0'))
    return loaders.map((loader) => ({
      loader,
      why: 'cannot hand on a NUL byte, nor can any other',
    }));
  const alone = loaders.map((loader) => ({
    loader,
    way: provenWays(value, [loader]).next().value,
  }));
  const cannot = alone.filter(({ way }) => way === undefined);
  if (cannot.length > 0)
    return cannot.map(({ loader }) => ({ loader, why: whyNot(value, loader) }));
  return alone.map(({ loader, way }) => ({
    loader,
    why: `reads it ${styles[(way as Way).style]}, but not all the others do`,
  }));
}

/** The loader's own rule against the plainest way to write the value, where it has one. */
function whyNot(value: Secret, loader: LoaderName): string {
  const { rules } = models[loader];
  for (const { text } of waysToWrite(value.reveal())) {
    for (const { read } of readersOf([loader])) {
      const reading = read(fileWith(text));
      const rule = reading.kind === 'refused' ? reading.rule : reading.unsure[0]?.rule;
      if (rule !== undefined && rules[rule] !== undefined) return rules[rule];
    }
  }
  return 'reads every way to write it as something else';
}
