import * as v from 'valibot';

/**
 * The steps of a rotation, in their order. Consent stands right behind the file that it is for: a
 * worker that crashes between the two is refused by its gate, so nothing may come between them.
 */
export const rotationSteps = [
  'taken',
  'checked',
  'proved',
  'enrolled',
  'stored',
  'consented',
  'copied',
  'promoted',
  'restarted',
  'revoked',
] as const;

export type RotationStep = (typeof rotationSteps)[number];

/** What `Deployment/state/rotation-KEY-PROFILE.json` says of a rotation that is open; never a value. */
export interface RotationRecord {
  readonly v: 1;
  readonly key: string;
  readonly profile: string;
  /** The step that was done last. What can be seen on the disk counts more than this. */
  readonly done: RotationStep;
  /** Of the new value. */
  readonly fingerprint: string;
  /** Of the value that it takes the place of. */
  readonly before: string;
  /** True when it was given up after `stored`: then `fingerprint` is the old value's, and goes back. */
  readonly turned?: true;
  /** ISO 8601, UTC. */
  readonly begun: string;
  readonly by: string;
  readonly reason?: string;
}

const fingerprint = v.pipe(v.string(), v.regex(/^hmac-sha256:[0-9a-f]{32}$/));

const shape = v.strictObject({
  v: v.literal(1),
  key: v.string(),
  profile: v.string(),
  done: v.picklist(rotationSteps),
  fingerprint,
  before: fingerprint,
  turned: v.exactOptional(v.literal(true)),
  begun: v.pipe(v.string(), v.isoTimestamp()),
  by: v.string(),
  reason: v.exactOptional(v.string()),
});

/** A record's text as a value; undefined when it is none: half a record says nothing. */
export function parseRotation(text: string): RotationRecord | undefined {
  try {
    const read = v.safeParse(shape, JSON.parse(text));
    return read.success ? read.output : undefined;
  } catch {
    return undefined;
  }
}

/** The record's text, as its file holds it. */
export function printRotation(record: RotationRecord): string {
  return `${JSON.stringify(record, null, 2)}\n`;
}

/** A rotation that is open: its record, or only its name when the record says nothing. */
export interface OpenRotation {
  readonly key: string;
  readonly profile: string;
  readonly record?: RotationRecord;
}

const fileName = /^rotation-(?<key>[A-Za-z_][A-Za-z0-9_]*)-(?<profile>[a-z][a-z0-9-]*)\.json$/;

/** The record's name in `Deployment/state`; a key has no dash, so that it reads back. */
export function rotationFile(key: string, profile: string): string {
  return `rotation-${key}-${profile}.json`;
}

/** Key and profile that a record's name tells; undefined for any other name. */
export function rotationOf(name: string): Pick<OpenRotation, 'key' | 'profile'> | undefined {
  const { key, profile } = fileName.exec(name)?.groups ?? {};
  return key === undefined || profile === undefined ? undefined : { key, profile };
}
