import { type ErrorFacts, fail } from '../../errors.ts';
import { profilePath } from '../layout.ts';
import { listed } from '../listed.ts';
import { shownName } from '../names.ts';
import { type Source, storeOf } from './index.ts';
import type { FailureClass, StoreAnswer } from './store.ts';

/** The source of which profile failed. */
export interface Asking {
  readonly profile: string;
  readonly source: Source;
  readonly words: readonly string[];
  readonly seconds: number;
}

type Failed = Exclude<StoreAnswer, { readonly kind: 'said' }>;

/** Throws `provider` for a run that gave no values; what the store itself said is never shown. */
export function failedRun(asking: Asking, answer: Failed): never {
  const { words, seconds } = asking;
  const program = words[0] ?? '';
  switch (answer.kind) {
    case 'not-run':
      return cannotRun(asking, program, answer.errno);
    case 'late':
      return told(asking, 'source-late', `${program} gave no answer within ${seconds} s`);
    case 'too-long':
      return told(asking, 'source-too-long', `${program} said more than an env file may hold`);
    case 'ended':
      return told(asking, 'source-failed', `${program} was ended by ${answer.signal}`);
    case 'failed':
      return readFailure(asking, answer);
  }
}

function cannotRun(asking: Asking, program: string, errno: string): never {
  if (errno !== 'ENOENT')
    return told(asking, 'source-failed', `${program} cannot be run (${errno})`);
  return told(
    asking,
    'source-not-installed',
    `${program} is not installed, or not in PATH`,
    `look for it: command -v ${program}`,
  );
}

const classes: Readonly<Record<FailureClass, { readonly rule: string; readonly says: string }>> = {
  'not-logged-in': { rule: 'source-not-logged-in', says: 'does not let you in' },
  'no-such-secret': { rule: 'source-no-such-secret', says: 'has no such secret' },
  'not-reachable': { rule: 'source-not-reachable', says: 'cannot reach its store' },
};

function readFailure(
  asking: Asking,
  { code, stderr }: { readonly code: number; readonly stderr: string },
): never {
  const { login, signs } = storeOf(asking.source);
  const program = asking.words[0] ?? '';
  const known = signs.find(([sign]) => sign.test(stderr))?.[1];
  if (known === undefined) return told(asking, 'source-failed', `${program} failed: exit ${code}`);
  const { rule, says } = classes[known];
  const message = `${program} ${says} (exit ${code})`;
  if (known === 'not-logged-in') return told(asking, rule, message, login);
  if (known === 'not-reachable') return told(asking, rule, message);
  return told(asking, rule, message, `look at source: in ${profilePath(asking.profile)}`);
}

/** Throws `provider`: the store answered, and nobody can tell what. */
export function unclearAnswer(asking: Asking, what: string): never {
  const message = `what ${asking.words[0]} said cannot be read: ${what}`;
  return told(asking, 'source-unclear', message);
}

/** Throws `provider`: fields or variables that `keys:` names are not there; all of them are named. */
export function fieldsMissing(
  profile: string,
  source: Source,
  missing: ReadonlyMap<string, string>,
): never {
  const all = [...missing].map(([key, there]) => nameThere(key, there));
  const are = all.length === 1 ? 'is' : 'are';
  const isEnv = source.kind === 'env';
  const where = `source: in ${profilePath(profile)}`;
  return gaveUp(profile, {
    rule: 'source-field-missing',
    message: isEnv
      ? `${listed(all)} ${are} not set in this environment`
      : `the source has no field ${listed(all)}`,
    remedy: isEnv ? `${storeOf(source).login}; their names: ${where}` : `look at ${where}`,
  });
}

function nameThere(key: string, there: string): string {
  return key === there ? shownName(key) : `${shownName(there)} (for ${shownName(key)})`;
}

/** Throws `provider`: a field is there, and is a number or something else that has no one spelling. */
export function fieldNotText(profile: string, key: string): never {
  return gaveUp(profile, {
    rule: 'source-field-not-text',
    message: `the field for ${shownName(key)} in the source is neither text nor true or false`,
    remedy: 'store it as text there: a number as "7", not 7',
  });
}

function told(
  { profile, source, words }: Asking,
  rule: string,
  message: string,
  remedy = tryIt(profile, source, words),
): never {
  return gaveUp(profile, { rule, message, remedy });
}

/** A command of a person's own may hold anything in its words. */
function tryIt(profile: string, { kind }: Source, words: readonly string[]): string {
  if (kind === 'command') return `run the command in ${profilePath(profile)} by itself`;
  return `run it yourself: ${words.map(quoted).join(' ')} >/dev/null`;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

function gaveUp(profile: string, said: Pick<ErrorFacts, 'rule' | 'message' | 'remedy'>): never {
  return fail({
    ...said,
    kind: 'provider',
    message: `${said.message}; nothing was changed`,
    where: profilePath(profile),
  });
}
