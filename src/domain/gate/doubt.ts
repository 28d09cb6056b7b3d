import { envPath } from '../layout.ts';
import { listed } from '../listed.ts';
import type { Subject } from './subject.ts';

/**
 * Something that speaks against starting the worker. `stops`: `always`, because it is known whose
 * keys these are, or not known that they are safe; `live`, where everything must be proven; `never`.
 */
export interface Doubt {
  readonly rule: string;
  readonly stops: 'always' | 'live' | 'never';
  readonly where: string;
  readonly message: string;
  readonly remedy: string;
}

/** The linked profiles as a sentence names them. */
export function linkedNames({ linked }: Subject): string {
  const names = linked.profiles.map(({ name }) => name);
  return names.length === 0 ? 'no profile' : listed(names);
}

/** The links that the environment was read from. */
export function whereOf({ read }: Subject): string {
  return read.links.map(envPath).join(' ');
}
