import { standing } from '../env-link.ts';
import { everyAssignment } from '../identity.ts';
import { documentedIn } from '../providers/documented.ts';
import { contentOf, envFile } from '../world.ts';
import type { Subject } from './subject.ts';

/** The names of credentials that nobody enrolled and that stand in none of the linked files. */
export function strayKeys(subject: Subject): readonly string[] {
  const unknown = [...unknownKeys(subject), ...orderWebhook(subject)];
  if (unknown.length === 0) return [];
  const known = valuesLinked(subject);
  const stray = unknown.filter(({ value }) => !known.has(value));
  return [...new Set(stray.map(({ key }) => key))];
}

interface Unknown {
  readonly key: string;
  readonly value: string;
}

function unknownKeys({ credentials, sees }: Subject): readonly Unknown[] {
  const literal = new Set(sees.flatMap((seen) => (isLiteral(seen.from) ? seen.key : [])));
  return credentials
    .filter(({ environments, mustBeKnown }) => environments.length === 0 && mustBeKnown)
    .map(({ key, value }) => ({ key, value: value.reveal() }))
    .filter(({ key, value }) => !literal.has(key) || documentedIn(value) !== undefined);
}

/** `${NAME}` that stays as it is written is nobody's credential. */
function isLiteral(from: Subject['sees'][number]['from']): boolean {
  return from.kind === 'config' && from.literal.length > 0;
}

/** Without a registry nothing is called a secret; where the orders go counts all the same. */
function orderWebhook({ world, sees }: Subject): readonly Unknown[] {
  if (world.registry.kind === 'good') return [];
  return sees.flatMap(({ setting, key, value, from }) =>
    setting === 'order webhook' && value !== undefined && !isLiteral(from)
      ? [{ key, value: value.reveal() }]
      : [],
  );
}

/** Every value that any loader reads in the linked files: somebody may have sourced them in a shell. */
function valuesLinked({ world, read }: Subject): ReadonlySet<string> {
  const files = read.links.flatMap((link) => standing(world, link) ?? []);
  const contents = files.flatMap((file) => contentOf(envFile(world, file)) ?? []);
  return new Set(contents.flatMap(everyAssignment).map(({ value }) => value.reveal()));
}
