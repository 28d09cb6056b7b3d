// A shell's word keeps, while it is read, which of its bytes were quoted: a byte b that was quoted
// stands as the character 0x100 + b, and `quoteMark` stands where a quote opened or closed.

/** Stands in marked text where a quotation mark stood, so that `A""=1` is no assignment. */
export const quoteMark = '\u0200';

const chunk = 4096;

/** The bytes with which bash marks text itself; it loses track of them in places. */
export const ownMarks = ['\x01', '\x7f'] as const;

/** The text with every byte marked as quoted. */
export function quoted(text: string): string {
  return mapped(text, (code) => code | 0x100);
}

/** Marked text without its marks: what is left after quote removal. */
export function plain(text: string): string {
  const bare = text.includes(quoteMark) ? text.replaceAll(quoteMark, '') : text;
  return /[\u0100-\u01ff]/.test(bare) ? mapped(bare, (code) => code & 0xff) : bare;
}

/** True when nothing in the text was quoted. */
export function isBare(text: string): boolean {
  return !/[\u0100-\u0200]/.test(text);
}

function mapped(text: string, change: (code: number) => number): string {
  if (text.length === 1) return String.fromCharCode(change(text.charCodeAt(0)));
  let out = '';
  for (let from = 0; from < text.length; from += chunk) {
    const codes: number[] = [];
    const to = Math.min(from + chunk, text.length);
    for (let at = from; at < to; at++) codes.push(change(text.charCodeAt(at)));
    out += String.fromCharCode(...codes);
  }
  return out;
}
