import { loaders as models } from '../loaders/index.ts';
import type { LoaderName } from '../names.ts';
import { Secret } from '../secret.ts';
import { asked, readersOf } from './declared-readers.ts';
import { provenWay, type Trial, trialOf } from './trial.ts';
import { type Style, styles } from './ways-to-write.ts';

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
  const trial = trialOf(value);
  const way = provenWay(trial, loaders);
  if (way !== undefined) return { kind: 'encoded', text: Secret.of(way.text), style: way.style };
  return notEncodable(trial, loaders);
}

/** Why a value that has no proven way cannot be written for these loaders. */
export function notEncodable(trial: Trial, loaders: readonly LoaderName[]): NotEncodable {
  const remedy = `write the value ${other}`;
  return { kind: 'not-encodable', loaders: obstacles(trial, loaders), remedy };
}

/** How these loaders want the value written, in words that show none of it. */
export function wayToWrite(value: Secret, loaders: readonly LoaderName[]): string {
  const way = provenWay(trialOf(value), loaders);
  return way === undefined ? other : styles[way.style];
}

const other = 'as base64, or in its own file';

function obstacles(trial: Trial, loaders: readonly LoaderName[]): NotEncodable['loaders'] {
  const alone = asked(loaders).map((loader) => ({ loader, way: provenWay(trial, [loader]) }));
  const cannot = alone.filter(({ way }) => way === undefined);
  if (cannot.length > 0)
    return cannot.map(({ loader }) => ({ loader, why: whyNot(trial, loader) }));
  return alone.map(({ loader, way }) => ({
    loader,
    why: `reads it ${styles[way?.style ?? 'bare']}, but not all the others do`,
  }));
}

/** The loader's own rule against the plainest way to write the value, where it has one. */
function whyNot({ value, ways }: Trial, loader: LoaderName): string {
  if (value.reveal().includes('\0')) return 'cannot hand on a NUL byte, nor can any other';
  const { rules } = models[loader];
  for (const { file } of ways) {
    for (const { read } of readersOf([loader])) {
      const reading = read(file);
      const rule = reading.kind === 'refused' ? reading.rule : reading.unsure[0]?.rule;
      if (rule !== undefined && rules[rule] !== undefined) return rules[rule];
    }
  }
  return 'reads every way to write it as something else';
}
