import type { Content, Heard } from './content.ts';
import { listed } from './listed.ts';
import { type InForce, inForce, keysIn } from './loaders/loader.ts';
import type { LoaderName } from './names.ts';

/** What one behaviour of a loader makes of one key. */
export interface Voice extends Heard {
  readonly says: InForce;
}

/** What every possible behaviour of these loaders makes of a key. */
export function voicesOn(
  content: Content,
  loaders: readonly LoaderName[],
  key: string,
): readonly Voice[] {
  return loaders
    .flatMap((loader) => content.heard(loader))
    .map((heard) => ({ ...heard, says: inForce(heard.reading, key) }));
}

/** Every key that one of these loaders speaks of, in the order of the file. */
export function keysHeard(content: Content, loaders: readonly LoaderName[]): readonly string[] {
  const readings = loaders.flatMap((loader) => content.heard(loader));
  return [...new Set(readings.flatMap(({ reading }) => keysIn(reading)))];
}

/** True when they all end up with the very same value, or all without one. */
export function agree(voices: readonly Voice[]): boolean {
  const [first, ...others] = voices.map(({ says }) => says);
  return first === undefined || others.every((other) => sameEnd(first, other));
}

/** The voices that end up with a value or without one: neither refused nor unpredictable. */
export function certain(voices: readonly Voice[]): readonly Voice[] {
  return voices.filter(({ says }) => says.kind === 'value' || says.kind === 'unset');
}

/** The voices in groups of those that agree, in the order of their first. */
export function camps(voices: readonly Voice[]): readonly (readonly [Voice, ...Voice[]])[] {
  const found: [Voice, ...Voice[]][] = [];
  for (const voice of voices) {
    const camp = found.find(([first]) => sameEnd(first.says, voice.says));
    if (camp === undefined) found.push([voice]);
    else camp.push(voice);
  }
  return found;
}

function sameEnd(one: InForce, other: InForce): boolean {
  if (one.kind !== 'value' || other.kind !== 'value') return one.kind === other.kind;
  return one.value.reveal() === other.value.reveal();
}

type Named = Pick<Voice, 'loader' | 'version'>;

/** The loaders' names as people say them: with a version only where another version speaks apart. */
export function namesOf(camp: readonly Named[], all: readonly Named[]): string {
  const names = camp.map(({ loader, version }) => {
    const elsewhere = all.some((one) => one.loader === loader && !camp.includes(one));
    return elsewhere ? `${loader} ${version}` : loader;
  });
  return listed([...new Set(names)]);
}
