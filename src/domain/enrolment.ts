import { fail } from '../errors.ts';
import type { View } from './checks/check.ts';
import { allAssignments, registered } from './checks/values.ts';
import { decidesOrders } from './decides-orders.ts';
import { tooGuessable } from './entropy.ts';
import { exit } from './exit-code.ts';
import {
  fingerprint,
  fingerprintsIn,
  shortFingerprint,
  wholeFingerprint,
  windowOf,
} from './fingerprint.ts';
import type { Assignment } from './loaders/loader.ts';
import { looksLikePlaceholder } from './placeholder.ts';
import { providers } from './providers/index.ts';
import { currentFor, type Enrolment, type Registry, type RegistryKey, whose } from './registry.ts';
import { type Report, schemaOf } from './report.ts';
import type { Root } from './world.ts';

/** One fingerprint to be recorded as current. */
export interface Enrolled {
  readonly key: string;
  readonly entry: Omit<Enrolment, 'generation'>;
  /** The fingerprint that becomes `previous`. */
  readonly replaces?: string;
  /** It decides where orders go: a person must say yes at the terminal. */
  readonly guarded: boolean;
}

/** What `keys --enroll` reports. */
export interface EnrolReport extends Report {
  readonly profile: string;
  readonly enrolled: readonly { readonly key: string; readonly fingerprint: string }[];
  readonly head: string | null;
}

/** The secrets of a profile's files that are not current yet; throws for one that may not be enrolled. */
export function planEnrolment(
  view: View,
  registry: Registry,
  salt: string,
  stamp: { readonly issued: string; readonly owner: string },
): readonly Enrolled[] {
  const last = new Map(allAssignments(view).map((assignment) => [assignment.key, assignment]));
  return [...last.values()].flatMap((assignment) => {
    const entry = registered(view, assignment.key);
    if (entry?.secret !== true || assignment.value.isEmpty) return [];
    return enrolledFrom(view.profile.name, registry, salt, stamp, entry, assignment);
  });
}

function enrolledFrom(
  environment: string,
  registry: Registry,
  salt: string,
  stamp: { readonly issued: string; readonly owner: string },
  entry: RegistryKey,
  { value, line }: Assignment,
): readonly Enrolled[] {
  const text = value.reveal();
  const [core, another] = providers[entry.provider].cores(text);
  const refuse = (rule: string, why: string) => refused(rule, entry.name, line, why);
  if (core === undefined || looksLikePlaceholder(text)) {
    return refuse('placeholder', 'is still the placeholder of a template');
  }
  if (another !== undefined) return refuse('two-credentials', 'holds more than one credential');
  const guessable = tooGuessable(entry.provider, core);
  if (guessable !== undefined) return refuse('low-entropy', guessable);
  refuseElsewhere(registry, environment, entry, fingerprintsIn(salt, value), refuse);
  const print = fingerprint(salt, entry.provider, core);
  const current = currentFor(registry, entry.name, environment);
  if (current?.fingerprint === print) return [];
  const window = windowOf(core);
  return [
    {
      key: entry.name,
      guarded: decidesOrders(entry, text),
      ...(current === undefined ? {} : { replaces: current.fingerprint }),
      entry: {
        fingerprint: print,
        whole: wholeFingerprint(salt, entry.provider, text),
        ...(window === undefined ? {} : { window }),
        ...stamp,
      },
    },
  ];
}

function refuseElsewhere(
  registry: Registry,
  environment: string,
  entry: RegistryKey,
  prints: readonly string[],
  refuse: (rule: string, why: string) => never,
): void {
  const [other] = prints
    .flatMap((print) => whose(registry, print))
    .filter((place) => place.environment !== environment || place.key !== entry.name);
  if (other === undefined) return;
  const shared = entry.sharing === 'shared' && other.key === entry.name;
  if (!shared) {
    refuse('enrolled-elsewhere', `is enrolled already, as ${other.key} of ${other.environment}`);
  }
}

function refused(rule: string, key: string, line: number, why: string): never {
  return fail({
    kind: 'refused',
    rule,
    message: `${key} (line ${line}) ${why}; nothing was enrolled`,
    remedy: `see where its value comes from: pine-env keys ${key}`,
    where: key,
  });
}

/** The report of an enrolment; none enrolled means that all were current already. */
export function enrolReport(
  root: Root,
  profile: string,
  enrolled: readonly Enrolled[],
  head: string | null = null,
): EnrolReport {
  return {
    schema: schemaOf('keys'),
    root: root.path,
    outcome: 'done',
    exit: exit.done,
    findings: [],
    profile,
    enrolled: enrolled.map(({ key, entry }) => ({
      key,
      fingerprint: shortFingerprint(entry.fingerprint),
    })),
    head,
  };
}
