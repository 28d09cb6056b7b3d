import type { Finding } from '../finding.ts';
import { listed } from '../listed.ts';
import { isInForce, isLive } from './hit.ts';
import type { Judged } from './judge-hits.ts';
import type { Encoding, Owner } from './leak.ts';
import type { LeakRule } from './leak-rule.ts';

/** Where somebody reads how a repository is cleaned; relative to the root. */
export const cleanUpPage = 'Deployment/docs/leak-clean-up.md';

/** One place where something leaked; holds neither the value nor anything of its line. */
export interface LeakFinding extends Finding {
  /** A name that itself holds a leak is told without it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Short; of a secret that could be guessed, shorter. */
  readonly fingerprint: string;
  readonly encodings: readonly Encoding[];
  /** True when only a part of the secret is there. */
  readonly partial: boolean;
  readonly certain: boolean;
  /** Which of our keys it is, in every environment that holds it. */
  readonly keys: readonly Owner[];
  readonly object?: string;
  readonly commit?: string;
  readonly path?: string;
  /** `ignored`: an allowance stands there, and a live key cannot be allowed. */
  readonly allowance?: 'ignored';
}

/** Where a hit is: names as they may be shown. */
export interface Shown {
  readonly file: string;
  readonly commit?: string;
  readonly path?: string;
}

/** True for a finding about a leaked value. */
export function isLeak(finding: Finding): finding is LeakFinding {
  return 'fingerprint' in finding && 'column' in finding;
}

/** A judged hit as a finding. */
export function leakFinding(
  { hit, ignored }: Judged,
  shown: Shown,
  rules: ReadonlyMap<string, LeakRule>,
): LeakFinding {
  const { rule, line, column, fingerprint, encodings, partial, certain, owners, piece } = hit;
  const isPast = piece.object !== undefined;
  return {
    rule,
    severity: 'error',
    where: `${shown.file}:${line}:${column}`,
    message: `${what(hit, rules.get(rule))}${how(encodings)}${piece.kind === 'name' ? ', in a name' : ''}; fingerprint ${fingerprint}${isPast ? inHistory(shown) : ''}${ignored === undefined ? '' : notAllowed[ignored]}`,
    remedy: remedyFor(hit, rules.get(rule), isPast),
    ...{ file: shown.file, line, column, fingerprint, encodings, partial, certain },
    keys: owners,
    ...(piece.object === undefined ? {} : { object: piece.object }),
    ...(shown.commit === undefined ? {} : { commit: shown.commit }),
    ...(shown.path === undefined ? {} : { path: shown.path }),
    ...(ignored === undefined ? {} : { allowance: 'ignored' as const }),
  };
}

type Seen = Judged['hit'];

const notAllowed = {
  comment: '; the pine-env:allow there was ignored, since a live key cannot be allowed',
  'path-rule': '; the path rule was ignored, since a live key cannot be allowed',
  baseline: '; the baseline was ignored, since a live key cannot be allowed',
} as const;

function what(hit: Seen, rule: LeakRule | undefined): string {
  const part = hit.partial ? ', a part of it' : '';
  if (hit.owners.length === 0) return `${rule?.title ?? hit.rule}${part}`;
  const whose = listed(hit.owners.map(ownerWords));
  if (!hit.certain)
    return `very probably ours (its window agrees; nothing here can confirm it): ${whose}${part}`;
  if (isInForce(hit)) return `OURS AND LIVE: ${whose}${part}`;
  return `${isLive(hit) ? 'ours, of a live environment' : 'ours'}: ${whose}${part}`;
}

function ownerWords({ key, environment, generation }: Owner): string {
  return `${key} of ${environment} (${generation})`;
}

function how(encodings: readonly Encoding[]): string {
  return encodings.length === 0 ? '' : `, written as ${encodings.join(' of ')}`;
}

function inHistory({ commit }: Shown): string {
  return commit === undefined
    ? '; in an object of the repository'
    : `; in commit ${commit.slice(0, 12)}`;
}

/** Rotating comes first: whoever saw the value keeps it, however clean the history is afterwards. */
function remedyFor(hit: Seen, rule: LeakRule | undefined, isPast: boolean): string {
  const rotate = rotateCommand(hit.owners);
  const remove = isPast ? `purge it as ${cleanUpPage} says` : 'take it out of there';
  if (rotate !== undefined) return `rotate it, and only then ${remove}: ${rotate}`;
  if (hit.owners.length > 0) return `it is revoked already, so ${remove}`;
  return `${rule?.remedy ?? 'renew it where it was issued'}; and only then ${remove}`;
}

/** The live one first; one that is revoked needs none. */
function rotateCommand(owners: readonly Owner[]): string | undefined {
  const inForce = owners.filter(({ generation }) => generation !== 'revoked');
  const owner = inForce.find(({ tier }) => tier === 'live') ?? inForce[0];
  return owner && `pine-env rotate ${owner.key} --profile ${owner.environment}`;
}
