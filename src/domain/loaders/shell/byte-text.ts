import { escapedText, utf8Text } from '../../utf8-text.ts';

const chunk = 8192;

/** The bytes as text of the same length: byte b becomes the character U+0000 + b. */
export function byteText(bytes: Uint8Array): string {
  const decoded = utf8Text(bytes);
  if (decoded?.length === bytes.length) return decoded;
  let text = '';
  for (let from = 0; from < bytes.length; from += chunk) {
    text += String.fromCharCode(...bytes.subarray(from, from + chunk));
  }
  return text;
}

/** Byte text as everybody else holds it: UTF-8 decoded, other bytes as lone surrogates. */
export function decodedText(text: string): string {
  if (isAscii(text)) return text;
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  return escapedText(bytes);
}

/** Text of which no byte is above 0x7f reads alike in every locale. */
export function isAscii(text: string): boolean {
  return !/[^\0-\x7f]/.test(text);
}
