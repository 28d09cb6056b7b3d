import { agree, voicesOn } from '../agreement.ts';
import type { View } from '../checks/check.ts';
import { type Content, contentFrom } from '../content.ts';
import { addValue, setValue } from '../env-text/edit-env-text.ts';
import { type EnvText, parseEnvText } from '../env-text/env-text.ts';
import { envPath } from '../layout.ts';
import { largestEnvFile } from '../limits.ts';
import { inForce, keysIn } from '../loaders/loader.ts';
import type { Secret } from '../secret.ts';
import { shownValue } from '../shown-value.ts';
import type { Values } from '../sources/may-come.ts';
import { contentOf, type World } from '../world.ts';
import { cannotPull } from './pull-refusals.ts';

/** What a pull makes of one key; values as reports may show them, null where there is none. */
export interface PulledKey {
  readonly key: string;
  /** `kept`: it stands in the file, and the source does not have it. */
  readonly what: 'same' | 'changed' | 'new' | 'kept';
  readonly before: string | null;
  readonly after: string | null;
}

/** An env file before and after a pull, decided before anything is written. */
export interface PullPlan {
  /** A bare name. */
  readonly file: string;
  readonly isNew: boolean;
  readonly keys: readonly PulledKey[];
  /** The whole file, byte for byte what is to stand there. */
  readonly after: Uint8Array;
  readonly changes: boolean;
}

/**
 * The env file with the source's values: comments, order and quoting stay, new keys come last, and what
 * the source does not have is left alone. Throws `refused` where the declared loaders would not all
 * read exactly these values afterwards.
 */
export function planPull(view: View, values: Values): PullPlan {
  const file = view.files[0];
  const content = file && contentOf(file);
  const name = file?.file ?? '';
  const keys = [
    ...[...values].map(([key, value]) => pulled(view, content, key, value)),
    ...keptKeys(view, content, values),
  ];
  const after = written(view, name, content?.reveal() ?? new Uint8Array(), keys, values);
  const changes = keys.some(({ what }) => what === 'changed' || what === 'new');
  return { file: name, isNew: content === undefined, keys, after, changes };
}

/** The World as it will be. */
export function withPulled(world: World, view: View, plan: PullPlan): World {
  const before = view.files[0];
  if (before?.kind !== 'opened') return world;
  const after = { ...before, content: contentFrom(plan.after, {}) };
  return { ...world, files: new Map([...world.files, [plan.file, after]]) };
}

function pulled(view: View, content: Content | undefined, key: string, value: Secret): PulledKey {
  const after = shown(view, key, value, value);
  const voices = content === undefined ? [] : voicesOn(content, view.profile.loaders, key);
  const says = voices[0]?.says;
  if (says === undefined || says.kind === 'unset') return { key, what: 'new', before: null, after };
  if (says.kind !== 'value') return { key, what: 'changed', before: null, after };
  const same = agree(voices) && says.value.reveal() === value.reveal();
  const before = shown(view, key, says.value, content?.line(says.line) ?? value);
  return { key, what: same ? 'same' : 'changed', before, after };
}

function keptKeys(view: View, content: Content | undefined, values: Values): readonly PulledKey[] {
  const reading = content?.read(view.profile.loaders[0] ?? 'systemd');
  if (content === undefined || reading === undefined) return [];
  return keysIn(reading)
    .filter((key) => !values.has(key))
    .map((key) => {
      const says = inForce(reading, key);
      const before =
        says.kind === 'value' ? shown(view, key, says.value, content.line(says.line)) : null;
      return { key, what: 'kept', before, after: before };
    });
}

function shown({ world }: View, key: string, value: Secret, line: Secret): string {
  return shownValue(world.registry, key, value, line) ?? '(not shown)';
}

function written(
  { profile: { loaders } }: View,
  file: string,
  before: Uint8Array,
  keys: readonly PulledKey[],
  values: Values,
): Uint8Array {
  let text: EnvText = parseEnvText(before);
  for (const { key, what } of keys) {
    const value = values.get(key);
    if (value === undefined || what === 'same' || what === 'kept') continue;
    const edited = (what === 'new' ? addValue : setValue)(text, key, value, loaders);
    if (edited.kind === 'refused') return cannotPull(file, edited);
    text = edited.text;
  }
  const bytes = text.reveal();
  if (bytes.length <= largestEnvFile) return bytes;
  return cannotPull(file, {
    rule: 'env-file-too-large',
    message: 'the file would be too large with the values of the source',
    remedy: `look at it: ls -l ${envPath(file)}`,
  });
}
