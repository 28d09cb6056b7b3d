import { unescapedName, unitName } from './unit-name.ts';

/** A text with its specifiers replaced. */
export interface Expanded {
  readonly text: string;
  /** True when a specifier stands for what only the host's service manager knows; it stays as it is. */
  readonly open: boolean;
}

/** What the system's own manager puts for these on every host (systemd.unit(5)). */
const fixed: Readonly<Record<string, string>> = {
  '%': '%',
  t: '/run',
  S: '/var/lib',
  C: '/var/cache',
  L: '/var/log',
  E: '/etc',
  T: '/tmp',
  V: '/var/tmp',
  h: '/root',
  u: 'root',
  U: '0',
  g: 'root',
  G: '0',
};
/** Those whose value cannot be told from here: of the host, of the unit's file, and of a template's instance. */
const open = 'aAbBdfHlmMoqsvwWyYiInN';

/**
 * Replaces `%i` and its like for a unit of this name; of a template nobody knows the instance.
 * Undefined where a letter is no specifier: systemd then ignores what it stands in.
 */
export function withSpecifiers(text: string, unit: string): Expanded | undefined {
  if (!text.includes('%')) return { text, open: false };
  const known = { ...fixed, ...namesOf(unit) };
  let anyOpen = false;
  let strange = false;
  const replaced = text.replaceAll(/%([A-Za-z0-9%])/g, (whole, letter: string) => {
    const value = Object.hasOwn(known, letter) ? known[letter] : undefined;
    if (value !== undefined) return value;
    if (open.includes(letter)) anyOpen = true;
    else strange = true;
    return whole;
  });
  return strange ? undefined : { text: replaced, open: anyOpen };
}

function namesOf(unit: string): Readonly<Record<string, string | undefined>> {
  const name = unitName(unit);
  if (name === undefined) return {};
  const { prefix, instance, type } = name;
  const last = prefix.slice(prefix.lastIndexOf('-') + 1);
  const prefixes = { p: prefix, P: unescapedName(prefix), j: last, J: unescapedName(last) };
  if (instance === '') return prefixes;
  const i = instance ?? '';
  return { ...prefixes, i, I: unescapedName(i), n: unit, N: unit.slice(0, -type.length - 1) };
}
