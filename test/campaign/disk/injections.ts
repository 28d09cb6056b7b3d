import type { Fault, OwnCall } from '../tracing/own-calls.ts';

/** The errno of the campaign, by Linux's own numbers. */
export const errnos = {
  ...{ EPERM: 1, EINTR: 4, EIO: 5, EACCES: 13, EBUSY: 16, EXDEV: 18, EMFILE: 24 },
  ...{ ENOSPC: 28, EROFS: 30, ELOOP: 40, EDQUOT: 122 },
} as const;
const names = Object.keys(errnos) as readonly (keyof typeof errnos)[];

/** Nothing is interrupted for ever, or though it happened; libuv tries again for as long as it is. */
const lasting = (name: keyof typeof errnos) => (name === 'EINTR' ? 'EIO' : name);

/** One fault at one call. */
export interface Injection {
  readonly fault: Fault & { readonly number: number };
  readonly call: OwnCall;
  /** How a reader of the report finds it: `late EIO at rename … (1)`. */
  readonly words: string;
}

/** So many errnos for each call that changes something. */
const errnosPerChange = 3;

/**
 * Every call that changes something, under several errnos, for good, and with an error although it
 * happened; writes cut in half by a disk that is full; of the calls that only look, one of each that reads the same.
 */
export function injectionsFor(calls: readonly OwnCall[]): readonly Injection[] {
  let turn = 0;
  const next = () => names[turn++ % names.length] ?? 'EIO';
  const one = (how: Fault['how'], call: OwnCall, name?: keyof typeof errnos): Injection => ({
    fault: { how, number: call.number, errno: name === undefined ? 0 : errnos[name] },
    call,
    words: `${how} ${name ?? ''} at ${call.what} (${call.again})`.replace('  ', ' '),
  });
  const looked = new Set<string>();
  return calls.flatMap((call) => {
    if (call.changes) {
      const isWrite = call.name === 'write' || call.name === 'pwrite64';
      return [
        ...Array.from({ length: errnosPerChange }, () => one('fail', call, next())),
        one('keep', call, lasting(next())),
        ...(call.name === 'openat' ? [] : [one('late', call, lasting(next()))]),
        ...(isWrite ? [one('half', call, 'ENOSPC')] : []),
      ];
    }
    if (looked.has(call.what)) return [];
    looked.add(call.what);
    // A close that was told to fail has closed all the same.
    if (call.name === 'close') return [one('late', call, turn++ % 2 === 0 ? 'EIO' : 'EINTR')];
    const name = next();
    return [turn % 4 === 0 ? one('keep', call, lasting(name)) : one('fail', call, name)];
  });
}
