import type { View } from '../checks/check.ts';
import { allAssignments, registered } from '../checks/values.ts';
import type { Assignment } from '../loaders/loader.ts';
import { shownName } from '../names.ts';
import { documentedIn } from '../providers/documented.ts';
import type { RegistryKey } from '../registry.ts';
import type { Secret } from '../secret.ts';
import { type AskedProvider, isAsked } from './asked-provider.ts';

/** A credential of a profile that there is somebody to ask about. */
export interface Subject {
  readonly provider: AskedProvider;
  /** As a message may show it. */
  readonly key: string;
  /** File, line and key. */
  readonly where: string;
  readonly value: Secret;
  /** What the registry says of the key. */
  readonly entry?: RegistryKey;
}

/**
 * What the worker is given by the profile's files, as far as somebody can be asked about it: by what
 * the registry says of the key, else by the documented shape of the value.
 */
export function subjectsOf(view: View): readonly Subject[] {
  const last = new Map(allAssignments(view).map((each) => [each.key, each]));
  return [...last.values()].flatMap((each): readonly Subject[] => {
    const provider = providerOf(view, each);
    if (provider === undefined || each.value.isEmpty) return [];
    const key = shownName(each.key);
    const entry = registered(view, each.key);
    const where = `${each.where}:${each.line} ${key}`;
    return [{ provider, key, where, value: each.value, ...(entry && { entry }) }];
  });
}

function providerOf(view: View, { key, value }: Assignment): AskedProvider | undefined {
  const entry = registered(view, key);
  if (entry?.secret === true && isAsked(entry.provider)) return entry.provider;
  const found = documentedIn(value.reveal());
  return found !== undefined && isAsked(found) ? found : undefined;
}
