import { agree, camps, certain, keysHeard, type Voice, voicesOn } from '../agreement.ts';
import type { Content } from '../content.ts';
import { causeOf, lineOf, portableWay, type Show, sideBySide } from '../loader-words.ts';
import { shownName } from '../names.ts';
import { shownValue } from '../shown-value.ts';
import { coerceFlag } from '../worker/flag.ts';
import { type Check, check, type View } from './check.ts';
import { readFiles } from './opened.ts';

/** Two programs that start the worker from one file must start the same worker. */
export const loadersDisagree: Check = check(
  'loaders-disagree',
  'error',
  'every declared loader reads the same value for every key',
  (view) =>
    disagreements(view, (key, voices) => !ofOneLoader(voices) && !isFlag(view, key), toldValue),
);

/** The loudest disagreement there is: one starts a worker that sends orders, the other does not. */
export const flagAmbiguous: Check = check(
  'flag-ambiguous',
  'error',
  'a flag that the profile expects is the same under every declared loader',
  (view) =>
    disagreements(view, (key, voices) => !ofOneLoader(voices) && isFlag(view, key), toldFlag),
);

/** What depends on a version nobody knows is unproven. */
export const loaderVersion: Check = check(
  'loader-version',
  'error',
  'no value depends on a version of a loader that is not known',
  (view) => disagreements(view, (_key, voices) => ofOneLoader(voices), toldValue),
);

function isFlag({ profile }: View, key: string): boolean {
  const expected = profile.expect.get(key);
  return expected !== undefined && 'flag' in expected;
}

/** True when each loader agrees with the others in one of its versions. */
function ofOneLoader(voices: readonly Voice[]): boolean {
  const all = new Set(voices.map(({ loader }) => loader));
  return camps(voices).some((camp) => new Set(camp.map(({ loader }) => loader)).size === all.size);
}

type Telling = (view: View, key: string) => Show;

const toldValue: Telling =
  ({ world }, key) =>
  (value, line) =>
    shownValue(world.registry, key, value, line);

/** With what the worker makes of it: that, and not the text, decides about orders. */
const toldFlag: Telling = (view, key) => (value, line) => {
  const { value: on, clear } = coerceFlag(value.reveal());
  const shown = toldValue(view, key)(value, line) ?? 'a text';
  return clear ? `${shown}` : `${shown}, which the worker takes for ${on}`;
};

function disagreements(
  view: View,
  wanted: (key: string, voices: readonly Voice[]) => boolean,
  telling: Telling,
) {
  return readFiles(view).flatMap(({ where, content }) =>
    keysHeard(content, view.profile.loaders).flatMap((key) => {
      const voices = certain(voicesOn(content, view.profile.loaders, key));
      if (agree(voices) || !wanted(key, voices)) return [];
      return [disagreement(view, where, content, key, voices, telling(view, key))];
    }),
  );
}

function disagreement(
  view: View,
  where: string,
  content: Content,
  key: string,
  voices: readonly Voice[],
  show: Show,
) {
  const line = lineOf(voices);
  const cause = voices.flatMap(({ reading, says }) => causeOf(reading, says, line) ?? [])[0];
  return {
    where: `${where}:${line} ${shownName(key)}`,
    message: sideBySide(content, voices, show),
    remedy: portableWay(content, view.profile.loaders, cause?.line ?? line),
  };
}
