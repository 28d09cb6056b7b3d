import type { ErrorFacts } from '../../errors.ts';
import type { Finding } from '../finding.ts';
import type { Doubt } from './doubt.ts';
import type { GateFacts } from './gate-facts.ts';
import { proofDoubts } from './proof-doubts.ts';
import { type Subject, subjectOf } from './subject.ts';
import { whoseDoubts } from './whose-doubts.ts';

/** What the gate decides, and what it knows of the worker by names only. */
export interface GateVerdict {
  /** The linked profiles. */
  readonly profiles: readonly string[];
  readonly tier: 'safe' | 'live' | null;
  /** Whose keys the worker would have. */
  readonly environments: readonly string[];
  /** Why it may not start. */
  readonly refusal?: ErrorFacts;
  /** What speaks against it and stops nobody from reaching paper. */
  readonly notes: readonly Finding[];
}

/**
 * Whether a worker may start with this environment. Live must prove everything; for a safe tier
 * only identity refuses: keys that are somebody else's, or nobody's and not from the linked file.
 */
export function mayStart(facts: GateFacts): GateVerdict {
  const subject = subjectOf(facts);
  const doubts = [...whoseDoubts(subject), ...proofDoubts(subject)];
  const [first] = doubts.filter(({ stops }) => isStopping(subject, stops));
  const notes = doubts.filter(({ stops }) => !isStopping(subject, stops));
  return {
    profiles: subject.linked.profiles.map(({ name }) => name),
    tier: tierOf(subject),
    environments: subject.held.environments,
    ...(first === undefined ? {} : { refusal: refusalFor(first) }),
    notes: notes.map(asNote),
  };
}

function isStopping({ linked }: Subject, stops: Doubt['stops']): boolean {
  return stops === 'always' || (stops === 'live' && linked.isLive);
}

function tierOf({ linked }: Subject): GateVerdict['tier'] {
  if (linked.isLive) return 'live';
  return linked.profiles.length === 0 ? null : 'safe';
}

function refusalFor({ rule, where, message, remedy }: Doubt): ErrorFacts {
  return {
    kind: 'refused',
    rule,
    message: `${where}: ${message}; nothing was started`,
    remedy,
    where,
  };
}

function asNote({ rule, where, message, remedy }: Doubt): Finding {
  return { rule, severity: 'warning', where, message, remedy };
}
