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
  const plain = utf8Text(bytes);
  if (plain !== undefined) return plain;
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = wellFormedLength(bytes, at);
    text +=
      length === 0
        ? String.fromCharCode(0xdc00 + (bytes[at] as number))
        : strict.decode(bytes.subarray(at, at + length));
    at += Math.max(length, 1);
  }
  return text;
}

/** The bytes that `escapedText` was made of. */
export function escapedBytes(text: string): Uint8Array {
  if (!/\p{Surrogate}/u.test(text)) return encoder.encode(text);
  const parts = [...text].flatMap((letter) =>
    /^[\udc80-\udcff]$/.test(letter)
      ? [letter.charCodeAt(0) - 0xdc00]
      : [...encoder.encode(letter)],
  );
  return Uint8Array.from(parts);
}

/** How many bytes the UTF-8 character at `at` has; 0 when there is none. */
function wellFormedLength(bytes: Uint8Array, at: number): number {
  for (let length = 1; length <= 4 && at + length <= bytes.length; length++) {
    if (utf8Text(bytes.subarray(at, at + length)) !== undefined) return length;
  }
  return 0;
}
