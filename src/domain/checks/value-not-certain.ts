import { portableWay } from '../loader-words.ts';
import { ruleWords } from '../loaders/index.ts';
import { shownName } from '../names.ts';
import { check } from './check.ts';
import { readFiles } from './opened.ts';

/** What only running the file would tell is not known, since nothing in a file is ever run. */
export const valueNotCertain = check(
  'value-not-certain',
  'error',
  'what every declared loader reads can be told without running anything',
  (view) =>
    readFiles(view).flatMap(({ where, content }) =>
      view.profile.loaders.flatMap((name) => {
        const reading = content.read(name);
        if (reading.kind === 'refused') return [];
        return reading.unsure.map(({ key, line, rule }) => ({
          where: `${where}:${line}${key === undefined ? '' : ` ${shownName(key)}`}`,
          message: `${key === undefined ? 'what follows' : shownName(key)} cannot be predicted: ${name} ${ruleWords(name, rule)}`,
          remedy: portableWay(content, view.profile.loaders, line),
        }));
      }),
    ),
);
