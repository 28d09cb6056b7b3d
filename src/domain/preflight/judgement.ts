import type { Severity } from '../finding.ts';

/** What an answer says of a credential; `where` is the asker's business. */
export interface Judgement {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
  /** False when the question was not answered: then nothing is known of the key. */
  readonly answered: boolean;
}

/** The provider says yes. */
export function good(message: string): Judgement {
  const remedy = 'nothing to do';
  return { rule: 'preflight-good', severity: 'info', message, remedy, answered: true };
}

/** The provider says no: an error, since a worker would fail there too. */
export function no(rule: string, message: string, remedy: string): Judgement {
  return { rule, severity: 'error', message, remedy, answered: true };
}

/** The provider could not be asked; a warning, since it says nothing against the key. */
export function unanswered(rule: string, message: string, remedy: string): Judgement {
  return { rule, severity: 'warning', message, remedy, answered: false };
}
