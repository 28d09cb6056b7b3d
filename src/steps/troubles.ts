import type { Finding } from '../domain/finding.ts';
import { asPineError, PineError } from '../errors.ts';

/** What failed beside the relink itself: reported with exit 8, and never in its way (promise 5). */
export interface Troubles {
  readonly found: readonly Finding[];
  /** Runs a step; a failure, of whatever kind, becomes a finding of this rule, and the answer is undefined. */
  attempt<T>(rule: string, step: () => T): T | undefined;
  attemptLater<T>(rule: string, step: () => Promise<T>): Promise<T | undefined>;
}

const words: Readonly<Record<string, string>> = {
  'lock-failed': 'the lock could not be taken, so nothing was journalled',
  'journal-failed': 'the journal could not be written',
  'journal-damaged': 'the journal cannot be trusted',
  'recovery-failed': 'an earlier change that was cut short could not be settled',
  'consent-not-withdrawn': 'the recorded consent to live could not be taken back',
  'not-verified': 'the link was made, but it could not be looked at again',
  'not-judged': 'the link stands, but not everything could be judged',
  'not-examined': 'the link stands, but what runs could not be looked at',
  'not-durable': 'the link stands, but the disk did not confirm it; a power cut may undo it',
};

/** The same failure, saying that nobody can tell what became of the change. */
export function unsure(error: unknown): unknown {
  if (!(error instanceof PineError)) return error;
  return new PineError({ ...error.facts, outcome: 'unknown' });
}

/** An empty list of troubles. */
export function noTroubles(): Troubles {
  const found: Finding[] = [];
  const note = (rule: string, error: unknown): undefined => {
    const known = found.some((finding) => finding.rule === rule);
    if (!known) found.push(troubleFrom(rule, asPineError(error)));
    return undefined;
  };
  return {
    found,
    attempt: (rule, step) => {
      try {
        return step();
      } catch (error) {
        return note(rule, error);
      }
    },
    attemptLater: async (rule, step) => {
      try {
        return await step();
      } catch (error) {
        return note(rule, error);
      }
    },
  };
}

function troubleFrom(rule: string, { facts }: PineError): Finding {
  return {
    rule,
    severity: 'error',
    where: facts.where ?? '',
    message: `${words[rule] ?? 'a step failed'}: ${facts.message}`,
    remedy: facts.remedy,
  };
}
