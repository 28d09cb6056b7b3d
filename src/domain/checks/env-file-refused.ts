import { portableWay } from '../loader-words.ts';
import { ruleWords } from '../loaders/index.ts';
import { check } from './check.ts';
import { readFiles } from './opened.ts';

export const envFileRefused = check(
  'env-file-refused',
  'error',
  'every declared loader would read the env file',
  (view) =>
    readFiles(view).flatMap(({ where, path, content }) =>
      view.profile.loaders.flatMap((name) => {
        const reading = content.read(name);
        if (reading.kind === 'read') return [];
        return [
          {
            where: reading.line === undefined ? where : `${where}:${reading.line}`,
            message: `${name} ${ruleWords(name, reading.rule)}`,
            remedy: /nul|utf8|character/.test(reading.rule)
              ? `look at the bytes: grep -naP '[^\\x20-\\x7e]' ${path} | cut -d: -f1`
              : portableWay(content, view.profile.loaders, reading.line ?? 1),
          },
        ];
      }),
    ),
);
