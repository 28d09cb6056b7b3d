/** Looks for secrets however they are written; shares no code with the program. */
export interface PieceSearch {
  /** How the first secret that stands in a text is written there; undefined when none does. */
  find(text: string): string | undefined;
}

/** Texts of so many characters, one at each place. */
function windows(text: string, length: number): readonly string[] {
  const count = Math.max(0, text.length - length + 1);
  return Array.from({ length: count }, (_, at) => text.slice(at, at + length));
}

const hex = (text: string) => Buffer.from(text).toString('hex');
const percent = (text: string) => hex(text).replace(/../g, '%$&');
const reversed = (text: string) => [...text].reverse().join('');

/** The base64 of some bytes, as it stands in that of a longer text that begins 0, 1 or 2 bytes earlier. */
function base64Within(text: string): readonly string[] {
  return [0, 1, 2].map((before) => {
    const whole = Buffer.from('x'.repeat(before) + text).toString('base64url');
    const from = Math.ceil((before * 8) / 6);
    return whole.slice(from, from + Math.floor((text.length * 8 - (from * 6 - before * 8)) / 6));
  });
}

/**
 * Secrets in pieces of so many characters: plain in any case, reversed, hex, percent, base64. Only the
 * random-looking runs of each count, and not the address around them.
 */
export function piecesOf(secrets: readonly string[], length: number): PieceSearch {
  const runs = secrets.flatMap((secret) => secret.match(/[A-Za-z0-9-]{16,}/g) ?? []);
  const known = new Map<string, string>();
  const add = (how: string, piece: string) => void known.set(piece, how);
  for (const piece of runs.flatMap((run) => windows(run, length))) {
    add('plain', piece.toLowerCase());
    add('reversed', reversed(piece).toLowerCase());
    add('hex', hex(piece));
    add('percent', percent(piece).toLowerCase());
    for (const coded of base64Within(piece)) add('base64', coded);
  }
  const lengths = [...new Set([...known.keys()].map((piece) => piece.length))];
  const at = (text: string) => {
    for (const run of text.match(/[A-Za-z0-9_%+/-]+/g) ?? []) {
      for (const size of lengths) {
        for (let start = 0; start + size <= run.length; start += 1) {
          const how = known.get(run.slice(start, start + size));
          if (how !== undefined) return how;
        }
      }
    }
    return undefined;
  };
  return {
    // Two looks: base64 keeps its capitals, and the rest is known in small letters.
    find: (text) => at(text.replaceAll('+', '-').replaceAll('/', '_')) ?? at(text.toLowerCase()),
  };
}
