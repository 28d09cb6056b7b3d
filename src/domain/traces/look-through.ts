import type { Leak } from '../leaks/leak.ts';
import type { Registry } from '../registry.ts';
import { namedValues } from './named-values.ts';
import type { Trace, TraceSource } from './trace.ts';

/** The registered names whose values are secret. */
export function secretNames(registry: Registry): readonly string[] {
  return [...registry.keys.values()].filter(({ secret }) => secret).map(({ name }) => name);
}

/** The keys in one text: by value where a scanner knew it, else by the name that it is given to. */
export function tracesIn(
  source: TraceSource,
  text: string,
  names: readonly string[],
  leaks: readonly Leak[],
): readonly Trace[] {
  const byValue = leaks.flatMap(({ line, owners }) =>
    owners.map(({ key, environment }): Seen => ({ line, key, environment })),
  );
  const known = new Set(byValue.map(({ line, key }) => `${line} ${key}`));
  const byName: readonly Seen[] = namedValues(text, names).filter(
    ({ line, key }) => !known.has(`${line} ${key}`),
  );
  const all = [...byValue, ...byName].sort((a, b) => a.line - b.line);
  const once = new Map(all.map((one) => [`${one.line} ${one.key} ${one.environment ?? ''}`, one]));
  return [...once.values()].map(({ line, ...one }) => ({
    ...source,
    ...one,
    ...(source.variable === undefined ? { line } : {}),
  }));
}

interface Seen {
  readonly line: number;
  readonly key: string;
  readonly environment?: string;
}
