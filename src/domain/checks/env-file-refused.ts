import { loaders } from '../loaders/index.ts';
import { check } from './check.ts';
import { readFiles } from './opened.ts';

export const envFileRefused = check(
  'env-file-refused',
  'error',
  'systemd would read the env file',
  (view) =>
    readFiles(view).flatMap(({ where, path, content: { systemd } }) =>
      systemd.kind === 'refused'
        ? [
            {
              where: systemd.line === undefined ? where : `${where}:${systemd.line}`,
              message: `systemd ${loaders.systemd.rules[systemd.rule]}`,
              remedy: `look at the bytes: grep -naP '[^\\x20-\\x7e]' ${path} | cut -d: -f1`,
            },
          ]
        : [],
    ),
);
