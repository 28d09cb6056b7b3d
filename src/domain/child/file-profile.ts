import type { ErrorFacts } from '../../errors.ts';
import type { Check } from '../checks/check.ts';
import { commandChecks } from '../checks/index.ts';
import type { Finding } from '../finding.ts';
import { shownName } from '../names.ts';
import type { Profile } from '../profile.ts';
import type { EnvFile, World } from '../world.ts';
import type { WhoseFile } from './whose-file.ts';

/** The name under which keys run that nothing can be compared with. */
const unproven = 'unproven';

/** The profile that a file by itself is judged as: its environment's, with this file in the place of its own. */
export function profileOfFile(world: World, whose: WhoseFile, file: EnvFile): Profile {
  const name = whose.kind === 'known' ? whose.environment : unproven;
  const read = world.profiles.get(name);
  const { source, owner, ...base } = read?.kind === 'good' ? read.profile : liveProfile(name);
  const isReadOnly = file.kind === 'opened' && file.facts.mode === 0o400;
  return {
    ...base,
    links: [{ link: base.links[0]?.link ?? 'none', file: file.file }],
    mode: isReadOnly ? 0o400 : 0o600,
  };
}

/** Read as people used to: `set -a; source FILE`. */
function liveProfile(name: string): Profile {
  return {
    name,
    tier: 'live',
    summary: 'nobody can tell whose these keys are, so they count as live',
    activation: 'link',
    links: [],
    mode: 0o600,
    loaders: ['bash'],
    expect: new Map(),
    units: [],
    guard: {},
  };
}

/** What must be quiet before a command gets the keys of a file; remedies name the file, and mend none but ours. */
export function checksOfFile({ kind }: WhoseFile, path: string, isOurs: boolean): readonly Check[] {
  // Without any enrolment nothing can be asked of a key but what it looks like: the phrase stands for the rest.
  const needsRegistry =
    /^(?:key-unregistered|key-misdeclared|key-unknown|key-missing|attestation-.+)$/;
  const asked = commandChecks.filter(({ rule }) => kind === 'known' || !needsRegistry.test(rule));
  return asked.map((one) => ({
    ...one,
    judge: (view) =>
      one.judge(view).map((finding) => ({
        ...finding,
        remedy: remedyFor(finding, view.profile.name, path, isOurs),
      })),
  }));
}

function remedyFor({ remedy }: Finding, name: string, path: string, isOurs: boolean): string {
  const check = `pine-env check ${name}`;
  if (!isOurs && remedy.includes(`${check} --fix`)) return lookAt(path);
  return remedy.replace(check, `pine-env check --file ${wordOf(path)}`);
}

/** Why `--fix` leaves a file alone in which nothing is known here. */
export function notMended(path: string): Finding {
  return {
    rule: 'not-fixed',
    severity: 'error',
    where: path,
    message: 'not mended: no key in it is known here, so it may be anybody’s',
    remedy: lookAt(path),
  };
}

function lookAt(path: string): string {
  return `see whose file it is: ls -l ${wordOf(path)}`;
}

/** As a shell reads it back. */
function wordOf(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}

/**
 * Why a file's keys are given to nobody, whatever a person types: a registry that could tell knows none of them,
 * or they are not of the profile that was named.
 */
export function whyNotFile(
  whose: WhoseFile,
  expected: string | undefined,
  path: string,
): ErrorFacts | undefined {
  if (whose.kind === 'known') return notOf(whose.environment, expected, path);
  if (whose.kind === 'unproven' && expected === undefined) return undefined;
  return fileUnproven(whose, path);
}

/** What `check` says of a file whose keys nobody can tell the owner of. */
export function fileUnproven({ kind }: WhoseFile, path: string): ErrorFacts {
  return {
    kind: 'refused',
    rule: 'file-unproven',
    where: path,
    ...(kind === 'strange'
      ? {
          message: `the registry knows none of the keys in ${path}: nobody can say whether they are live`,
          remedy:
            'if you know whose they are, put them into its env file, then: pine-env keys --enroll PROFILE',
        }
      : {
          message: `there is no registry to tell whose the keys in ${path} are, so they count as live`,
          remedy:
            'make one, put the keys into its env file, and pine-env keys --enroll them: pine-env init --user',
        }),
  };
}

function notOf(
  environment: string,
  expected: string | undefined,
  path: string,
): ErrorFacts | undefined {
  if (expected === undefined || expected === environment) return undefined;
  return {
    kind: 'refused',
    rule: 'file-of-another-profile',
    where: path,
    message: `${path} holds keys of ${environment}, not of ${shownName(expected)}`,
    remedy: 'see which profiles there are: pine-env list',
  };
}
