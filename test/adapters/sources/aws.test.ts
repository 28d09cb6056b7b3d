import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { scratch } from '../../scratch.ts';
import { answerOf, has, rootWith } from './a-source.ts';
import { aSecretsManager } from './aws-on-the-loopback.ts';

const nowhere = join(scratch(), 'none');
/** Nothing of the person's own AWS configuration, and nobody else is asked for credentials. */
const alone = {
  AWS_CONFIG_FILE: nowhere,
  AWS_SHARED_CREDENTIALS_FILE: nowhere,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_MAX_ATTEMPTS: '1',
};
const loggedIn = { ...alone, AWS_ACCESS_KEY_ID: 'nobody', AWS_SECRET_ACCESS_KEY: 'nothing' };
const title = `the real aws command${has('aws') ? '' : ' (skipped: needs awscli)'}`;

describe.skipIf(!has('aws'))(title, () => {
  test('against a Secrets Manager on the loopback', { timeout: 60_000 }, async () => {
    const manager = await aSecretsManager({ 'pine/paper': '{"feed":"abc","A_FLAG":"no"}' });
    const source = (secret: string, more = '') =>
      rootWith(
        `{ kind: aws, secret: ${secret}, region: eu-central-1, endpoint: '${manager.endpoint}'${more} }`,
      );
    try {
      const [found, none, shut] = await Promise.all([
        answerOf(await source('pine/paper', ', keys: { A_FEED: feed }'), loggedIn),
        answerOf(await source('pine/none'), loggedIn),
        answerOf(await source('pine/paper'), alone),
      ]);
      expect(found).toEqual({ A_FEED: 'abc' });
      expect(none).toMatchObject({ kind: 'provider', rule: 'source-no-such-secret' });
      expect(shut).toMatchObject({ kind: 'provider', rule: 'source-not-logged-in' });
      const target = 'secretsmanager.GetSecretValue';
      expect(manager.asked).toHaveLength(2);
      expect(manager.asked).toContainEqual({ target, secret: 'pine/paper', signed: true });
    } finally {
      manager.close();
    }
  });
});
