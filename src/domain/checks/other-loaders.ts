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
      if (others.length === 0) return [];
      const keys = [...new Set(others.flatMap(({ keys }) => keys))].map(shownName);
      return [
        {
          where,
          message: `not read alike by ${listed(others.map(({ name }) => name))}, which nobody declared: ${listed(keys)}`,
          remedy: `see how: pine-env explain ${keys[0]} --profile ${view.profile.name}`,
        },
      ];
    }),
);

interface Other {
  readonly name: LoaderName;
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
      keys: keysHeard(content, [main, name]).filter(
        (key) => !agree(voicesOn(content, [main, name], key)),
      ),
    }))
    .filter(({ keys }) => keys.length > 0);
}
