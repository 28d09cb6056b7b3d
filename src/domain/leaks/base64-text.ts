const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** What base64 or base64url says, one character a byte; what is not of its alphabet is passed over. */
export function base64Text(text: string): string {
  let bits = 0;
  let held = 0;
  let said = '';
  for (const char of text.replaceAll('-', '+').replaceAll('_', '/')) {
    const digit = digits.indexOf(char);
    if (digit < 0) continue;
    held = ((held << 6) | digit) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    said += String.fromCharCode((held >> bits) & 0xff);
  }
  return said;
}

/** What base64 says when that is plain text, as in a Kubernetes Secret; undefined for anything else. */
export function plainTextIn(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/_-]{8,}={0,2}$/.test(text)) return undefined;
  const said = base64Text(text);
  return /^[\x20-\x7e\r\n\t]{5,}$/.test(said) ? said.trim() : undefined;
}

/** Text of one byte a character in base64url without padding. */
export function base64Of(text: string): string {
  const bits = Array.from(text, (char) => char.charCodeAt(0).toString(2).padStart(8, '0')).join('');
  const sixes = bits.match(/.{1,6}/g) ?? [];
  const digit = (six: string) => digits.charAt(Number.parseInt(six.padEnd(6, '0'), 2));
  return sixes.map(digit).join('').replaceAll('+', '-').replaceAll('/', '_');
}
