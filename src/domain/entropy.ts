import { providers } from './providers/index.ts';
import type { ProviderName } from './providers/provider.ts';
import { patternAt, unsurprisingAt } from './unsurprising.ts';

/** Bits below which a fast hash of a value could be guessed; such values are never enrolled. */
export const enoughBits = 64;
// Longer text cannot count for less, and a bound keeps the estimate quick.
const examined = 256;
// No character counts more than this, since people do not choose evenly; a hex digit holds four.
const mostPerCharacter = 5;
const perHexDigit = 4;
// Words, dates and punctuation alone never make a credential, however many there are.
const mostFromWords = 40;
const hexOnly = /^[0-9a-f-]*$/i;

/** A conservative estimate in bits: never more than character classes, frequencies, words and repeats allow. */
export function entropyBits(text: string): number {
  const sample = text.slice(0, examined);
  const readings = hexOnly.test(sample) ? [sample] : [sample, withoutLeet(sample)];
  const estimates = readings.map((reading) => structureBits(reading, unsurprisingAt));
  return Math.min(frequencyBits(sample), ...estimates);
}

/** Why a core must not be fingerprinted, without its value or length; undefined when it may. */
export function tooGuessable(provider: ProviderName, core: string): string | undefined {
  const { secretPart, machineMade } = providers[provider];
  const part = secretPart(core);
  const bits = machineMade(core) ? machineMadeBits(part) : entropyBits(part);
  if (bits >= enoughBits) return undefined;
  return 'looks like words, a pattern or a short number; a fast hash of it could be guessed';
}

// A generator writes words by chance, so only patterns tell a made-up value in the right form.
function machineMadeBits(text: string): number {
  const sample = text.slice(0, examined);
  return Math.min(frequencyBits(sample), structureBits(sample, patternAt));
}

function frequencyBits(text: string): number {
  const characters = Array.from(text);
  const counts = new Map<string, number>();
  for (const character of characters) counts.set(character, (counts.get(character) ?? 0) + 1);
  const surprise = (count: number) => count * Math.log2(characters.length / count);
  return [...counts.values()].reduce((bits, count) => bits + surprise(count), 0);
}

function structureBits(text: string, find: typeof unsurprisingAt): number {
  const perCharacter = characterBits(text);
  let fromWords = 0;
  let random = 0;
  for (let at = 0; at < text.length; ) {
    const piece = find(text, at);
    if (piece) fromWords += piece.bits;
    else random += perCharacter;
    at += piece?.length ?? 1;
  }
  return Math.min(fromWords, mostFromWords) + random;
}

function characterBits(text: string): number {
  const classes: readonly (readonly [RegExp, number])[] = [
    // Eight rather than ten, since numbers begin and end in habits.
    [/[0-9]/, 8],
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
  ];
  const size = classes.reduce((sum, [sign, count]) => sum + (sign.test(text) ? count : 0), 0);
  return Math.min(
    hexOnly.test(text) ? perHexDigit : mostPerCharacter,
    Math.log2(Math.max(1, size)),
  );
}

const leet: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

// Digits for letters are the first thing a guesser tries.
function withoutLeet(text: string): string {
  return text.replace(/[013457@$!]/g, (sign) => leet[sign] ?? sign);
}
