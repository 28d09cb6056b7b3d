// A byte order mark stays in the text: each loader has its own idea of it.
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const encoder = new TextEncoder();
const lossy = new TextDecoder('utf-8', { ignoreBOM: true });

/** The bytes as text; undefined when they are not UTF-8. */
export function utf8Text(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

/** The bytes as text with U+FFFD where they are not UTF-8; line feeds stay where they are. */
export function lossyText(bytes: Uint8Array): string {
  return lossy.decode(bytes);
}

/** True when the text holds a code point that Unicode reserves for nobody, such as U+FFFE. */
export function hasNoncharacter(text: string): boolean {
  return /\p{Noncharacter_Code_Point}/u.test(text);
}

/**
 * The bytes as text from which `escapedBytes` gets every byte back: one that is not UTF-8 becomes
 * the lone surrogate U+DC00 + byte, as in Python's `os.environ` (PEP 383).
 */
export function escapedText(bytes: Uint8Array): string {
  // Looked at first, since a decoder that throws takes longer than everything else.
  if (isWellFormed(bytes)) return strict.decode(bytes);
  const units = new Uint16Array(bytes.length);
  let length = 0;
  for (let at = 0; at < bytes.length; ) {
    const size = wellFormedLength(bytes, at);
    const code = size === 0 ? 0xdc00 + (bytes[at] as number) : codePoint(bytes, at, size);
    if (code > 0xffff) units[length++] = 0xd7c0 + (code >> 10);
    units[length++] = code > 0xffff ? 0xdc00 + (code & 0x3ff) : code;
    at += Math.max(size, 1);
  }
  return textOfUnits(units.subarray(0, length));
}

/** The bytes that `escapedText` was made of. */
export function escapedBytes(text: string): Uint8Array {
  if (!/\p{Surrogate}/u.test(text)) return encoder.encode(text);
  const bytes = new Uint8Array(3 * text.length);
  let length = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.codePointAt(at) as number;
    if (code > 0xffff) at++;
    if (code < 0xdc80 || code > 0xdcff) continue;
    if (from < at)
      length += encoder.encodeInto(text.slice(from, at), bytes.subarray(length)).written;
    bytes[length++] = code - 0xdc00;
    from = at + 1;
  }
  length += encoder.encodeInto(text.slice(from), bytes.subarray(length)).written;
  return bytes.slice(0, length);
}

function isWellFormed(bytes: Uint8Array): boolean {
  for (let at = 0; at < bytes.length; ) {
    const size = wellFormedLength(bytes, at);
    if (size === 0) return false;
    at += size;
  }
  return true;
}

/** How many bytes the UTF-8 character at `at` has; 0 when there is none (Unicode, table 3-7). */
function wellFormedLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number;
  if (first < 0x80) return 1;
  const size = first < 0xc2 || first > 0xf4 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  const lowest = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const highest = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  const second = bytes[at + 1] ?? 0;
  if (second < lowest || second > highest) return 0;
  for (let more = 2; more < size; more++) {
    if (((bytes[at + more] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return size;
}

function codePoint(bytes: Uint8Array, at: number, size: number): number {
  let code = (bytes[at] as number) & (size === 1 ? 0x7f : 0x7f >> size);
  for (let more = 1; more < size; more++)
    code = (code << 6) | ((bytes[at + more] as number) & 0x3f);
  return code;
}

function textOfUnits(units: Uint16Array): string {
  const parts: string[] = [];
  for (let from = 0; from < units.length; from += 8192)
    parts.push(String.fromCharCode(...units.subarray(from, from + 8192)));
  return parts.join('');
}
