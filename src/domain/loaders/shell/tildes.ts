import { quoted } from './marked-text.ts';
import { heldBy, isUnknown, type Shell, type Unknown } from './shell-state.ts';

/**
 * Puts the home directory where the marked text has `~` at its start (when that is the start of a
 * value) or behind a colon. `more`: something that is expanded follows the text.
 */
export function expandTildes(
  shell: Shell,
  text: string,
  atStart: boolean,
  more: boolean,
): string | Unknown {
  if (!text.includes('~')) return text;
  const out: string[] = [];
  let from = 0;
  for (let at = text.indexOf('~'); at >= 0; at = text.indexOf('~', at + 1)) {
    if (at === 0 ? !atStart : text[at - 1] !== ':') continue;
    const home = homeAt(shell, text, at, more);
    if (isUnknown(home)) return home;
    if (home === undefined) continue;
    out.push(text.slice(from, at), quoted(home));
    from = at + 1;
  }
  return out.join('') + text.slice(from);
}

/** What a tilde stands for; undefined when it stays what it is. */
function homeAt(
  shell: Shell,
  text: string,
  at: number,
  more: boolean,
): string | Unknown | undefined {
  const login = /[^/:\u0100-\u0200]*/y;
  login.lastIndex = at + 1;
  const [name = ''] = login.exec(text) ?? [];
  const end = at + 1 + name.length;
  const isQuoted = text.charCodeAt(end) >= 0x100;
  if (isQuoted) return undefined;
  // Somebody else's home, or one whose name is expanded.
  if (name !== '' || (end === text.length && more)) return { unknown: 'home' };
  const home = heldBy(shell, 'HOME');
  return home === undefined ? { unknown: 'home' } : home;
}
