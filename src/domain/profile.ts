import * as v from 'valibot';
import {
  account,
  block,
  compiles,
  either,
  envName,
  keyName,
  named,
  profileName,
  readWith,
  sentence,
  text,
} from './config-fields.ts';
import { type ConfigIssue, issueAt, type Read } from './config-issue.ts';
import { type LoaderName, loaderNames } from './names.ts';
import {
  type ProviderSettings,
  providerFaults,
  providersBlock,
} from './preflight/provider-settings.ts';
import { type Source, sourceBlock, sourceFaults } from './sources/index.ts';

/** A link the worker's units read, and the env file this profile puts behind it. */
export interface ProfileLink {
  readonly link: string;
  readonly file: string;
}

/** What a profile expects of a setting; `matches` is held against the whole value. */
export type Expectation =
  | { readonly flag: boolean | 'explicit' }
  | { readonly is: string }
  | { readonly matches: string };

/** What a profile tells of its worker. */
export interface WorkerFacts {
  /** Its runtime config, below the root or absolute. */
  readonly config?: string;
  /** A text in the command line of a worker, also of one that no unit started. */
  readonly command?: string;
  /** How long a restarted unit must stand still before it counts as up, in milliseconds. */
  readonly settle?: number;
}

/** A profile as `profiles/NAME.yaml` declares it (DESIGN, section 3), defaults filled in. */
export interface Profile {
  readonly name: string;
  readonly tier: 'safe' | 'live';
  readonly summary: string;
  readonly activation: 'link' | 'copy';
  /** In the order of switching to this profile; at least one. */
  readonly links: readonly ProfileLink[];
  /** Absent: whoever runs the program. */
  readonly owner?: { readonly user: string | number; readonly group?: string | number };
  /** Permission bits of the env files: 0o600 or 0o400. */
  readonly mode: number;
  readonly loaders: readonly LoaderName[];
  readonly expect: ReadonlyMap<string, Expectation>;
  readonly units: readonly string[];
  readonly worker?: WorkerFacts;
  readonly guard: { readonly hosts?: readonly string[] };
  /** How `preflight` reaches the providers; absent: at their own addresses. */
  readonly providers?: ProviderSettings;
  /** Where the values come from; absent: from the env files alone. */
  readonly source?: Source;
}

const expectation = v.pipe(
  block({
    flag: v.exactOptional(v.union([v.boolean(), v.literal('explicit')])),
    is: v.exactOptional(sentence('The value itself')),
    matches: v.exactOptional(
      v.pipe(v.string(), v.maxLength(500, 'bad-pattern'), v.check(compiles, 'bad-pattern')),
    ),
  }),
  v.minEntries(1, 'one-expectation'),
  v.maxEntries(1, 'one-expectation'),
);

const unit = text(
  /^[A-Za-z0-9][A-Za-z0-9:_.@*?\\[\]-]{0,240}\.(?:service|target|timer)$/,
  'unit-name',
  'A systemd unit; * and ? match, as in systemctl',
);

/** The one schema of `profiles/NAME.yaml`; editors get it as JSON Schema. */
export const profileSchema = block({
  profile: profileName,
  tier: v.pipe(
    v.picklist(['safe', 'live']),
    v.description('What a mistake costs; exactly live is guarded'),
  ),
  summary: sentence('What this profile is, for people'),
  activation: either(['link', 'copy'], 'link', 'copy: for hosts where a link cannot be followed'),
  links: v.pipe(
    named(envName, envName),
    v.minEntries(1, 'at-least-one'),
    v.description('Link: env file, both in Deployment/env, in the order of switching'),
  ),
  owner: v.exactOptional(block({ user: account, group: v.exactOptional(account) })),
  mode: either(['0600', '0400'], '0600', 'The exact mode of the env files, in quotes'),
  loaders: v.optional(
    v.pipe(
      v.array(v.picklist(loaderNames)),
      v.minLength(1, 'at-least-one'),
      v.description('Who really reads these files; all must read the same values'),
    ),
    ['systemd'],
  ),
  expect: v.optional(named(keyName, expectation), {}),
  units: v.optional(v.array(unit), []),
  worker: v.exactOptional(
    v.pipe(
      block({
        config: v.exactOptional(
          text(
            /^(?!(?:.*\/)?\.\.(?:\/|$))[\w./][\w./@+-]{0,1000}$/,
            'config-path',
            "The worker's runtime config, below the root or absolute",
          ),
        ),
        command: v.exactOptional(
          text(
            /^[\w./@:+-]{3,200}$/,
            'command-text',
            'A text in the command line of a worker, also of one started by hand',
          ),
        ),
        settle: v.exactOptional(
          text(
            /^(?:\d{1,3}(?:\.\d{1,3})?s|\d{3,5}ms)$/,
            'settle-time',
            'How long a restarted unit must stand still: 10s, 500ms',
          ),
        ),
      }),
      v.minEntries(1, 'at-least-one'),
    ),
  ),
  guard: v.optional(
    block({
      hosts: v.exactOptional(
        v.pipe(
          v.array(text(/^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/, 'host-name', 'As hostname prints it')),
          v.minLength(1, 'at-least-one'),
          v.description('Refuse on any other host'),
        ),
      ),
    }),
    {},
  ),
  providers: v.exactOptional(providersBlock),
  source: v.exactOptional(sourceBlock),
});

type Raw = v.InferOutput<typeof profileSchema>;

/** The profile in `value`, the content of `profiles/NAME.yaml`, or everything wrong with it. */
export function readProfile(value: unknown, name: string): Read<Profile> {
  const read = readWith(profileSchema, value, (raw) => faultsIn(raw, name));
  return read.kind === 'bad' ? read : { kind: 'good', value: profileFrom(read.value) };
}

function profileFrom({ profile, links, mode, loaders, expect, worker, ...same }: Raw): Profile {
  return {
    ...same,
    ...(worker === undefined ? {} : { worker: workerFrom(worker) }),
    name: profile,
    links: Object.entries(links).map(([link, file]) => ({ link, file })),
    mode: Number.parseInt(mode, 8),
    loaders: [...new Set(loaders)],
    // The schema lets exactly one of the three through, which its type does not say.
    expect: new Map(Object.entries(expect) as [string, Expectation][]),
  };
}

function workerFrom({ settle, ...same }: NonNullable<Raw['worker']>): WorkerFacts {
  if (settle === undefined) return same;
  return { ...same, settle: Number.parseFloat(settle) * (settle.endsWith('ms') ? 1 : 1000) };
}

function faultsIn(
  { profile, links, providers, source }: Raw,
  name: string,
): readonly ConfigIssue[] {
  const both = Object.values(links).find((file) => Object.hasOwn(links, file));
  return [
    ...(profile === name ? [] : [issueAt(['profile'], 'name-mismatch')]),
    ...(both === undefined ? [] : [issueAt(['links', both], 'link-is-file')]),
    ...providerFaults(providers),
    ...sourceFaults(source, new Set(Object.values(links)).size),
  ];
}
