import { looksLikePlaceholder } from '../placeholder.ts';

/** A line that gives a key a value. */
export interface NamedValue {
  readonly line: number;
  readonly key: string;
}

/**
 * The lines that give one of these names a value of its own, as shells, `.pam_environment`, environment.d and
 * tmux write it down; a placeholder, another variable or a command that fetches it is none.
 */
export function namedValues(text: string, names: readonly string[]): readonly NamedValue[] {
  if (names.length === 0) return [];
  const sign = signFor(names);
  return text.split('\n').flatMap((line, at) => {
    if (/^\s*#(?!\d+$)/.test(line)) return [];
    const keys = [...line.matchAll(sign)].filter(isValue).flatMap(({ groups }) => nameIn(groups));
    return [...new Set(keys)].map((key) => ({ line: at + 1, key }));
  });
}

function signFor(names: readonly string[]): RegExp {
  const name = (group: string) => `(?<${group}>${names.join('|')})`;
  const value = (group: string) => `(?<${group}>"[^"]*"?|'[^']*'?|[^\\s;&|]+)`;
  const assigned = `${name('a')}(?:=|\\s+(?:DEFAULT|OVERRIDE)=)${value('x')}`;
  // fish, csh, tmux: a command, its options, the name, the value.
  const commanded = `(?:set|setenv|set-environment)\\s+(?:-\\S+\\s+)*${name('b')}\\s+${value('y')}`;
  // fish keeps its universal variables so.
  const kept = `SETUVAR\\s+(?:--\\S+\\s+)*${name('c')}:${value('z')}`;
  return new RegExp(`(?<![\\w.$-])(?:${assigned}|${commanded}|${kept})`, 'g');
}

function isValue({ groups }: RegExpMatchArray): boolean {
  const text = (groups?.x ?? groups?.y ?? groups?.z ?? '').replace(/^["']|["']$/g, '').trim();
  return text !== '' && !/^[$`]/.test(text) && !looksLikePlaceholder(text);
}

function nameIn(groups: RegExpMatchArray['groups']): readonly string[] {
  const name = groups?.a ?? groups?.b ?? groups?.c;
  return name === undefined ? [] : [name];
}
