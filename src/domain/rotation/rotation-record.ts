/** The steps of a rotation, in their order; `plan` of a provider may leave some out. */
export const rotationSteps = [
  'taken',
  'checked',
  'proved',
  'enrolled',
  'stored',
  'promoted',
  'consented',
  'restarted',
  'revoked',
] as const;

export type RotationStep = (typeof rotationSteps)[number];

/** What `Deployment/state/rotation-KEY-PROFILE.json` says of a rotation that is open; never a value. */
export interface RotationRecord {
  readonly v: 1;
  readonly key: string;
  readonly profile: string;
  /** The step that was done last; absent before the first. */
  readonly done?: RotationStep;
  /** Of the new value, once it was taken. */
  readonly fingerprint?: string;
  /** Of the value that it takes the place of. */
  readonly before?: string;
  /** ISO 8601, UTC. */
  readonly begun: string;
  readonly by: string;
  readonly reason?: string;
}
