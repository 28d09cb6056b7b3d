import type { View } from '../domain/checks/check.ts';
import { mainLoader, valuesByKey } from '../domain/checks/values.ts';
import { envPath } from '../domain/layout.ts';
import { inForce } from '../domain/loaders/loader.ts';
import { shownName } from '../domain/names.ts';
import { whyNotLive } from '../domain/refusals.ts';
import type { Secret } from '../domain/secret.ts';
import { judgeValues } from '../domain/sources/judge-values.ts';
import { contentOf } from '../domain/world.ts';
import { fail, PineError } from '../errors.ts';
import type { Host } from '../ports.ts';

/**
 * The values of a profile: from its source where it declares one, else as its first declared loader reads its
 * env files; a later file wins. Throws `values-unreadable` and `value-not-certain`: a guess would be believed.
 */
export async function profileValues(host: Host, view: View): Promise<ReadonlyMap<string, Secret>> {
  if (view.profile.source === undefined) return valuesInFiles(view);
  const { valuesFromSource } = await import('./values-from-source.ts');
  const values = await valuesFromSource(host, view);
  const why = whyNotLive(judgeValues(view, values));
  if (why !== undefined) throw new PineError(why);
  return values;
}

function valuesInFiles(view: View): ReadonlyMap<string, Secret> {
  const byKey = valuesByKey(view);
  if (byKey === undefined) return unreadable(view);
  const loader = mainLoader(view);
  const readings = view.files.flatMap((file) => contentOf(file)?.read(loader) ?? []);
  for (const key of byKey.keys()) {
    if (readings.some((reading) => inForce(reading, key).kind === 'unsure')) notCertain(key);
  }
  return new Map([...byKey].map(([key, { value }]) => [key, value]));
}

function unreadable({ files, profile }: View): never {
  return fail({
    kind: 'unsafe-file',
    rule: 'values-unreadable',
    message: `the values of ${profile.name} cannot be read`,
    remedy: `see what is wrong: pine-env check ${profile.name}`,
    where: envPath(files[0]?.file ?? ''),
  });
}

function notCertain(key: string): never {
  return fail({
    kind: 'refused',
    rule: 'value-not-certain',
    message: `what ${shownName(key)} is depends on more than the env file`,
    remedy: `see what each loader makes of it: pine-env explain ${shownName(key)}`,
  });
}
