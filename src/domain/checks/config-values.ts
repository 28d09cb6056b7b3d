import {
  decidedByConfig,
  secretsInConfig,
  strangersInConfig,
  unclearSettings,
} from '../config-facts.ts';
import { listed } from '../listed.ts';
import { shownName } from '../names.ts';
import { tierOf } from '../tiers.ts';
import { check } from './check.ts';

/** `${X}` that nobody sets is not empty, so it wins over the environment as it stands. */
export const configLiteral = check(
  'config-literal',
  'error',
  'no variable in the runtime config stays as it is written and wins so',
  (view) =>
    decidedByConfig(view)
      .filter(({ from }) => from.literal.length > 0)
      .map(({ where, seen, from }) => ({
        where,
        message: `the ${seen.setting} stays the text it is: nothing sets ${listed(from.literal.map(shownName))}, and a text that is not empty wins over ${seen.key}`,
        remedy: `set ${shownName(from.literal[0] ?? '')} in the env file, or take ${from.path} out of the config`,
      })),
);

/** What the config says otherwise than the env file is what the worker does. */
export const configOverrides = check(
  'config-overrides',
  'error',
  'the runtime config says nothing else than the env file',
  (view) =>
    decidedByConfig(view)
      .filter(({ seen }) => seen.shadows === true)
      .map(({ where, seen, from }) => ({
        where,
        message: `the ${seen.setting} comes from here; ${seen.key} in the env file is another value, and the worker ignores it`,
        remedy: `take ${from.path} out of the config, or write \${${seen.key}} there`,
      })),
);

/** Configs stay in Git, so they hold no secret (the seed's rule). */
export const configHoldsSecret = check(
  'config-holds-secret',
  'error',
  'no secret stands in the runtime config',
  (view) =>
    secretsInConfig(view).map(({ where, what }) => ({
      where,
      message: `${what} stands here in clear, in a file that is kept in Git`,
      remedy: 'take it out and rotate it; the new one goes into the env file only',
    })),
);

/** The config may hand the worker a key of another environment, by value or by variable. */
export const configKeyElsewhere = check(
  'config-key-of-another-environment',
  'error',
  'the runtime config gives the worker no key of another environment',
  (view) =>
    strangersInConfig(view).map(({ where, seen, of }) => ({
      where,
      message: `the worker's ${seen.setting} is the ${of.environment} value of ${of.key} (tier ${tierOf(view.world, of.environment)}) under ${view.profile.name}`,
      remedy: `write \${${seen.key}} there, and the ${view.profile.name} value into the env file`,
    })),
);

/** What cannot be told is unproven. */
export const configUnclear = check(
  'config-unclear',
  'error',
  'it can be told what the worker takes from its runtime config',
  (view) =>
    unclearSettings(view).map(({ where, setting, says }) => ({
      where,
      message: `the ${setting} cannot be told: what stands here ${says}`,
      remedy: 'write it as a plain text in quotes',
    })),
);
