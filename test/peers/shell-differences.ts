import type { Loader, Reading } from '../../src/domain/loaders/loader.ts';
import { inForce, keysIn } from '../../src/domain/loaders/loader.ts';
import type { Sourced } from './real-shell.ts';

// What the shell and the program that prints the environment set of their own accord.
const own = /^(?:_|PWD|OLDPWD|SHLVL)$/;

/** True when a reading says nothing of any key. */
export function saysNothing(reading: Reading): boolean {
  return reading.kind === 'read' && reading.unsure.some(({ key }) => key === undefined);
}

/**
 * Where the real shell did something else than the model calls certain, shortest file first, three
 * at most: knowing the environment it starts with, and without.
 */
export function differences(loader: Loader, all: readonly Sourced[]): readonly string[] {
  return all
    .flatMap((one) => [
      ...differencesIn(loader.read(one.bytes, { outside: one.outside }), one, true),
      ...differencesIn(loader.read(one.bytes), one, false),
    ])
    .sort((a, b) => a.length - b.length)
    .slice(0, 3)
    .map((text) => `${loader.name}: ${text}`);
}

function differencesIn(reading: Reading, one: Sourced, isKnown: boolean): readonly string[] {
  if (saysNothing(reading)) return [];
  const { environment } = one;
  if ((reading.kind === 'refused') !== (environment === undefined)) {
    return [told(one, isKnown, `model: ${reading.kind}, worker starts: ${!!environment}`)];
  }
  if (environment === undefined) return [];
  const keys = new Set([...environment.keys(), ...keysIn(reading), ...one.outside.keys()]);
  return [...keys].flatMap((key) => {
    const model = modelOf(reading, one, key, isKnown);
    const real = environment.get(key);
    if (model === 'anything' || model?.value === real) return [];
    return [told(one, isKnown, `${key}: model ${asText(model?.value)}, real ${asText(real)}`)];
  });
}

function modelOf(
  reading: Reading,
  { outside }: Sourced,
  key: string,
  isKnown: boolean,
): { readonly value: string } | undefined | 'anything' {
  const found = inForce(reading, key);
  if (found.kind === 'value') return { value: found.value.reveal() };
  if (found.kind === 'unsure' || own.test(key)) return 'anything';
  // What the file does not speak of stays as it was.
  const stays = outside.get(key);
  if (stays === undefined || !isKnown) return stays === undefined ? undefined : 'anything';
  return { value: stays };
}

function told({ bytes }: Sourced, isKnown: boolean, what: string): string {
  const file = JSON.stringify(Buffer.from(bytes).toString('latin1'));
  return `${file} (outside ${isKnown ? 'known' : 'unknown'}) ${what}`;
}

function asText(value: string | undefined): string {
  return value === undefined ? 'not set' : JSON.stringify(value);
}
