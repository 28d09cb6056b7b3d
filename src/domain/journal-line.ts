import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { fail } from '../errors.ts';
import type { Actor } from './actor.ts';
import {
  asEntry,
  type Entry,
  type EntryBody,
  type Head,
  headOf,
  mustBeEntry,
} from './journal-entry.ts';

/** No line of a journal is longer than this, its newline included. */
export const longestLine = 16 * 1024;

/** Why a line is no entry. */
export type Damage = 'unsealed' | 'altered' | 'too-long' | 'not-canonical';

/** A line that is no sound entry. */
export interface Damaged {
  readonly kind: 'damaged';
  readonly reason: Damage;
  /** True when it ends as a whole record does: then it was changed, and no torn write explains it. */
  readonly finished: boolean;
}

/** An entry, its line with the newline, and the head it makes. */
export interface Encoded {
  readonly line: Uint8Array;
  readonly head: Head;
  readonly entry: Entry;
}

const seal = /,"hash":"([0-9a-f]{64})"\}$/;
const sealShape = `,"hash":"${'.'.repeat(64)}"}`;
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** JSON in ASCII only, so that no byte of the journal can steer a terminal. */
function asciiJson(value: unknown): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(value).replace(/[\u007f-\uffff]/g, escaped);
}

/** SHA-256 in lower-case hex. */
export function hashOf(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}

/** The first `limit` characters; a character outside the basic plane is never halved. */
function cut(text: string, limit: number): string {
  return text.length <= limit ? text : [...text.slice(0, 2 * limit)].slice(0, limit).join('');
}

/** Strings that come from the environment must not make an entry too long to write. */
function cutActor(actor: Actor): Actor {
  const short = <T extends object>(part: T): T =>
    Object.fromEntries(
      Object.entries(part).map(([name, value]) => [
        name,
        typeof value === 'string' ? cut(value, 200) : value,
      ]),
    ) as T;
  return { kernel: short(actor.kernel), claimed: short(actor.claimed) };
}

function trimmed(body: EntryBody): EntryBody {
  return {
    ...body,
    ...(body.reason === undefined ? {} : { reason: cut(body.reason, 500) }),
    ...(body.note === undefined ? {} : { note: cut(body.note, 500) }),
    ...(body.actor === undefined ? {} : { actor: cutActor(body.actor) }),
  };
}

/** Everything of the line before its seal. */
function unsealed(body: EntryBody, after: Head): string {
  const numbered = { ...body, v: 1, seq: after.seq + 1, prev: after.hash, hash: after.hash };
  const { hash: _notYet, ...rest } = mustBeEntry(numbered);
  return asciiJson(rest).slice(0, -1);
}

/** The reason gives way when a line would be too long; nothing else may. */
function fitted(body: EntryBody, after: Head): string {
  const line = unsealed(body, after);
  const excess = line.length + sealShape.length + 1 - longestLine;
  if (excess <= 0) return line;
  const reason = [...(body.reason ?? '')];
  if (reason.length >= excess) {
    return unsealed({ ...body, reason: reason.slice(0, -excess).join('') }, after);
  }
  return fail({
    kind: 'bad-config',
    rule: 'journal-entry-too-long',
    message: 'the change touches more links and files than one journal entry can hold (16 KiB)',
    remedy: 'split the profile into several with fewer links',
  });
}

/** The entry that follows `after`, as bytes. Throws `bug` for a body that could not be read back. */
export function encodeEntry(body: EntryBody, after: Head): Encoded {
  const start = fitted(trimmed(body), after);
  const hash = hashOf(encoder.encode(start));
  const text = `${start},"hash":"${hash}"}`;
  const entry = JSON.parse(text) as Entry;
  return { line: encoder.encode(`${text}\n`), head: headOf(entry), entry };
}

/** True when at most one character keeps `ending` from being a seal; a second one ends the search. */
function isAlmostSeal(ending: string): boolean {
  let misfits = 0;
  for (let index = 0; index < sealShape.length && misfits < 2; index++) {
    const [want, have] = [sealShape.charAt(index), ending.charAt(index)];
    const fits = want === '.' ? /^[0-9a-f]$/.test(have) : want === have;
    if (!fits) misfits += 1;
  }
  return misfits < 2;
}

/** One wrong byte, or one too many, still counts: no single flipped bit may pass for a torn write. */
function endsLikeARecord(text: string): boolean {
  const length = sealShape.length;
  return isAlmostSeal(text.slice(-length)) || isAlmostSeal(text.slice(-length - 1, -1));
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads one line given without its newline; strict, so that what is not byte for byte ours is damaged. */
export function decodeLine(bytes: Uint8Array): Entry | Damaged {
  if (bytes.length < sealShape.length - 1) {
    return { kind: 'damaged', reason: 'unsealed', finished: false };
  }
  const text = decoder.decode(bytes);
  const damaged = (reason: Damage): Damaged => ({
    kind: 'damaged',
    reason,
    finished: endsLikeARecord(text),
  });
  const hash = seal.exec(text.slice(-sealShape.length))?.[1];
  if (hash === undefined) return damaged('unsealed');
  if (bytes.length >= longestLine) return damaged('too-long');
  const sealed = bytes.subarray(0, bytes.length - sealShape.length);
  if (hashOf(sealed) !== hash) return damaged('altered');
  const entry = asEntry(readJson(text));
  return entry !== undefined && asciiJson(entry) === text ? entry : damaged('not-canonical');
}
