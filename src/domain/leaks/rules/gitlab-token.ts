import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { madeUpText, urlCharacters } from '../made-up-text.ts';

const kinds = [
  'glpat',
  'gldt',
  'glrt',
  'glcbt',
  'glptt',
  'glft',
  'glimt',
  'glagent',
  'gloas',
  'glsoat',
  'glffct',
];

/** GitLab's tokens: personal, deploy, runner, trigger, job, feed, mail, agent, OAuth and SCIM. */
export const gitlabToken: LeakRule = {
  name: 'gitlab-token',
  title: 'a GitLab token',
  anchors: [...kinds.map((kind) => `${kind}-`), 'GR1348941'],
  foldsCase: false,
  before: 6,
  reach: 340,
  pattern: new RegExp(
    String.raw`(?:(?<![A-Za-z0-9_-])|(?<=\\[nrt]|%[0-9A-F]{2}))(?<secret>(?:(?:${kinds.join('|')})-|GR1348941)(?:[\w-]{20,300}(?:\.[\w]{2}\.[\w]{9})?))(?![\w-])`,
    'dg',
  ),
  isReal: (secret) => looksRandom(secret.replace(/^(?:gl[a-z]+-|GR1348941)/, ''), 40),
  remedy:
    'GitLab > Preferences (or the project) > Access tokens: revoke it; runners: reset the registration token',
  ok: () => [
    `glpat-${'x'.repeat(20)}`,
    'glpat-[0-9a-zA-Z_-]{20}',
    'glpat-your-personal-access-token',
  ],
  ng: () => [
    `GITLAB_TOKEN=${token('glpat', 20)}`,
    `PRIVATE-TOKEN: ${token('glpat', 27)}.01.${madeUpText('gitlab crc', 9)}`,
    `curl --form token=${token('glptt', 40)} https://gitlab.com/api/v4`,
    `https://oauth2:${token('gldt', 20)}@gitlab.com/pine.git`,
    `registration_token = "GR1348941${madeUpText('GR', 20, urlCharacters)}"`,
  ],
};

function token(kind: string, count: number): string {
  return [kind, madeUpText(`gitlab ${kind}`, count)].join('-');
}
