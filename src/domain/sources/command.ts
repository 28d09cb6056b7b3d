import * as v from 'valibot';
import { block, plainLine } from '../config-fields.ts';
import { documentedIn } from '../providers/documented.ts';
import { format, keys } from './source-fields.ts';
import { store } from './store.ts';

/** A command line is seen by every process of the host, and the profile is committed. */
const noCredential = (word: string) => documentedIn(word) === undefined;

const word = v.pipe(
  v.string(),
  v.regex(plainLine, 'store-word'),
  v.check(noCredential, 'store-word'),
);

/** Any command that prints the values; its words are run as they are, without a shell. */
export const command = store({
  fields: block({
    kind: v.literal('command'),
    command: v.pipe(
      v.array(word),
      v.minLength(1, 'at-least-one'),
      v.description('The words of a command that prints KEY=value lines; no shell, no secret'),
    ),
    format,
    keys: v.exactOptional(keys),
  }),
  login: 'see what the command itself says',
  signs: [],
  questions: ({ command: words, format = 'dotenv' }) => [{ words, format }],
});
