import { check } from './check.ts';
import { readFiles } from './opened.ts';

/** A repeated key is a judgement of its own: `key-duplicate`. */
const repeated = 'duplicate-key';

/** Outside the portable subset loaders are known to disagree, so the value is unproven. */
export const lineNotPortable = check(
  'line-not-portable',
  'error',
  'every line is read alike by every loader',
  (view) =>
    readFiles(view).flatMap(({ where, content }) =>
      content.unportable
        .filter(({ rule }) => rule !== repeated)
        .map((line) => ({
          severity: line.severity,
          where: `${where}:${line.line}${line.key === undefined ? '' : ` ${line.key}`}`,
          message: `${line.message} (${line.rule})`,
          remedy: line.remedy,
        })),
    ),
);
