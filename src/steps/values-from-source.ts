import type { View } from '../domain/checks/check.ts';
import { registered } from '../domain/checks/values.ts';
import { profilePath } from '../domain/layout.ts';
import { largestEnvFile } from '../domain/limits.ts';
import { isKeyName, shownName } from '../domain/names.ts';
import type { Secret } from '../domain/secret.ts';
import { questionsTo, type Source } from '../domain/sources/index.ts';
import {
  notInherited,
  refuseStrangers,
  refuseUnregistered,
  type Values,
} from '../domain/sources/may-come.ts';
import { readDocument } from '../domain/sources/read-document.ts';
import {
  failedRun,
  fieldNotText,
  fieldsMissing,
  unclearAnswer,
} from '../domain/sources/source-failure.ts';
import { namesThere } from '../domain/sources/source-fields.ts';
import type { Fields, StoreQuestion } from '../domain/sources/store.ts';
import { fail, PineError } from '../errors.ts';
import type { Host } from '../ports.ts';

/** A person may have to type a passphrase meanwhile. */
const secondsForStore = 60;

/** `enrolling`: the values come into the env file, where enrolment finds them; nobody runs with them yet. */
export interface Purpose {
  readonly enrolling?: boolean;
}

/**
 * The values of a profile as its `source:` gives them, in memory only, struck out of a CI runner's log.
 * Throws `provider` where the store gives none, and `refused` for a live value in a safe profile or a
 * secret of the bare environment that is not enrolled for this profile.
 */
export async function valuesFromSource(
  host: Host,
  view: View,
  { enrolling = false }: Purpose = {},
): Promise<Values> {
  const { source } = view.profile;
  if (source === undefined) return noSource(view);
  // Who cannot read the registry cannot know what is live.
  const { registry } = view.world;
  if (registry.kind === 'bad') throw new PineError(registry.error);
  const fields = source.kind === 'env' ? await ourVariables(host) : await asked(host, view, source);
  const values = chosen(view, source, fields);
  (await host.secretSources()).mask(secretsAmong(view, values));
  refuseStrangers(view, values);
  if (source.kind === 'env' && !enrolling) refuseUnregistered(view, values);
  return values;
}

async function ourVariables(host: Host): Promise<Values> {
  const own = (await host.processes()).own();
  return own.kind === 'read' ? own.variables : new Map();
}

async function asked(host: Host, view: View, source: Source): Promise<Fields> {
  const variables = await ourVariables(host);
  const home = variables.get('HOME')?.reveal();
  const fields = new Map<string, Secret | undefined>();
  const without = notInherited(view, variables);
  for (const question of questionsTo(source, { root: view.world.root.path, home })) {
    for (const [name, value] of await answerTo(host, view, source, question, without)) {
      fields.set(name, value);
    }
  }
  return fields;
}

async function answerTo(
  host: Host,
  { profile, profile: { name } }: View,
  source: Source,
  question: StoreQuestion,
  without: ReadonlySet<string>,
): Promise<Fields> {
  const { words } = question;
  const asking = { profile: name, source, words, seconds: secondsForStore };
  const sources = await host.secretSources();
  const answer = await sources.run({
    ...{ words, without },
    ...{ seconds: secondsForStore, limit: largestEnvFile },
  });
  if (answer.kind !== 'said') return failedRun(asking, answer);
  const understood = readDocument(answer.stdout, question, profile.loaders);
  return understood.kind === 'fields' ? understood.fields : unclearAnswer(asking, understood.what);
}

/** The keys that were asked for, by their own names; every field where nothing was said. */
function chosen({ profile: { name } }: View, source: Source, fields: Fields): Values {
  const names = namesThere(source.keys) ?? everyName(name, fields);
  const missing = new Map([...names].filter(([, there]) => !fields.has(there)));
  if (missing.size > 0) fieldsMissing(name, source, missing);
  return new Map(
    [...names].map(([key, there]) => [key, fields.get(there) ?? fieldNotText(name, key)]),
  );
}

function everyName(profile: string, fields: Fields): ReadonlyMap<string, string> {
  const odd = [...fields.keys()].find((key) => !isKeyName(key));
  if (odd === undefined && fields.size > 0) return new Map([...fields.keys()].map((n) => [n, n]));
  return fail({
    kind: 'provider',
    rule: 'source-wrong-fields',
    message: `the source ${odd === undefined ? 'holds no values' : `has a field that is no key: ${shownName(odd)}`}; nothing was changed`,
    remedy: `say in keys: which field is which key, in ${profilePath(profile)}`,
    where: profilePath(profile),
  });
}

/** Settings stay legible in a log: a mask of `true` would make a riddle of it. */
function secretsAmong(view: View, values: Values): readonly Secret[] {
  return [...values].flatMap(([key, value]) =>
    registered(view, key)?.secret === false ? [] : [value],
  );
}

function noSource({ profile: { name } }: View): never {
  return fail({
    kind: 'bad-config',
    rule: 'no-source',
    message: `${profilePath(name)} names no source; nothing was changed`,
    remedy: `add one, like source: { kind: pass, keys: { KEY: path } }`,
    where: profilePath(name),
  });
}
