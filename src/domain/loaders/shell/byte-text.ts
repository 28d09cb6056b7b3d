import { escapedText } from '../../utf8-text.ts';

const chunk = 8192;

/** The bytes as text of the same length: byte b becomes the character U+0000 + b. */
export function byteText(bytes: Uint8Array): string {
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
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}

/** A text's bytes as byte text: how a variable of the environment looks to a shell. */
export function bytesAsText(bytes: Uint8Array): string {
  return byteText(bytes);
}
