import { alphanumerics } from '../providers/spell.ts';

/** Base64's own characters. */
export const base64Characters = `${alphanumerics}+/`;
/** What tokens are made of when they must fit into a URL. */
export const urlCharacters = `${alphanumerics}_-`;
/** What ids are made of that people read aloud. */
export const capitals = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Looks random and is always the same for a seed: for the examples of rules, so that none stands in our source. */
export function madeUpText(seed: string, count: number, alphabet: string = alphanumerics): string {
  let state = Array.from(seed).reduce((sum, char) => mix(sum ^ char.charCodeAt(0)), 0x811c9dc5);
  let text = '';
  for (let at = 0; at < count; at++) {
    state = mix(state + 0x9e3779b9);
    text += alphabet.charAt((state >>> 8) % alphabet.length);
  }
  return text;
}

function mix(value: number): number {
  let state = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
