import { loaders } from '../loaders/index.ts';
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
            message: `${name} ${loaders[name].rules[reading.rule]}`,
            remedy: `look at the bytes: grep -naP '[^\\x20-\\x7e]' ${path} | cut -d: -f1`,
          },
        ];
      }),
    ),
);
