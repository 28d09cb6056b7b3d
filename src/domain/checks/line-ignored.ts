import type { Content } from '../content.ts';
import { portableWay } from '../loader-words.ts';
import { ruleWords } from '../loaders/index.ts';
import type { LoaderName } from '../names.ts';
import { check } from './check.ts';
import { readFiles } from './opened.ts';

/** A line that looks like something and does nothing, or is run as a command. */
export const lineIgnored = check(
  'line-ignored',
  'error',
  'no line is passed over by the declared loaders',
  (view) =>
    readFiles(view).flatMap(({ where, content }) =>
      [...passedOver(content, view.profile.loaders)].map(([line, said]) => ({
        where: `${where}:${line}`,
        message: said.join('; '),
        remedy: portableWay(content, view.profile.loaders, line),
      })),
    ),
);

/** What the loaders say of each line they pass over; one that another of them reads is a disagreement. */
function passedOver(
  content: Content,
  names: readonly LoaderName[],
): ReadonlyMap<number, readonly string[]> {
  const readings = names.map((name) => ({ name, reading: content.read(name) }));
  const taken = new Set(
    readings.flatMap(({ reading }) =>
      reading.kind === 'read' ? reading.assignments.map(({ line }) => line) : [],
    ),
  );
  const lines = new Map<number, string[]>();
  for (const { name, reading } of readings) {
    for (const { line, rule } of reading.kind === 'read' ? reading.ignored : []) {
      if (taken.has(line)) continue;
      const words = `${name} ${ruleWords(name, rule)}`;
      lines.set(line, [...new Set([...(lines.get(line) ?? []), words])]);
    }
  }
  return new Map([...lines].sort(([a], [b]) => a - b));
}
