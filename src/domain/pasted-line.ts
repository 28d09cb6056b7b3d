import { largestPaste } from './limits.ts';

/** What the keys typed so far come to: a line, the wish to leave, or nothing yet. */
export type PastedLine =
  | { readonly kind: 'answered'; readonly text: string }
  | { readonly kind: 'closed' }
  | { readonly kind: 'more' };

/** Ctrl-C, Ctrl-D, Ctrl-Z, Ctrl-\\. */
const leaving: ReadonlySet<string> = new Set(['\u0003', '\u0004', '\u001a', '\u001c']);
const escapeKey = '\u001b';
/** What a terminal puts around a paste, and what cursor keys send. */
const sequences = new RegExp(`${escapeKey}(?:\\[[0-9;?]*[ -/]*[@-~]|O.)`, 'g');

/** The first line that holds something, as a terminal in raw mode sends it; Ctrl-C and Ctrl-D leave, Ctrl-U and the erase key rub out. */
export function pastedLine(typed: string): PastedLine {
  const keys = typed.replace(sequences, '');
  if (keys.length > largestPaste) return { kind: 'closed' };
  const [blank = ''] = /^\s*/.exec(keys) ?? [];
  const end = keys.slice(blank.length).search(/[\r\n]/);
  const line = end < 0 ? keys : keys.slice(blank.length, blank.length + end);
  if ([...line].some((key) => leaving.has(key))) return { kind: 'closed' };
  if (end >= 0) return { kind: 'answered', text: rubbedOut(line) };
  const onlyEnter = keys === blank && /[\r\n]$/.test(blank);
  return onlyEnter ? { kind: 'answered', text: '' } : { kind: 'more' };
}

function rubbedOut(line: string): string {
  const kept: string[] = [];
  for (const key of line) {
    if (key === '\u0015') kept.length = 0;
    else if (key === '\u007f' || key === '\b') kept.pop();
    else kept.push(key);
  }
  return kept.join('');
}
