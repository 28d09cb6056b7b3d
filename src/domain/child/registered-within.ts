import { utf8ToBytes } from '@noble/hashes/utils.js';
import { fingerprint } from '../fingerprint.ts';
import type { ProviderName } from '../providers/provider.ts';
import type { Registry } from '../registry.ts';
import { rolledState, windowBytes, windowNumber, windowState } from '../rolling-window.ts';
import { lossyText } from '../utf8-text.ts';

/** One enrolled fingerprint, and which provider's core it is of. */
interface Enrolled {
  readonly provider: ProviderName;
  readonly fingerprint: string;
}

/** Longer cores than this are found only where they are the whole value. */
const longestCore = 1024;
/** `enoughBits` at the most that a character may count for: nothing shorter is ever enrolled. */
const shortestCore = 13;

/**
 * Every enrolled fingerprint whose core stands anywhere in the text, whatever stands around it: found by
 * its window, proved by its fingerprint. Cores under 16 bytes have no window; every piece is tried for them.
 */
export function registeredWithin(registry: Registry, text: string): readonly string[] {
  const { salt } = registry;
  if (salt === undefined) return [];
  const { byWindow, short } = indexOf(registry);
  // Some providers lower the case of their cores.
  const spellings = [...new Set([text, text.toLowerCase()])];
  const long = spellings.flatMap((spelling) => atWindows(salt, byWindow, utf8ToBytes(spelling)));
  return [...new Set([...long, ...(short.length === 0 ? [] : asPieces(salt, short, text))])];
}

interface Index {
  readonly byWindow: ReadonlyMap<number, readonly Enrolled[]>;
  readonly short: readonly Enrolled[];
}

// An environment has a hundred variables, and one registry.
const indexes = new WeakMap<Registry, Index>();

function indexOf(registry: Registry): Index {
  const before = indexes.get(registry);
  if (before !== undefined) return before;
  const byWindow = new Map<number, Enrolled[]>();
  const short: Enrolled[] = [];
  for (const { provider, environments } of registry.keys.values()) {
    for (const { fingerprint, window } of [...environments.values()].flat()) {
      const number = window === undefined ? undefined : Number.parseInt(window, 16);
      const place = number === undefined ? short : (byWindow.get(number) ?? []);
      place.push({ provider, fingerprint });
      if (number !== undefined) byWindow.set(number, place);
    }
  }
  indexes.set(registry, { byWindow, short });
  return { byWindow, short };
}

function atWindows(salt: string, known: Index['byWindow'], bytes: Uint8Array): readonly string[] {
  const found: string[] = [];
  if (bytes.length < windowBytes || known.size === 0) return found;
  let state = windowState(bytes, 0);
  for (let end = windowBytes; ; end += 1) {
    const candidates = known.get(windowNumber(state));
    if (candidates !== undefined) found.push(...endingAt(salt, candidates, bytes, end));
    if (end === bytes.length) return found;
    state = rolledState(state, bytes[end - windowBytes] ?? 0, bytes[end] ?? 0);
  }
}

/** The window tells where a core ends; where it begins only its fingerprint tells. */
function endingAt(
  salt: string,
  candidates: readonly Enrolled[],
  bytes: Uint8Array,
  end: number,
): readonly string[] {
  const first = Math.max(0, end - longestCore);
  for (let start = end - windowBytes; start >= first; start -= 1) {
    const core = lossyText(bytes.subarray(start, end));
    const found = proven(salt, candidates, core);
    if (found.length > 0) return found;
  }
  return [];
}

/** Every piece of the lengths that are too short for a window and long enough to be enrolled. */
function asPieces(salt: string, short: readonly Enrolled[], text: string): readonly string[] {
  const found: string[] = [];
  for (let start = 0; start + shortestCore <= text.length; start += 1) {
    for (let length = shortestCore; length < windowBytes; length += 1) {
      found.push(...proven(salt, short, text.slice(start, start + length)));
    }
  }
  return found;
}

function proven(salt: string, candidates: readonly Enrolled[], core: string): readonly string[] {
  return candidates
    .filter(({ provider, fingerprint: known }) => fingerprint(salt, provider, core) === known)
    .map(({ fingerprint: known }) => known);
}
