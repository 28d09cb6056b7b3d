import { entropyBits } from '../../entropy.ts';
import { fingerprint } from '../../fingerprint.ts';
import { grouped } from '../../grouped.ts';
import { providers } from '../../providers/index.ts';
import type { ProviderName } from '../../providers/provider.ts';
import { windowBytes } from '../../rolling-window.ts';
import type { KnownSecrets } from '../known-secrets.ts';
import type { Owner } from '../leak.ts';

/** A known value as it is looked for: what only its holder knows of it. */
export interface Needle {
  readonly core: string;
  readonly part: Uint8Array;
  readonly folds: boolean;
  readonly reversed: boolean;
  readonly owners: readonly Owner[];
  /** For every window of the part: false where it is too ordinary to be told as a fragment. */
  readonly telling: readonly boolean[];
}

/** A secret of which only the fingerprint is known, and who holds it. */
export interface Print {
  readonly provider: ProviderName;
  readonly fingerprint: string;
  /** As a number. */
  readonly window: number;
  readonly owners: readonly Owner[];
}

// Shorter values are words too often to be looked for as such.
const leastBytes = 8;
const leastBits = 28;
// What sixteen random characters reach, and what addresses, paths and words do not.
const tellingBits = 40;
const encoder = new TextEncoder();

/** The known values, doubles put together, with the owners that the registry knows beside them. */
export function needlesOf(known: KnownSecrets): readonly Needle[] {
  const groups = grouped(known.values, ({ provider, core }) => `${provider} ${core.reveal()}`);
  return [...groups.values()].flatMap((values) => {
    const { provider, core } = values[0] as (typeof values)[0];
    const owners = [
      ...values.map(({ owner }) => owner),
      ...registered(known, provider, core.reveal()),
    ];
    return needleOf(provider, core.reveal(), distinct(owners));
  });
}

/** The fingerprints whose value is not known. */
export function printsOf(known: KnownSecrets): readonly Print[] {
  const { salt } = known;
  if (salt === undefined) return [];
  const read = new Set(
    known.values.map(({ provider, core }) => fingerprint(salt, provider, core.reveal())),
  );
  const unread = known.fingerprints.filter((each) => !read.has(each.fingerprint));
  const groups = grouped(unread, (each) => `${each.provider} ${each.fingerprint}`);
  return [...groups.values()].map((all) => {
    const { provider, fingerprint, window } = all[0] as (typeof all)[0];
    const owners = distinct(all.map(({ owner }) => owner));
    return { provider, fingerprint, window: Number.parseInt(window, 16), owners };
  });
}

/** Owners without doubles. */
export function distinct(owners: readonly Owner[]): readonly Owner[] {
  return [...new Map(owners.map((owner) => [JSON.stringify(owner), owner])).values()];
}

/** The same needle as it reads backwards. */
export function backwards(needle: Needle): Needle {
  const telling = [...needle.telling].reverse();
  return { ...needle, part: needle.part.slice().reverse(), telling, reversed: true };
}

/** The same needle with only those bytes that are kept. */
export function narrowed(needle: Needle, kept: (byte: number) => boolean): Needle {
  const part = needle.part.filter(kept);
  if (part.length === needle.part.length) return needle;
  return { ...needle, part, telling: tellingWindows(part) };
}

function registered(known: KnownSecrets, provider: ProviderName, core: string): readonly Owner[] {
  if (known.salt === undefined) return [];
  const print = fingerprint(known.salt, provider, core);
  return known.fingerprints.filter((each) => each.fingerprint === print).map(({ owner }) => owner);
}

function needleOf(
  provider: ProviderName,
  core: string,
  owners: readonly Owner[],
): readonly Needle[] {
  const { secretPart, machineMade } = providers[provider];
  const text = secretPart(core);
  const part = encoder.encode(text);
  const tooShort =
    part.length < windowBytes && (part.length < leastBytes || entropyBits(text) < leastBits);
  if (tooShort) return [];
  const made = machineMade(core);
  const telling = made ? windowsOf(part).map(() => true) : tellingWindows(part);
  return [{ core, part, folds: provider === 'traderspost', reversed: false, owners, telling }];
}

function tellingWindows(part: Uint8Array): readonly boolean[] {
  return windowsOf(part).map((window) => entropyBits(latin1Of(window)) >= tellingBits);
}

function windowsOf(part: Uint8Array): readonly Uint8Array[] {
  const count = Math.max(0, part.length - windowBytes + 1);
  return Array.from({ length: count }, (_, at) => part.subarray(at, at + windowBytes));
}

function latin1Of(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}
