import { agree, keysHeard, voicesOn } from '../agreement.ts';
import type { Content } from '../content.ts';
import { listed } from '../listed.ts';
import { type LoaderName, loaderNames, shownName } from '../names.ts';
import { check, type View } from './check.ts';
import { readFiles } from './opened.ts';

/** Nobody declared these loaders, so this is only good to know before somebody uses one. */
export const otherLoaders = check(
  'other-loaders',
  'info',
  'which loaders that nobody declared would read the file otherwise',
  (view) =>
    readFiles(view).flatMap(({ where, content }) => {
      const others = otherwise(content, view);
      const [first] = others.flatMap(({ keys }) => keys);
      if (first === undefined) return [];
      return [
        {
          where,
          message: `of the loaders that nobody declared, ${saidOf(others)}`,
          remedy: `see how: pine-env explain ${shownName(first)} --profile ${view.profile.name}`,
        },
      ];
    }),
);

interface Other {
  readonly name: LoaderName;
  readonly refuses: boolean;
  readonly keys: readonly string[];
}

function otherwise(content: Content, { profile }: View): readonly Other[] {
  // Proven to be read alike by all of them.
  if (content.unportable('P').length === 0) return [];
  const [main = 'systemd'] = profile.loaders;
  return loaderNames
    .filter((name) => !profile.loaders.includes(name))
    .map((name) => ({
      name,
      refuses: content.read(name).kind === 'refused',
      keys: keysHeard(content, [main, name]).filter(
        (key) => !agree(voicesOn(content, [main, name], key)),
      ),
    }))
    .filter(({ keys }) => keys.length > 0);
}

function saidOf(others: readonly Other[]): string {
  const refusing = others.filter(({ refuses }) => refuses).map(({ name }) => name);
  const reading = others.filter(({ refuses }) => !refuses);
  const keys = [...new Set(reading.flatMap((one) => one.keys))].map(shownName);
  return [
    ...(refusing.length === 0 ? [] : [`the file is refused by ${listed(refusing)}`]),
    ...(keys.length === 0
      ? []
      : [
          `${listed(keys)} ${keys.length === 1 ? 'is' : 'are'} read otherwise by ${listed(reading.map(({ name }) => name))}`,
        ]),
  ].join('; ');
}
