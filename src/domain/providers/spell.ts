export const digits = '0123456789';
export const hexDigits = `${digits}abcdef`;
const letters = 'abcdefghijklmnopqrstuvwxyz';
export const alphanumerics = `${digits}${letters}${letters.toUpperCase()}`;

/** One character of the alphabet per byte; for made-up values, so the slight bias is of no matter. */
export function spell(bytes: Uint8Array, alphabet: string): string {
  return Array.from(bytes, (byte) => alphabet.charAt(byte % alphabet.length)).join('');
}
