const ends = bytesIn('\t\n\v\f\r \xa0@/"\'`<>\\');
const endsUser = bytesIn('\t\n\v\f\r \xa0:@/"\'`<>\\?#,;|()');
const longestUser = 64;
const longestPassword = 128;

/** False only where no user, colon, password and `@` stand behind the beginning of a URL in `[from, to)`. */
export function mayHoldPassword(
  bytes: Uint8Array,
  length: number,
  _from: number,
  to: number,
): boolean {
  const colon = firstOf(endsUser, bytes, to, Math.min(length, to + longestUser + 1));
  if (bytes[colon] !== 0x3a || colon >= length) return false;
  const most = Math.min(length, colon + longestPassword + 2);
  for (let at = colon + 1; at < most; at++) {
    // `%40` is an `@`, too.
    if (bytes[at] === 0x40 || bytes[at] === 0x25) return true;
    if (ends[bytes[at] as number] === 1) return false;
  }
  return false;
}

function firstOf(set: Uint8Array, bytes: Uint8Array, from: number, most: number): number {
  let at = from;
  while (at < most && set[bytes[at] as number] === 0) at++;
  return at;
}

function bytesIn(letters: string): Uint8Array {
  const set = new Uint8Array(256);
  for (const letter of letters) set[letter.charCodeAt(0)] = 1;
  return set;
}
