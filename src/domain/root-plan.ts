import type { ConfigEdit } from './config-text.ts';
import { layout } from './layout.ts';
import type { OwnerIds } from './world.ts';

/** A directory or file of a new root: path relative to it, and how it is born. */
export interface Planned {
  readonly path: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
}

/** Who runs `init`, and whom the worker's files are for. */
export interface Ownership {
  readonly runner: OwnerIds;
  readonly service: OwnerIds;
  /** A root of one person's, whom nobody else has to reach in it. */
  readonly isOwn?: boolean | undefined;
}

/** The mode of the directories that nobody keeps a secret in. */
export function topMode({ isOwn }: Pick<Ownership, 'isOwn'>): number {
  return isOwn ? 0o700 : 0o755;
}

/** What a person's own root needs of what is shipped: no units, no pages, no pipelines and none of their profiles. */
export function isForOwnRoot(path: string): boolean {
  return /^(?:profiles|Deployment\/env)\//.test(path) && path !== 'profiles/ci.yaml';
}

/** On a laptop no unit starts a worker, and there is no runtime config of one. */
export function withoutHost(fields: readonly string[]): readonly ConfigEdit[] {
  return ['units', 'worker']
    .filter((field) => fields.includes(field))
    .map((field) => ({ kind: 'delete', path: [field] }));
}

/**
 * The directories of a root in the order of making. On a server they belong to root and nobody else
 * writes them, and the service group reads `env/` and `state/`; on a laptop all is the user's.
 */
export function plannedDirectories(
  { runner, service, isOwn }: Ownership,
  templates: readonly string[],
): readonly Planned[] {
  const shared = { uid: runner.uid, gid: service.gid, mode: isOwn ? 0o700 : 0o750 };
  const open = { ...runner, mode: topMode({ isOwn }) };
  const closed: readonly string[] = [layout.env, layout.state];
  const all = new Set([
    layout.profiles,
    layout.deployment,
    ...closed,
    ...templates.flatMap(parents),
  ]);
  return [...all].sort().map((path) => ({ path, ...(closed.includes(path) ? shared : open) }));
}

/** A shipped file: everybody may read it, only whoever runs `init` may write it. */
export function plannedFile(path: string, { runner }: Ownership): Planned {
  return { path, ...runner, mode: 0o644 };
}

function parents(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, at) => parts.slice(0, at + 1).join('/'));
}

/** Keeps real env files and state out of any repository the root may lie in. */
export const ignoreFiles: Readonly<Record<string, string>> = {
  [`${layout.env}/.gitignore`]: '# Real env files hold keys.\n*\n!.gitignore\n!*.env.example\n',
  [`${layout.state}/.gitignore`]: '# What the program remembers about one host.\n*\n!.gitignore\n',
};

/** The owner as a person named it: `user` or `user:group`, names or numbers. */
export interface NamedOwner {
  readonly user: string | number;
  readonly group?: string | number;
}

/** Reads `--owner`; undefined when it is neither `user` nor `user:group`. */
export function parseOwner(text: string): NamedOwner | undefined {
  const found = /^([A-Za-z_][\w.-]*\$?|\d{1,10})(?::([A-Za-z_][\w.-]*\$?|\d{1,10}))?$/.exec(text);
  const [, user, group] = found ?? [];
  if (user === undefined || [user, group].some(isNobodysNumber)) return undefined;
  return { user: numeric(user), ...(group === undefined ? {} : { group: numeric(group) }) };
}

/** The highest number tells chown(2) to change nothing, so it can own nothing. */
function isNobodysNumber(text: string | undefined): boolean {
  return Number(text) > 0xfffffffe;
}

function numeric(text: string): string | number {
  return /^\d+$/.test(text) ? Number(text) : text;
}

/** Writes the owner of the env files into a profile's YAML. */
export function ownerEdits(owner: NamedOwner): readonly ConfigEdit[] {
  return [{ kind: 'set', path: ['owner'], value: { ...owner } }];
}

/** A registry starts with its own salt and nobody's fingerprints. */
export function freshRegistryEdits(
  keysWithEnvironments: readonly string[],
  salt: string,
): readonly ConfigEdit[] {
  return [
    { kind: 'set', path: ['salt'], value: salt },
    ...keysWithEnvironments.map(
      (key) => ({ kind: 'delete', path: ['keys', key, 'environments'] }) as const,
    ),
  ];
}
