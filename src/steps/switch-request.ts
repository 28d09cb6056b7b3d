/** What a person asked for. */
export interface SwitchRequest {
  readonly verb: 'use' | 'rollback';
  readonly profile: string;
  readonly dryRun: boolean;
  /** Also restart the profile's units, and prove that they run what is linked. */
  readonly restart: boolean;
  readonly reason?: string;
}
