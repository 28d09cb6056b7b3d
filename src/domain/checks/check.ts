import type { Finding, Severity } from '../finding.ts';
import type { Profile } from '../profile.ts';
import type { EnvFile, OwnerIds, World } from '../world.ts';

/** What one check may look at: a profile in a World. */
export interface View {
  readonly world: World;
  readonly profile: Profile;
  readonly owner: OwnerIds;
  /** The profile's env files, each once. */
  readonly files: readonly EnvFile[];
}

/** One judgement: quiet means it found nothing wrong. */
export interface Check {
  readonly rule: string;
  /** What it judges, in one line for the list of checks. */
  readonly about: string;
  judge(view: View): readonly Finding[];
}

/** What a finding needs beside its rule and its severity. */
interface Words {
  readonly where: string;
  readonly message: string;
  readonly remedy: string;
}

/** Declares a check whose findings all carry its own rule name. */
export function check(
  rule: string,
  severity: Severity,
  about: string,
  judge: (view: View) => readonly (Words & { readonly severity?: Severity })[],
): Check {
  return {
    rule,
    about,
    judge: (view) =>
      judge(view).map((words) => ({
        rule,
        severity: words.severity ?? severity,
        where: words.where,
        message: words.message,
        remedy: words.remedy,
      })),
  };
}
