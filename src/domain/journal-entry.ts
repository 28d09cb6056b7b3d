import * as v from 'valibot';
import { fail } from '../errors.ts';
import type { Actor } from './actor.ts';

/** What an entry tells; `genesis` opens a journal, an `intent` without an end is a crash report. */
export const entryKinds = [
  'genesis',
  'intent',
  'done',
  'undone',
  'recovered',
  'refused',
  'unreported',
  'noted',
] as const;

export type EntryKind = (typeof entryKinds)[number];

/** How a later change settled one that was cut short. */
export type Recovery = 'finished' | 'undone' | 'nothing-happened';

/** One link of a change; null is "no link there". With `activation: copy` these name the env file in place. */
export interface LinkMove {
  readonly link: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** Which bytes a change was about: an HMAC-SHA-256 keyed with the journal's salt, in hex. */
export interface FileDigest {
  readonly file: string;
  readonly digest: string;
}

/** What a caller may put into an entry; no field has room for a secret's value. */
export interface EntryBody {
  /** ISO 8601, UTC, milliseconds. */
  readonly at: string;
  readonly kind: EntryKind;
  /** 12 hex digits, the same in every entry of one change. */
  readonly change: string;
  readonly verb: string;
  readonly profile?: string;
  readonly tier?: 'safe' | 'live';
  /** Always as the change meant them: `undone` leaves the links at `from`, `done` at `to`. */
  readonly links?: readonly LinkMove[];
  readonly files?: readonly FileDigest[];
  /** A person's words, cut to 500 characters. */
  readonly reason?: string;
  /** The rule that refused. */
  readonly rule?: string;
  /** Of an intent: the units that ran before; of a restart: those that were brought up. */
  readonly units?: readonly string[];
  /** The program's own remark, cut to 500 characters. */
  readonly note?: string;
  /** The change that an `undone` or `recovered` entry speaks of, where it is not its own. */
  readonly of?: string;
  /** In a `recovered` entry that settles a change; one that only names torn bytes has none. */
  readonly how?: Recovery;
  /** SHA-256 of the torn bytes that stand between this entry and the one before. */
  readonly torn?: string;
  readonly actor?: Actor;
  readonly host?: string;
  /** 64 hex digits, in the genesis only: the key of this journal's file digests. */
  readonly salt?: string;
}

/** One line of the journal, read and found sound. */
export interface Entry extends EntryBody {
  readonly v: 1;
  /** 1 for the genesis, then one more each time. */
  readonly seq: number;
  /** The hash of the entry before; 64 zeros in the genesis. */
  readonly prev: string;
  readonly hash: string;
}

/** Where a chain stands: the last entry's number and hash. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** The head of a journal without entries. */
export const startOfChain: Head = { seq: 0, hash: '0'.repeat(64) };

/** The head that an entry makes. */
export function headOf(entry: Entry): Head {
  return { seq: entry.seq, hash: entry.hash };
}

const text = v.exactOptional(v.string());
const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const hex = (digits: number) => v.pipe(v.string(), v.regex(new RegExp(`^[0-9a-f]{${digits}}$`)));
const target = v.nullable(v.string());

const actor = v.strictObject({
  kernel: v.strictObject({
    uid: whole,
    euid: whole,
    pid: whole,
    user: text,
    loginuid: v.exactOptional(whole),
    bootId: text,
    tty: text,
    parent: text,
  }),
  claimed: v.strictObject({ sudoUser: text, ssh: text }),
});

// The order of these fields is the order in a line; `prev` and `hash` stay last.
const fields = v.strictObject({
  v: v.literal(1),
  seq: v.pipe(whole, v.minValue(1)),
  at: v.pipe(v.string(), v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)),
  kind: v.picklist(entryKinds),
  change: hex(12),
  verb: v.string(),
  profile: text,
  tier: v.exactOptional(v.picklist(['safe', 'live'])),
  links: v.exactOptional(v.array(v.strictObject({ link: v.string(), from: target, to: target }))),
  files: v.exactOptional(v.array(v.strictObject({ file: v.string(), digest: hex(64) }))),
  reason: text,
  rule: text,
  units: v.exactOptional(v.array(v.string())),
  note: text,
  of: v.exactOptional(hex(12)),
  how: v.exactOptional(v.picklist(['finished', 'undone', 'nothing-happened'])),
  torn: v.exactOptional(hex(64)),
  actor: v.exactOptional(actor),
  host: text,
  salt: v.exactOptional(hex(64)),
  prev: hex(64),
  hash: hex(64),
});

/** The genesis is first, alone in that, and alone in its salt; only it and `recovered` excuse torn bytes. */
function fitsItsKind(entry: Entry): boolean {
  const genesis = entry.kind === 'genesis';
  if (genesis !== (entry.seq === 1) || genesis !== (entry.salt !== undefined)) return false;
  return entry.torn === undefined || genesis || entry.kind === 'recovered';
}

const shape = v.pipe(
  fields,
  v.check((entry) => fitsItsKind(entry), 'fields of another kind'),
);

/** The value as an entry with its fields in the order of a line; undefined when it is none. */
export function asEntry(value: unknown): Entry | undefined {
  const read = v.safeParse(shape, value);
  return read.success ? read.output : undefined;
}

/** The same for what we are about to write: there a misfit is our bug, told by field names only. */
export function mustBeEntry(value: unknown): Entry {
  const read = v.safeParse(shape, value);
  if (read.success) return read.output;
  const names = read.issues.map((issue) => v.getDotPath(issue) ?? issue.message);
  return fail({
    kind: 'bug',
    rule: 'journal-entry-invalid',
    message: `a journal entry was built wrongly: ${names.join(', ')}`,
    remedy: 'report this as a bug of pine-env',
  });
}
