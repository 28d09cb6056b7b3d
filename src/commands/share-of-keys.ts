import type { Share } from '../steps/start-under-profile.ts';
import type { Given, Option } from './command.ts';
import { fileOption } from './keyring-for.ts';

/** What `run` and `shell` hand on of a profile and of our own environment, as options. */
export const shareOptions: Readonly<Record<string, Option>> = {
  only: {
    type: 'array',
    value: 'KEY',
    describe: "only this of the profile's keys; may be given several times",
  },
  file: fileOption,
  pristine: {
    type: 'boolean',
    describe: 'hand on only PATH, HOME, TERM, LANG and their like',
  },
};

/** What these options say. */
export function shareOf(given: Given): Share {
  const only = given.texts('only');
  return { pristine: given.flag('pristine'), ...(only === undefined ? {} : { only }) };
}
