import { quoted } from './marked-text.ts';
import type { Unknown } from './shell-state.ts';
import type { Word } from './word.ts';

const unpredicted: Unknown = { unknown: 'braces' };

/**
 * bash expands braces in the argument `NAME=…`, and the last of the words it makes wins. Given the
 * marked text behind `NAME=` and the parts behind that: what of the text the last word has.
 */
export function lastOfBraces(text: string, rest: Word): string | Unknown {
  if (rest.length > 0) return mayExpand(textsOf(text, rest)) ? unpredicted : text;
  if (!mayExpand(text)) return text;
  // Only one pair with commas between them: nested ones and ranges have rules of their own.
  const [, before = '', list, after = ''] = /^([^{}]*)\{([^{}]*)\}([^{}]*)$/.exec(text) ?? [];
  if (list === undefined || !list.includes(',')) return unpredicted;
  const last = before + list.slice(list.lastIndexOf(',') + 1) + after;
  // A word that braces made is no assignment: no home directories, but file names.
  return /[*?[]/.test(last) ? unpredicted : last.replaceAll('~', quoted('~'));
}

function textsOf(text: string, rest: Word): string {
  return text + rest.map((part) => (part.kind === 'text' ? part.text : '')).join('');
}

/** True when bash may make several words of marked text because of its braces. */
export function mayExpand(marked: string): boolean {
  const open = marked.indexOf('{');
  return open >= 0 && marked.lastIndexOf('}') > open && /,|\.\./.test(marked.slice(open));
}

/** True for text in a list of arguments that may become several words, or another one. */
export function mayBecomeOther(marked: string): boolean {
  return /[*?[~]/.test(marked) || mayExpand(marked);
}
