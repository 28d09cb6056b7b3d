const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values: ReadonlyMap<string, number> = new Map(
  [...alphabet].map((letter, at) => [letter, at]),
);

/**
 * Python's `base64.decodebytes` of a text, one letter a byte: strange letters are passed over, what
 * stands behind the padding too. Undefined when it raises, or when the text is not ASCII.
 */
export function binaryOf(text: string): string | undefined {
  if (/[^\0-\x7f]/.test(text)) return undefined;
  let [said, held, place, padding] = ['', 0, 0, 0];
  for (const letter of text) {
    const value = values.get(letter);
    if (letter === '=' && place >= 2 && place + ++padding >= 4) return said;
    if (value === undefined) continue;
    padding = 0;
    held = ((held << 6) | value) & 0xffff;
    place = (place + 1) % 4;
    if (place !== 1) said += String.fromCharCode((held >> (((4 - place) % 4) * 2)) & 0xff);
  }
  return place === 0 ? said : undefined;
}
