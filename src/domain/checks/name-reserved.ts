import { check } from './check.ts';
import { readFiles } from './opened.ts';

/** Such a name is set already wherever the file is read, so it depends on the loader who wins. */
export const nameReserved = check(
  'name-reserved',
  'error',
  'no key has a name that belongs to the shell or the system',
  (view) =>
    readFiles(view).flatMap(({ where, content }) =>
      content
        .unportable('P')
        .filter(({ rule }) => rule === 'reserved-name')
        .map(({ line, key, message, remedy }) => ({
          where: `${where}:${line}${key === undefined ? '' : ` ${key}`}`,
          message,
          remedy,
        })),
    ),
);
