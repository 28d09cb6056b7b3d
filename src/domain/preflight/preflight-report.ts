import { exit, exitCodeOf } from '../exit-code.ts';
import { anyError, type Finding, once } from '../finding.ts';
import { type Report, schemaOf } from '../report.ts';
import type { AskedProvider } from './asked-provider.ts';
import type { Judgement } from './judgement.ts';

/** What became of one credential. */
export interface Preflown {
  readonly profile: string;
  readonly key: string;
  readonly provider: AskedProvider;
  readonly where: string;
  /** True when something was sent to its provider. */
  readonly sent: boolean;
  readonly judgements: readonly Judgement[];
}

/** A credential in the report: `good` and `bad` were said, by the provider or by what is known here. */
export interface PreflightRow {
  readonly profile: string;
  readonly key: string;
  readonly provider: string;
  readonly sent: boolean;
  readonly verdict: 'good' | 'bad' | 'unknown' | 'not-asked';
}

export interface PreflightReport extends Report {
  readonly profiles: readonly string[];
  readonly offline: boolean;
  readonly keys: readonly PreflightRow[];
}

const providerFailed = exitCodeOf('provider');

/** The report: an error finding is exit 1; else what could not be asked is 6, since nothing is known then. */
export function preflightReport(
  root: string,
  profiles: readonly string[],
  offline: boolean,
  preflown: readonly Preflown[],
  others: readonly Finding[],
): PreflightReport {
  const findings = once([...preflown.flatMap(findingsOf), ...others]);
  const open = preflown.some(({ judgements }) => judgements.some(({ answered }) => !answered));
  const code = anyError(findings) ? exit.no : open ? providerFailed : exit.done;
  return {
    schema: schemaOf('preflight'),
    root,
    outcome: code === providerFailed ? 'not-done' : 'done',
    exit: code,
    profiles,
    offline,
    keys: preflown.map(rowOf),
    findings,
    ...(code === providerFailed ? { error: unansweredError } : {}),
  };
}

const unansweredError = {
  kind: 'provider',
  rule: 'preflight-unanswered',
  message: 'a provider could not be asked; nothing is known of its key',
  remedy: 'read the warnings above it: each names what is down',
} as const;

function findingsOf({ where, judgements }: Preflown): readonly Finding[] {
  return judgements.map(({ rule, severity, message, remedy }) => ({
    rule,
    severity,
    where,
    message,
    remedy,
  }));
}

function rowOf({ profile, key, provider, sent, judgements }: Preflown): PreflightRow {
  return { profile, key, provider, sent, verdict: verdictOf(sent, judgements) };
}

function verdictOf(sent: boolean, judgements: readonly Judgement[]): PreflightRow['verdict'] {
  if (judgements.some(({ severity }) => severity === 'error')) return 'bad';
  if (judgements.some(({ answered }) => !answered)) return 'unknown';
  return sent ? 'good' : 'not-asked';
}
