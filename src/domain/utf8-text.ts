// A byte order mark stays in the text: each loader has its own idea of it.
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
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
