import * as v from 'valibot';
import { block } from '../config-fields.ts';
import { keys } from './source-fields.ts';
import { store } from './store.ts';

/** Variables of our own environment, as a CI job hands them over: nothing is run. */
export const env = store({
  fields: block({ kind: v.literal('env'), keys }),
  login: 'set the variables; in CI, hand them to this step of the job',
  signs: [],
  questions: () => [],
});
