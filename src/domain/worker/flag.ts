/** A yes or no as the worker takes it; `clear` is false when it fell back to its default, false. */
export interface Flag {
  readonly value: boolean;
  readonly clear: boolean;
}

// Python's str.strip() takes U+001C..U+001F and U+0085 as blanks and leaves U+FEFF; trim() differs.
const blank =
  '[\\t-\\r\\u001C-\\u0020\\u0085\\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000]';
const word = new RegExp(`^${blank}*([A-Za-z01]+)${blank}*$`);
const on = ['true', '1', 'yes', 'on'];
const off = ['false', '0', 'no', 'off'];

/**
 * The worker's coercion of a flag in its environment: stripped, lower-cased, one of eight words;
 * anything else, and no text at all, is false without being clear.
 */
export function coerceFlag(text: string | undefined): Flag {
  const said = word.exec(text ?? '')?.[1]?.toLowerCase() ?? '';
  const value = on.includes(said);
  return { value, clear: value || off.includes(said) };
}
