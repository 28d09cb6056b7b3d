import { escapedText } from '../../src/domain/utf8-text.ts';

/** Names and values; bytes that are not UTF-8 stand as lone surrogates (`escapedText`). */
export type Environment = ReadonlyMap<string, string>;

/** The entries of `/proc/PID/environ` or `env -0`, each ended by a NUL. */
export function readEnvironment(bytes: Uint8Array): Environment {
  const found = new Map<string, string>();
  for (let from = 0; from < bytes.length; ) {
    const nul = bytes.indexOf(0, from);
    const to = nul < 0 ? bytes.length : nul;
    const entry = escapedText(bytes.subarray(from, to));
    const equals = entry.indexOf('=');
    if (equals > 0) found.set(entry.slice(0, equals), entry.slice(equals + 1));
    from = to + 1;
  }
  return found;
}
